"""Grading again: asked for, reckoned, applied, and what becomes of passes that the new key does not give."""
