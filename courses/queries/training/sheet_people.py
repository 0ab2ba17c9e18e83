"""Whom the rows of an attendance sheet mean: the staff code, else the roster's rules, else a name of one unit."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _

from courses.models import Seat, TrainingSession
from courses.queries.folding import chunked
from people.models import Person
from people.queries.identity import aliases, names_of, standing
from people.rosters.matching import IdentityConflict, PeopleIndex
from people.rosters.row import Row

CHUNK = 300
Found = tuple[Person | None, str]


class SheetPeople:
    """The roll first; people outside it only by staff code, identity number, or telephone with the name."""

    def __init__(self, session: TrainingSession, asked: list[tuple[Row, str]]) -> None:
        seats = session.seats.filter(person__merged_into__isnull=True).select_related("person")
        self.seats: dict[int, Seat] = {seat.person_id: seat for seat in seats}
        others = _others(asked, set(self.seats))
        units = {seat.person_id: {seat.unit_id} if seat.unit_id else set() for seat in seats}
        people = [*(seat.person for seat in seats), *others]
        self.codes = {person.staff_code: person for person in people}
        self.index = PeopleIndex((person, units.get(person.pk, set())) for person in people)
        self.index.know_also(
            aliases((row.id_hash for row, _code in asked), (row.phone for row, _code in asked)),
            names_of(person.pk for person in people),
        )
        self.names: dict[tuple[str, int | None], list[Person]] = defaultdict(list)
        for seat in seats:
            self.names[seat.person.name_key, seat.unit_id].append(seat.person)

    def find(self, row: Row, code: str) -> Found:
        """The person, or why nobody can be meant."""
        if code:
            return self._by_code(row, code)
        try:
            person = self.index.match(row)
        except IdentityConflict:
            return None, _("Số CCCD này ghi cho một người có họ tên khác.")
        return (person, "") if person else self._by_name(row)

    def _by_code(self, row: Row, code: str) -> Found:
        person = self.codes.get(code)
        if person is None:
            return None, _("Không có cán bộ nào mang mã %(code)s.") % {"code": code[:20]}
        if row.key != person.name_key:
            return None, _("Mã %(code)s không phải của người tên này.") % {"code": code[:20]}
        return person, ""

    def _by_name(self, row: Row) -> Found:
        same = self.names.get((row.key, row.unit.id if row.unit else None), [])
        if len(same) == 1 and not (row.id_hash or row.phone):
            return same[0], ""
        if len(same) > 1:
            return None, _("Có hai người cùng tên trong đơn vị: hãy ghi mã cán bộ.")
        return None, _("Không có người này trong lớp, cũng không thấy trong danh sách cán bộ.")


def _others(asked: list[tuple[Row, str]], known: set[int]) -> list[Person]:
    """Those outside the roll whom the sheet names by something surer than a name."""
    found: dict[int, Person] = {}
    for part in chunked(range(len(asked)), CHUNK):
        rows = [asked[at] for at in part]
        fits = Q(staff_code__in={code for _row, code in rows if code})
        fits |= Q(id_hash__in={row.id_hash for row, _code in rows if row.id_hash})
        fits |= Q(phone__in={row.phone for row, _code in rows if row.phone})
        for person in standing(Person.objects.filter(fits)).order_by("pk"):
            found[person.pk] = person
    return [person for key, person in found.items() if key not in known]
