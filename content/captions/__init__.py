"""Subtitle files as trainers have them, read into one WebVTT that every player shows."""
