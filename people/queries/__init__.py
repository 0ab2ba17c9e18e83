"""Questions about people and units; never write."""
