"""Questions about classes held before this system."""
