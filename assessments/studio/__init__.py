"""Screens of the studio for questions."""
