"""Tells those whom a class concerns: one message a person for each thing that happened."""

from collections.abc import Iterable
from datetime import datetime

from courses.models import Meeting, Seat, TrainingSession
from courses.models.seat import HOLDING, PENDING
from courses.services.training import words
from people.models import Account
from people.services.notices import notify


def topic_of(session: TrainingSession) -> str:
    """By which notices of a class are found."""
    return f"training:{session.uuid}"


def path_of(session: TrainingSession) -> str:
    """The cadre's page of the class; fixed by the product description's addresses."""
    return f"/cua-toi/lich/{session.uuid}/"


def tell_touched(session: TrainingSession, *, title: str, text: str, at: datetime) -> int:
    """Everybody who comes, waits or teaches; each once, whatever they are to the class."""
    people = Seat.objects.filter(session=session, state__in=[*HOLDING, *PENDING])
    accounts = Account.objects.filter(pk__in=session.trainers.values("account"))
    return notify(
        topic=topic_of(session), title=title, text=text, at=at, path=path_of(session),
        people=people.values_list("person_id", flat=True), accounts=accounts,
    )  # fmt: skip


def tell_trainers(session: TrainingSession, accounts: Iterable[Account], *, at: datetime) -> int:
    """That they teach."""
    return notify(
        topic=topic_of(session), title=f"Giảng dạy lớp: {session.title}", text=_with_timetable("", session),
        at=at, path=f"/nhan-su/lop/{session.uuid}/", accounts=accounts,
    )  # fmt: skip


def tell_invited(session: TrainingSession, at: datetime) -> None:
    """Whoever stands on the roll of a class that opens; those on the wait-list hear that they wait."""
    rows = Seat.objects.filter(session=session, state__in=HOLDING)
    waiting = Seat.objects.filter(session=session, state="waiting")
    title, sentence = words.invitation(session)
    for people, head, text in (
        (rows, title, sentence),
        (waiting, f"Danh sách chờ: {session.title}", words.WAITS),
    ):
        notify(
            topic=topic_of(session), title=head, text=_with_timetable(text, session), at=at,
            path=path_of(session), people=people.values_list("person_id", flat=True),
        )  # fmt: skip


def tell_step(session: TrainingSession, seats: Iterable[Seat], step: str, reason: str, at: datetime) -> None:
    """What became of seats, to those to whom they belong."""
    said: dict[tuple[str, str], list[int]] = {}
    for seat in seats:
        told = words.seat_told(seat, step, reason)
        if told:
            said.setdefault(told, []).append(seat.person_id)
    for (title, sentence), people in said.items():
        gone = step in {"refused", "removed"}
        text = sentence if gone else _with_timetable(sentence, session)
        notify(topic=topic_of(session), title=title, text=text, at=at, path=path_of(session), people=people)


def _with_timetable(sentence: str, session: TrainingSession) -> str:
    meetings = list(Meeting.objects.filter(session=session, cancelled_at__isnull=True))
    note = [session.note] if session.note else []
    return "\n".join([*([sentence] if sentence else []), words.timetable(meetings), *note])
