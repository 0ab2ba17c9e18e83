"""Gives passes to players, and names a learner to the browser without naming them."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from common import clock
from common.passes import Signer
from courses.models import ActivityVersion
from courses.passes import SECONDS, Pass
from courses.queries.lesson import Lesson, Watching


@lru_cache(maxsize=1)
def signer() -> Signer[Pass]:
    """One for the process: it remembers the passes that it has read."""
    return Signer(settings.SECRET_KEY, Pass, b"watch pass")


def owner_of(user: Any) -> str:
    """Keeps two people on one machine apart in its storage."""
    return salted_hmac("player", str(user.pk)).hexdigest()[:16]


def pass_for(
    request: HttpRequest, lesson: Lesson, version: ActivityVersion, row: int, seen: Watching, *, done: bool
) -> str:
    """The next minutes' pass of whoever has just been checked; empty without a session of the usual kind."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not session:
        return ""
    return signer().write(
        Pass(
            account=request.user.pk or 0,
            session=signer().digest(session),
            lesson=str(lesson.activity.uuid),
            activity=lesson.activity.pk,
            enrolment=lesson.enrolment.pk,
            row=row,
            film=version.media.get("video", ""),
            duration=seen.duration,
            share=seen.share,
            done=done,
            until=int(clock.now().timestamp()) + SECONDS,
        )
    )
