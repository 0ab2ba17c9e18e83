"""Parsers of question files; each yields entries in the order of its file."""
