"""Questions about tests, by subject; none of them writes."""
