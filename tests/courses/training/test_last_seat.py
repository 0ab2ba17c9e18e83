"""Fifty at one moment for the last seat: one gets it, the others stand in line, and each cancellation lets one in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from courses.models import Seat, SeatChange, TrainingSession
from courses.models.seat import HOLDING, SeatState
from courses.models.session import Registration
from courses.services.training.seats import decline, register
from tests.factories import PersonFactory
from tests.factories.training import PLANNED_AT as AT
from tests.factories.training import TrainingFactory

pytestmark = pytest.mark.django_db(transaction=True)
RACERS, THREADS = 50, 10


def at_once(deeds: list[Callable[[], object]]) -> None:
    """Ten lines to the database, five deeds each, from one starting shot; the first error is raised."""
    start = Barrier(THREADS)

    def run(line: int) -> None:
        start.wait()
        try:
            for deed in deeds[line::THREADS]:
                deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(run, range(THREADS)))


def test_fifty_race_for_the_last_seat_and_exactly_one_gets_it() -> None:
    session: TrainingSession = TrainingFactory(capacity=1, registration=Registration.FREE)
    people = PersonFactory.create_batch(RACERS)
    at_once(
        [lambda one=one: register(session=session, person=one, at=AT, by=None) for one in people]  # type: ignore[misc]
    )
    seats = Seat.objects.filter(session=session)
    assert seats.count() == SeatChange.objects.count() == RACERS
    assert seats.filter(state__in=HOLDING).count() == 1
    assert seats.filter(state=SeatState.WAITING).count() == RACERS - 1


def test_ten_cancel_at_one_moment_and_ten_move_up() -> None:
    session: TrainingSession = TrainingFactory(capacity=10, registration=Registration.FREE)
    people = PersonFactory.create_batch(30)
    for person in people:
        register(session=session, person=person, at=AT, by=None)
    going = list(Seat.objects.filter(session=session, state=SeatState.CONFIRMED))
    at_once([lambda one=one: decline(seat=one, reason="", at=AT, by=None) for one in going])  # type: ignore[misc]
    seats = Seat.objects.filter(session=session)
    assert seats.filter(state__in=HOLDING).count() == 10
    assert not set(going) & set(seats.filter(state__in=HOLDING))
    assert SeatChange.objects.filter(step="promoted").count() == 10
