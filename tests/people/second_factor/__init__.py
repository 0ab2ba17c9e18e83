"""HR and administrators are not signed in without a second factor, whichever way they come."""
