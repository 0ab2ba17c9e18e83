"""Pages of the help given in the ấp."""
