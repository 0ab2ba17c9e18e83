"""What villagers opened and pressed at tutorials in the last weeks, in one commune and where nobody said where."""

from datetime import date, timedelta
from random import Random

from content.models import TutorialTally
from content.queries import tutorials
from people.models import OrgUnit

Kind = TutorialTally.Kind
DAYS = 42
# Of a hundred who open a tutorial; those who chose no commune are not counted as opening it.
SHARES = {Kind.VIEWED: 100, Kind.UNDERSTOOD: 46, Kind.UNCLEAR: 9, Kind.DID_NOW: 21}


def press(*, commune: OrgUnit, today: date) -> None:
    """Some tutorials are opened often, some hardly; one is unclear to many."""
    random = Random(28)
    rows: list[TutorialTally] = []
    for place, activity in enumerate(tutorials().values_list("version__activity", flat=True)):
        liked = random.choice((0.2, 0.6, 1, 1.6))
        for days in range(1, DAYS + 1, random.choice((2, 3, 5))):
            for unit in (commune, None):
                rows += _of_a_day(
                    activity, unit, today - timedelta(days=days), liked, 4 if place == 1 else 1, random
                )
    TutorialTally.objects.bulk_create(rows)


def _of_a_day(
    activity: int, unit: OrgUnit | None, day: date, liked: float, puzzling: int, random: Random
) -> list[TutorialTally]:
    opened = range(round(random.uniform(0, 14) * liked))
    shares = SHARES | {Kind.UNCLEAR: SHARES[Kind.UNCLEAR] * puzzling}
    numbers = {
        kind: sum(random.uniform(0, 100) < share for _one in opened)
        for kind, share in shares.items()
        if unit or kind != Kind.VIEWED
    }
    return [
        TutorialTally(activity_id=activity, kind=kind, unit=unit, day=day, number=number)
        for kind, number in numbers.items()
        if number
    ]
