"""The curve remembers what it counted, and forgets it as soon as the record says something new."""

from datetime import UTC, date, datetime

import pytest

from courses.models import Enrolment
from courses.services.record import append_event
from reports.models import Target
from reports.queries.curve import remembered_shares
from reports.queries.figures import load_facts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAYS = [date(2026, 3, 31), date(2026, 6, 30), date(2026, 11, 23)]


def _shares(target: Target) -> list[float]:
    facts = load_facts(target, cutoff=None, known_at=NOW)
    return [share for _day, share in remembered_shares(facts, DAYS, None)]


def test_a_late_register_is_seen_in_the_curve_at_once(desk_target: Target) -> None:
    assert _shares(desk_target) == [0.0, 0.0, 0.0]
    enrolment = Enrolment.objects.filter(course__in=desk_target.courses.all()).first()
    assert enrolment is not None
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=enrolment.release.items.get().activity, version=1,
        occurred_at=datetime(2026, 5, 5, tzinfo=UTC), recorded_at=NOW, source="paper",
        evidence={"rule": "paper", "seconds": 0},
    )  # fmt: skip
    assert _shares(desk_target) == [0.0, 50.0, 50.0]


def test_what_was_counted_is_not_counted_again(desk_target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    _shares(desk_target)
    counted: list[date] = []
    monkeypatch.setattr(
        "reports.queries.curve._share", lambda _facts, day, _within: counted.append(day) or 0.0
    )
    _shares(desk_target)
    assert counted == DAYS[-1:]
