"""Files that come in about courses."""
