"""Questions about the help given in the ấp."""
