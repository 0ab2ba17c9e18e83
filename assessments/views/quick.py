"""Everyday answers before Django (common.short_way): with the paper's pass, saving one costs two small statements.

Whatever is unusual goes the long way to views.attempt.answer: refusals, late answers, long essays, too many at once.
"""

import json
import time
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from assessments.models import Attempt
from assessments.passes import SECONDS, PaperPass
from assessments.services import quick
from common import clock
from common.limits import PerMinute
from common.passes import Signer
from common.short_way import Environ, body_of, fits

HEADER = "HTTP_X_PAPER_PASS"
MOST_BYTES = 65_536
SAVED = b'{"saved": true}'
ANSWERS = PerMinute(240)  # a hasty learner gives twenty a minute


@lru_cache(maxsize=1)
def signer() -> Signer[PaperPass]:
    """One for the process: it remembers the passes that it has read."""
    return Signer(settings.SECRET_KEY, PaperPass, b"paper pass")


def pass_for(request: HttpRequest, attempt: Attempt) -> str:
    """The next minutes' pass of whoever has just been checked; empty without a session of the usual kind."""
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not session:
        return ""
    told = PaperPass(
        account=request.user.pk or 0, session=signer().digest(session), attempt=attempt.pk, uuid=str(attempt.uuid),
        until=int(clock.now().timestamp()) + SECONDS,
    )  # fmt: skip
    return signer().write(told)


def answer(environ: Environ, word: str) -> bytes | None:
    """The body for an everyday answer; None for all else, of which nothing is written."""
    told = signer().read(word, now=time.time())
    if told is None or not _is_theirs(environ, told) or ANSWERS.exceeded(told.account):
        return None
    try:
        sent = json.loads(body_of(environ))
        place, question, fields = sent["place"], sent["question"], sent["fields"]
    except (ValueError, KeyError, TypeError):
        return None
    if not _is_sound(place, question, fields):
        return None
    kept = quick.save(attempt=told.attempt, place=place, question=question, fields=fields, at=clock.now())
    return SAVED if kept else None


def _is_theirs(environ: Environ, told: PaperPass) -> bool:
    path = f"/kiem-tra/luot/{told.uuid}/tra-loi/"
    return fits(environ, signer(), path=path, session=told.session, most_bytes=MOST_BYTES)


def _is_sound(place: Any, question: Any, fields: Any) -> bool:
    return (
        type(place) is int
        and place >= 0
        and isinstance(question, str)
        and isinstance(fields, dict)
        and all(
            isinstance(values, list) and all(isinstance(one, str) for one in values)
            for values in fields.values()
        )
    )
