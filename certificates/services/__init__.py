"""Verbs of the certificates."""
