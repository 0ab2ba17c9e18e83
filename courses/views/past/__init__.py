"""Pages of classes held before this system, and of what proves a class."""
