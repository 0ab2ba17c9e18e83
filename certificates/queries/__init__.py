"""Questions about the register; each module one kind, none writes."""
