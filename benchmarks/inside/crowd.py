"""Two hundred thousand people in three hundred units, one of them with 8,000; and the addresses that show them."""

import time
from datetime import date
from random import Random
from typing import Any

from benchmarks.inside import start

PEOPLE, UNITS, CROWDED, BATCH = 200_000, 300, 8_000, 5_000
POSTED_ON = date(2026, 6, 1)
PREFIX = "ĐO"  # of the invented staff codes
RUNS = 15
SEARCHES = ("hong anh", "nguyen thi h", "Nguyễn", "an", "khong co ai", "Trần Văn Bình")


def main() -> None:
    start.setup()
    from people.models import Person

    if not Person.objects.filter(staff_code=f"{PREFIX}0000000").exists():
        fill()
    start.tell(told())


def fill() -> None:
    """People by their own bulk writer, as a roster brings them in."""
    from django.db import connection

    random = Random(202)
    units = _units()
    for first in range(0, PEOPLE, BATCH):
        _store(range(first, first + BATCH), units, random)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _units() -> list[int]:
    """The communes of the day, and offices below the province until there are enough."""
    from people.models import OrgUnit
    from people.models.org_unit import Level
    from people.queries.tree import UnitTree
    from people.services.new_units import create_office

    tree = UnitTree.load()
    top = next(unit for unit in tree.on(POSTED_ON) if unit.level == Level.PROVINCE and not unit.is_office)
    communes = _communes(tree)
    parent = OrgUnit.objects.get(pk=top.id)
    offices = [
        create_office(name=f"Phòng đo {number}", code=f"DO-{number}", parent=parent, valid_from=POSTED_ON).pk
        for number in range(UNITS - len(communes))
    ]
    return communes + offices


def _communes(tree: Any) -> list[int]:
    return [unit.id for unit in tree.on(POSTED_ON) if unit.level == "xa"]


def _store(batch: range, units: list[int], random: Random) -> None:
    from common import clock
    from lms.demo.names import Names
    from people.models import Person, Posting

    names, at = Names(random), clock.now()
    people = [
        Person(staff_code=f"{PREFIX}{number:07d}", full_name=names.person()[0], created_at=at).set_keys()
        for number in batch
    ]
    Person.objects.bulk_create(people)
    places = [units[0] if number < CROWDED else random.choice(units[1:]) for number in batch]
    Posting.objects.bulk_create(
        Posting(person=person, unit_id=place, starts_on=POSTED_ON, position="Công chức")
        for person, place in zip(people, places, strict=True)
    )


def told() -> dict[str, Any]:
    """The addresses for the server's share, and what a search costs in the process that asks."""
    from benchmarks.inside.survey import _account, _sign_in, _statements
    from people.models import OrgUnit
    from people.queries.tree import UnitTree

    session = _sign_in(_account("nhansu"))
    crowded = OrgUnit.objects.get(pk=_communes(UnitTree.load())[0])
    pages = {
        "unit": f"/nhan-su/don-vi/{crowded.uuid}/",
        "unit_last": f"/nhan-su/don-vi/{crowded.uuid}/?page={CROWDED // 50}",
        "search": "/nhan-su/can-bo/?tim=nguyen+thi+h",
    }
    return {
        "session": session,
        "pages": pages,
        "sql": {name: _statements(path, session) for name, path in pages.items()},
        "search": {text: _milliseconds(text) for text in SEARCHES},
    }


def _milliseconds(text: str) -> float:
    """Count, first page with its posts and accounts: all that the list asks the database for.

    The quickest of the runs: the rest of the machine only makes it slower, and PostgreSQL's time is not this process's.
    """
    from common import clock
    from people.models import Person
    from people.queries.people import for_list
    from people.queries.search import Found

    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        found = Found(for_list(Person.objects.all(), clock.today()), text, few=False)
        found.count(), found[0:50]
        times.append(1000 * (time.perf_counter() - begun))
    return min(times)


if __name__ == "__main__":
    main()
