"""Tags of content."""
