"""Pages of the certificates: checking one, one's own, the register."""
