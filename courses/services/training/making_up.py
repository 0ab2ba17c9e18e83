"""What was made up online becomes a fact of the class: looked for by the timetable, a class at a time."""

import logging
from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from courses.models import TrainingSession
from courses.queries.training.making_up import made_up_meanwhile
from courses.queries.training.trained import trained_by
from courses.services.training.credits import settle
from courses.services.training.roll import Roll
from courses.services.training.telling import path_of, topic_of
from people.services.notices import notify

MOST = 500
log = logging.getLogger(__name__)


def count_made_up(*, at: datetime) -> int:
    """Returns how many seats have their class complete by it."""
    found: dict[int, set[int]] = defaultdict(set)
    for session, seat in made_up_meanwhile().values_list("seat__session", "seat")[:MOST]:
        found[session].add(seat)
    sessions = TrainingSession.objects.in_bulk(list(found))
    return sum(_count_or_say(sessions[key], seats, at) for key, seats in found.items())


def _count_or_say(session: TrainingSession, seats: set[int], at: datetime) -> int:
    """A certificate that lost its ground elsewhere is for people to judge; it stops no other class."""
    try:
        return _count(session, seats, at)
    except Conflict as refusal:
        log.warning("%s: %s", session.code, refusal)
        return 0


@transaction.atomic
def _count(session: TrainingSession, seats: set[int], at: datetime) -> int:
    """Only these seats: a class may hold a thousand."""
    roll = Roll(session, at=at, by=None)
    before = trained_by([session.pk])[session.pk]
    settled = settle(roll.session, at=at, by=None, reason=_("Đã học bù."), only=seats)
    people = [one.learner for one in settled.seats if one.outcome.made_up and one.learner not in before]
    notify(
        topic=topic_of(session), title=f"Đã học bù xong: {session.title}",
        text="Anh/chị đã học trực tuyến các phần vắng ở lớp. Khóa học được ghi là hoàn thành (kết hợp).",
        at=at, path=path_of(session), people=people,
    )  # fmt: skip
    return len(people)
