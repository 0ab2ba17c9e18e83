"""Pages of the marking desk, below /quan-tri/cham-bai/."""
