"""Verbs of chasing: set the ladder, write the day's messages down, send them, hold back, draft the letter."""
