"""Corrections after the freeze: each with its person and its cause."""

from datetime import UTC, date, datetime, timedelta

import pytest

from people.models import OrgUnit, Person, Posting
from reports.models import ReportCycle
from reports.queries.differences import differences_of
from tests.reports.consolidated.cast import FROZEN, LATER, complete

pytestmark = pytest.mark.django_db


def test_each_difference_names_its_cause(
    frozen: ReportCycle, long_phuoc: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    complete("Cường", datetime(2026, 3, 1, tzinfo=UTC), known=FROZEN + timedelta(days=3))
    hong = Person.objects.get(full_name__endswith="Ánh")
    Posting.objects.filter(person=hong).update(ends_on=date(2026, 5, 1))
    found = differences_of(frozen.run, LATER)
    by_member = {item.member: item for item in found.items}
    assert len(by_member) == 2
    cuong = by_member[str(Person.objects.get(full_name__endswith="Cường").uuid)]
    assert (cuong.was, cuong.now) == ("Còn thiếu · 26413", "Hoàn thành 01/03/2026 · 26413")
    assert cuong.why.startswith("Hoàn thành bài ngày 01/03/2026, ghi nhận")
    gone = by_member[str(hong.uuid)]
    assert (gone.now, "thành 01/01/2024" in gone.why or "– 01/05/2026" in gone.why) == ("không tính", True)
    [(_title, then, now)] = found.totals
    assert ((then["numerator"], then["denominator"]), (now["numerator"], now["denominator"])) == (
        (1, 2),
        (1, 1),
    )  # type: ignore[index]


def test_without_changes_there_is_no_difference(frozen: ReportCycle) -> None:
    assert differences_of(frozen.run, LATER).items == []
