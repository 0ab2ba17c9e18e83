"""Verbs of content."""
