"""The private address of a person's calendar, which phones ask without signing in."""

import secrets

from django.db import models

from people.models import Person


def new_key() -> str:
    """256 bits: not to be guessed."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """One address a person; making a new one ends the old."""

    moves_as = ""  # an address, which the page shows by itself

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="calendar_feed")
    key = models.CharField(max_length=43, unique=True, default=new_key)
    made_at = models.DateTimeField()
