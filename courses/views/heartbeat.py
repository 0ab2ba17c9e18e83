"""The players' reports before Django: with a pass, the everyday report costs one write and little else.

Whatever is not an everyday report, also every refusal, every completion and every trouble with the database, goes the
long way through Django, which also replaces connections that are old or broken, through session, account and CSRF check
to views.reports.
"""

import json
import time

from common import clock
from common.short_way import Environ, body_of, fits
from courses import wire
from courses.passes import Pass
from courses.reckoning import Tally
from courses.services import quick
from courses.services.span_rows import rounded
from courses.views.answers import BEAT
from courses.views.limits import REPORTS
from courses.views.passes import signer

HEADER = "HTTP_X_WATCH_PASS"
_ENCODE = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def answer(environ: Environ, word: str) -> bytes | None:
    """The body for an everyday report; None for all else, of which nothing is written and nothing lost."""
    told = signer().read(word, now=time.time())
    if told is None or not _is_theirs(environ, told) or REPORTS.exceeded(told.account):
        return None
    try:
        batch = wire.read(body_of(environ))
    except wire.MalformedError:
        return None
    if batch.malformed or batch.film not in (None, told.film):
        return None
    tally = quick.report(told, batch.reports, clock.now())
    return _told(tally, told) if tally else None


def _is_theirs(environ: Environ, told: Pass) -> bool:
    path = f"/hoc/{told.lesson}/da-xem/"
    return fits(environ, signer(), path=path, session=told.session, most_bytes=wire.MOST_BYTES)


def _told(tally: Tally, told: Pass) -> bytes:
    taken = [report.uuid for report in tally.accepted] or tally.replayed
    data = {
        "accepted": [str(uuid) for uuid in taken],
        "refused": [],
        "seconds": round(tally.seconds, 1),
        "share": round(tally.seconds / told.duration, 4) if told.duration else 0,
        "completed": told.done,
        "spans": rounded(tally.spans),
        "beat": BEAT,
    }
    return _ENCODE(data).encode()
