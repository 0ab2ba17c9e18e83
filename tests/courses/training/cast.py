"""Short words for tests of attendance: a running class with people, scans of their badges, who is written how."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from courses.class_keys import token_key
from courses.class_tokens import badge_token
from courses.models import Meeting, Seat, TrainingSession
from courses.models.session import SessionState
from courses.queries.training.attendance import live_meetings, standing
from courses.services.training.scanning import Scan
from people.models import Account
from tests.factories.training import FIRST_MEETING, SeatFactory, TrainingFactory

DOORS_OPEN = FIRST_MEETING + timedelta(minutes=5)
AFTERWARDS = FIRST_MEETING + timedelta(days=1, hours=4)


def running(**more: Any) -> TrainingSession:
    """Two mornings, thirty seats, 80 % asked for."""
    session: TrainingSession = TrainingFactory(**{"state": SessionState.RUNNING} | more)
    return session


def seated(session: TrainingSession, number: int = 1) -> list[Seat]:
    return [SeatFactory(session=session) for _person in range(number)]


def scan_of(seat: Seat, meeting: Meeting, at: datetime = DOORS_OPEN, **more: Any) -> Scan:
    return Scan(
        **{
            "uuid": uuid4(),
            "meeting": meeting.uuid,
            "code": badge_token(seat.uuid, key=token_key()),
            "at": at,
        }
        | more
    )


def states(session: TrainingSession) -> list[str]:
    """Every standing word, by seat and then by meeting."""
    rows = standing(live_meetings(session))
    return [rows[key].state for key in sorted(rows)]


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client
