"""Keeps the statistics of tests up to date: adds what is new, counts anew what has changed (docs/decisions/0040)."""

from datetime import datetime, timedelta

from assessments.counted import News, news
from assessments.models import QuizCount
from assessments.services.counting.keeping import keep, kept_tally
from assessments.services.counting.reading import tally_of

# Left to a later run: what is still being written, or closed some minutes after its time was up.
SETTLED = timedelta(minutes=5)
RESTS = timedelta(hours=1)  # between two counts from nothing of a test that is …
LARGE = 5_000  # … larger than this and whose results change all day


def count_statistics(*, at: datetime) -> int:
    """Bring every test with news up to date; returns how many. May be repeated at will."""
    until = at - SETTLED
    return sum(_count(one, until, at) for one in news(until) if not _waits(one, at))


def rebuild_statistics(*, quiz: int, at: datetime) -> bool:
    """Count a test from nothing; False when another run came first."""
    known = QuizCount.objects.filter(quiz=quiz).first()
    return _rebuild(News(quiz, known), at, at)


def _waits(one: News, at: datetime) -> bool:
    known = one.known
    return one.changed and known is not None and known.attempts > LARGE and at - known.rebuilt_at < RESTS


def _count(one: News, until: datetime, at: datetime) -> bool:
    if one.known is None or one.changed:
        return _rebuild(one, until, at)
    found = tally_of(one.quiz, after=one.known.counted_to, until=until)
    found.add(kept_tally(one.known))
    return keep(
        quiz=one.quiz, known=one.known, tally=found, counted_to=until, replaced=one.known.replaced,
        rebuilt_at=one.known.rebuilt_at, at=at,
    )  # fmt: skip


def _rebuild(one: News, until: datetime, at: datetime) -> bool:
    """What was replaced is counted first: a result replaced meanwhile makes the next run count again."""
    replaced = one.replaced()
    found = tally_of(one.quiz, until=until)
    return keep(
        quiz=one.quiz, known=one.known, tally=found, counted_to=until, replaced=replaced, rebuilt_at=at, at=at
    )
