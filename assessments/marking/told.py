"""What a learner is told of the people who read: where a waiting paper stands, and what was said once it is marked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.models import Attempt, HandMark
from assessments.models.marking import Part, standing_marks

SHOWN = (Part.AGREED, Part.FIRST, Part.SECOND)


@dataclass(frozen=True)
class Waiting:
    """`read` of `answers` are read; `state` is queue, reading or agreeing; `since` says since when it is so."""

    state: str
    since: datetime
    read: int
    answers: int


@dataclass(frozen=True)
class Said:
    """One reading as its learner sees it: without the marker's name."""

    label: str
    percent: float
    levels: list[dict[str, Any]]
    comment: str


def where_it_waits(attempt: Attempt, at: datetime) -> Waiting | None:
    """One query for a paper that waits, none for another."""
    if not attempt.waiting:
        return None
    tasks = list(attempt.marking_tasks.order_by("since"))
    left = [task for task in tasks if task.done_at is None]
    agreeing = [task for task in left if task.part == Part.AGREED]
    reading = [task for task in left if task.claimed_until and task.claimed_until > at]
    state = "agreeing" if agreeing else "reading" if reading else "queue"
    since = agreeing[0].since if agreeing else attempt.submitted_at or attempt.started_at
    answers = {task.question for task in tasks}
    return Waiting(state, since, len(answers - {task.question for task in left}), len(answers))


def said_of(attempt: Attempt) -> dict[str, list[Said]]:
    """What the markers said of each question of a paper with a result; asks nothing where no person read."""
    by_hand = any(mark.get("by_hand") for mark in (attempt.marks or {}).values())
    if attempt.waiting or not by_hand:
        return {}
    marks = standing_marks(attempt.hand_marks.order_by("pk"))
    return {question: _said(parts) for question, parts in marks.items()}


def _said(parts: dict[str, HandMark]) -> list[Said]:
    """The agreed word, or that of each reader; then what an appeal brought."""
    found = [parts[part] for part in SHOWN if part in parts]
    found = found[:1] if Part.AGREED in parts else found
    named = len(found) > 1 or Part.AGREED in parts
    shown = [_one(mark, str(mark.get_part_display()) if named else "") for mark in found]
    appealed = parts.get(Part.APPEAL)
    return [*shown, _one(appealed, str(appealed.get_part_display()))] if appealed else shown


def _one(mark: HandMark, label: str) -> Said:
    return Said(label, round(100 * mark.fraction, 1), mark.levels, mark.comment)
