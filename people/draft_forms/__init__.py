"""Forms of a reorganisation: its head, one form for each kind of change, and one unit added by hand."""
