"""Verbs of the tests."""
