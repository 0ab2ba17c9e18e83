"""Films arriving in pieces."""
