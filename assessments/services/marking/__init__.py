"""Verbs of the marking desk."""
