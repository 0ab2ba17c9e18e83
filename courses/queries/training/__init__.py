"""Questions about classes in halls."""
