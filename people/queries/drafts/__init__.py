"""Questions about a reorganisation: what it would do, what is wrong with it, what it touches."""
