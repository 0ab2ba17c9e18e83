"""Random histories of a small province, and a recount of them that shares no code with the engine."""
