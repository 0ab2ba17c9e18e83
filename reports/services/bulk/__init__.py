"""Deeds for many people: chosen and frozen, examined, confirmed, done in pieces, and for a while undone."""
