"""Gives a person the private address of their calendar, and a new one when the old got about."""

from datetime import datetime

from django.db import transaction

from courses.models import CalendarFeed
from courses.models.calendar import new_key
from people.models import Person


@transaction.atomic
def give_feed(*, person: Person, at: datetime) -> CalendarFeed:
    """A fresh address; the old one answers no more."""
    feed, _made = CalendarFeed.objects.update_or_create(
        person=person, defaults={"key": new_key(), "made_at": at}
    )
    return feed
