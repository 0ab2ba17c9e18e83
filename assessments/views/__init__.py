"""Pages of the tests: the introduction, the paper, its result."""
