"""Whom the rows of an attendance sheet mean: the staff code, else the roster's rules, else a name on the roll."""

import re
from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from courses.models import Seat, TrainingSession
from courses.queries.folding import chunked
from people.models import Person
from people.queries.identity import aliases, names_of, standing
from people.queries.people import posted_on
from people.rosters.matching import IdentityConflict, PeopleIndex
from people.rosters.row import Row

CHUNK = 300
Found = tuple[Person | None, str]
_ADDRESS = re.compile(
    r"(?:ông|bà|đ/c|đồng chí)\.? "
)  # Ông is a family name too: only where the whole finds nobody


class SheetPeople:
    """The roll first; people outside it only by staff code, identity number, telephone or birthday with the name."""

    def __init__(self, session: TrainingSession, asked: list[tuple[Row, str]], as_of: date) -> None:
        seats = session.seats.filter(person__merged_into__isnull=True).select_related("person")
        self.seats: dict[int, Seat] = {seat.person_id: seat for seat in seats}
        self.units = _units(list(self.seats.values()), as_of)
        people = [*(seat.person for seat in seats), *_others(asked, set(self.seats))]
        self.codes = {person.staff_code: person for person in people}
        self.index = PeopleIndex((person, self.units.get(person.pk, set())) for person in people)
        self.index.know_also(
            aliases((row.id_hash for row, _code in asked), (row.phone for row, _code in asked)),
            names_of(person.pk for person in people),
        )
        self.born: dict[tuple[str, date], list[Person]] = defaultdict(list)
        self.names: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.birth_on:
                self.born[person.name_key, person.birth_on].append(person)
            if person.pk in self.seats:
                self.names[person.name_key].append(person)

    def find(self, row: Row, code: str) -> Found:
        """The person, or why nobody can be meant."""
        if code in self.codes:
            return self._by_code(row, code)
        try:
            person = self.index.match(row) or self._by_birth(row)
        except IdentityConflict:
            return None, _("Số CCCD này ghi cho một người có họ tên khác.")
        return (person, "") if person else self._by_name(row, code)

    def _by_code(self, row: Row, code: str) -> Found:
        person = self.codes[code]
        if person.name_key not in (row.key, _ADDRESS.sub("", row.key, count=1)):
            return None, _("Mã %(code)s không phải của người tên này.") % {"code": code[:20]}
        return person, ""

    def _by_birth(self, row: Row) -> Person | None:
        """As at the desk: the name and the birthday, where only one is known by them."""
        same = self.born.get((row.key, row.birth.on), []) if row.birth.on else []
        return same[0] if len(same) == 1 and not _contradicts(row, same[0]) else None

    def _by_name(self, row: Row, code: str) -> Found:
        """On the roll only. A telephone changes and says nothing against it, a birthday does."""
        named = self.names.get(row.key) or self.names.get(_ADDRESS.sub("", row.key, count=1), [])
        same = [one for one in named if not _contradicts(row, one) and self._may_be_of(row, one)]
        if len(same) == 1:
            return same[0], ""
        if len(same) > 1:
            return None, _("Có hai người cùng tên: hãy ghi mã cán bộ.")
        if named:
            return None, _(
                "Trong lớp có người cùng tên nhưng khác đơn vị, ngày sinh hoặc CCCD: hãy ghi mã cán bộ."
            )
        if code:
            return None, _("Không có cán bộ nào mang mã %(code)s.") % {"code": code[:20]}
        return None, _("Không có người này trong lớp, cũng không thấy trong danh sách cán bộ.")

    def _may_be_of(self, row: Row, person: Person) -> bool:
        """In the unit of the roll or the one of the day; a sheet that names no unit speaks of the roll."""
        return row.unit.id in self.units[person.pk] if row.unit else not row.unit_text


def _contradicts(row: Row, person: Person) -> bool:
    birth = bool(row.birth.on and person.birth_on and row.birth.on != person.birth_on)
    return birth or bool(row.id_hash and person.id_hash and row.id_hash != person.id_hash)


def _units(seats: list[Seat], day: date) -> dict[int, set[int]]:
    """Of each on the roll: the unit they were invited from, and those of the day, since people move."""
    found: dict[int, set[int]] = defaultdict(set)
    for seat in seats:
        found[seat.person_id] |= {seat.unit_id} if seat.unit_id else set()
    for part in chunked(list(found), CHUNK):
        for person, unit in posted_on(day).filter(person__in=part).values_list("person_id", "unit_id"):
            found[person].add(unit)
    return found


def _others(asked: list[tuple[Row, str]], known: set[int]) -> list[Person]:
    """Those outside the roll whom the sheet names by something surer than a name."""
    found: dict[int, Person] = {}
    for part in chunked(range(len(asked)), CHUNK):
        rows = [asked[at] for at in part]
        born = [row for row, _code in rows if row.birth.on]
        fits = Q(staff_code__in={code for _row, code in rows if code})
        fits |= Q(id_hash__in={row.id_hash for row, _code in rows if row.id_hash})
        fits |= Q(phone__in={row.phone for row, _code in rows if row.phone})
        fits |= Q(name_key__in={row.key for row in born}, birth_on__in={row.birth.on for row in born})
        for person in standing(Person.objects.filter(fits)).order_by("pk"):
            found[person.pk] = person
    return [person for key, person in found.items() if key not in known]
