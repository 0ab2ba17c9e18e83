"""Counts how often a material is taken away; nobody is known."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from common.clock import local_day
from content.models import MaterialTally


def count_taking(*, material: UUID, at: datetime) -> None:
    """One more on that day."""
    row, _new = MaterialTally.objects.get_or_create(material=material, day=local_day(at))
    MaterialTally.objects.filter(pk=row.pk).update(number=F("number") + 1)
