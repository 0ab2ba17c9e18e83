"""An answer as its marker sees it: the question, what was handed in, the rubric with what was given so far."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from assessments import kinds
from assessments.kinds.markup import with_files
from assessments.kinds.written import words_in
from assessments.marking.queue import code_of
from assessments.marking.rubric import criteria_of
from assessments.models import AnswerFile, HandMark, MarkingTask
from assessments.models.marking import Part, standing_marks
from assessments.presenting import html_of
from assessments.queries.papers import bodies_of
from common.vietnamese import format_points
from people.models import Account

Shown = dict[str, Any]


def shown_task(
    task: MarkingTask, *, posted: Mapping[str, str] | None, hidden: bool, account: Account
) -> Shown:
    """Everything the page of one reading needs."""
    attempt, question = task.attempt, str(task.question)
    entry = next(one for one in attempt.paper if one["id"] == question)
    body = bodies_of(attempt)[question]
    given = (attempt.marks or {}).get(question, {}).get("chosen")
    marks = standing_marks(
        attempt.hand_marks.filter(question=question).select_related("marker__person").order_by("pk")
    )
    by_part = marks.get(question, {})
    own = by_part.get(task.part)

    def address(name: str) -> str:
        return reverse("marking_picture", args=[task.uuid, name])

    return {
        "html": html_of(entry, entry["text"], address),
        "number": [one["id"] for one in attempt.paper].index(question) + 1,
        "points": kinds.points(body),
        "text": given if isinstance(given, str) else "",
        "words": words_in(given) if isinstance(given, str) else 0,
        "limits": {name: entry.get(name) for name in ("words_least", "words_most")},
        "files": _files(task, hidden) if entry["kind"] == "file" else [],
        "info": _markup(body.get("grader_info"), address),
        "criteria": [_criterion(place, one, own, posted) for place, one in enumerate(criteria_of(body))],
        "earned": _typed(posted, "diem") if posted else format_points(own.fraction * kinds.points(body)) if own else "",
        "comment": posted.get("nhan-xet", "") if posted else own.comment if own else "",
        "readings": _readings(by_part, kinds.points(body)) if task.part == Part.AGREED else [],
        "must_comment": task.part == Part.AGREED,
    }  # fmt: skip


def _markup(text: Any, address: Any) -> SafeString:
    return mark_safe(with_files(str(text or ""), address))  # tidied when the version was kept


def _files(task: MarkingTask, hidden: bool) -> list[Shown]:
    held = task.attempt.files.filter(question=task.question).order_by("pk")
    return [
        {"file": file, "name": file_name(task, file, place) if hidden else file.name}
        for place, file in enumerate(held, 1)
    ]


def file_name(task: MarkingTask, file: AnswerFile, place: int) -> str:
    """People write their names into the names of files: a hidden paper's are called by its code."""
    return f"bai-{code_of(task.attempt)}-{place}{PurePath(file.name).suffix.lower()}"


def _criterion(place: int, criterion: Any, own: HandMark | None, posted: Mapping[str, str] | None) -> Shown:
    kept = own.levels[place] if own and place < len(own.levels) else {}
    chosen = (
        [one.text for one in criterion.levels].index(kept["level"]) if _kept_level(criterion, kept) else None
    )
    typed = format_points(kept["points"]) if kept and chosen is None else ""
    if posted is not None:
        level = posted.get(f"muc-{place}", "")
        chosen, typed = int(level) if level.isdecimal() else None, _typed(posted, f"diem-{place}")
    levels = [
        {"place": at, "text": one.text, "points": one.points, "chosen": at == chosen}
        for at, one in enumerate(criterion.levels)
    ]
    said = posted.get(f"loi-{place}", "") if posted is not None else kept.get("comment", "")
    return {
        "place": place, "text": criterion.text, "most": criterion.most, "levels": levels, "typed": typed, "comment": said,
    }  # fmt: skip


def _kept_level(criterion: Any, kept: Mapping[str, Any]) -> bool:
    return bool(kept.get("level")) and kept["level"] in [one.text for one in criterion.levels]


def _typed(posted: Mapping[str, str], name: str) -> str:
    return posted.get(name, "")[:20]


def _readings(by_part: Mapping[str, HandMark], points: float) -> list[Shown]:
    """What the two readers gave, for the third step alone."""
    found = [by_part[part] for part in (Part.FIRST, Part.SECOND) if part in by_part]
    return [{"mark": mark, "earned": round(mark.fraction * points, 2), "points": points} for mark in found]
