"""The days of the demonstration year; everything is told from the day it is loaded, so screens stay alive."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

REFORM = date(2025, 7, 1)


@dataclass(frozen=True)
class DemoYear:
    """The year up to `today`: courses released at its start, due in about three weeks."""

    today: date

    @property
    def start(self) -> date:
        """The day of the first release."""
        return self.today - timedelta(days=320)

    @property
    def due(self) -> date:
        """15 December of this year (plan VI.6), or of the next when that is near or past."""
        due = self.today.replace(month=12, day=15)
        return due if due > self.today else due.replace(year=due.year + 1)


def office_hour(day: date, random: Random) -> datetime:
    """A moment of learning on a day: mostly office hours, some evenings."""
    hour = random.choice([8, 9, 10, 14, 15, 16, 20, 21])
    moment = datetime(day.year, day.month, day.day, hour, random.randrange(60), random.randrange(60))  # noqa: DTZ001
    return timezone.make_aware(moment)
