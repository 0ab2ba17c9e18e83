"""What each kind of event must prove: the schema of `LearningEvent.evidence`, see docs/learning-record.md."""

from collections.abc import Callable, Mapping
from typing import Any

from common.errors import DomainError
from courses.models.record import EventKind

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _release(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _questions(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == {"asked", "answered", "right"}
        and all(map(_number, value.values()))
    )


def _rule(value: Any) -> bool:
    return value in {"watch", "read", "attend", "paper", "submitted"}


NEEDED: dict[str, dict[str, Check]] = {
    EventKind.ENROLLED: {"release": _release},
    EventKind.ACTIVITY_COMPLETED: {"rule": _rule, "seconds": _number},
    EventKind.ASSESSMENT_PASSED: {"score": _number, "of": _number, "pass_percent": _number},
    EventKind.SESSION_ATTENDED: {"session": _text},
    EventKind.RECOGNISED: {"certificate": _text, "issuer": _text, "number": _text},
    EventKind.EXCUSED: {"reason": _text},
    EventKind.RELEASE_CHANGED: {"from": _release, "to": _release},
    EventKind.DUE_CHANGED: {},
    EventKind.RETRACTED: {"reason": _text},
}
OPTIONAL: dict[str, dict[str, Check]] = {
    EventKind.ENROLLED: {"assignment": _text, "due_on": _text},
    EventKind.ACTIVITY_COMPLETED: {
        "share": _number,
        "duration": _number,
        "film": _text,
        "attempt": _text,
        "questions": _questions,
    },
    EventKind.ASSESSMENT_PASSED: {"attempt": _text},
    EventKind.SESSION_ATTENDED: {
        "hours": _number,
        "place": _text,
        "seat": _text,
        "how": _text,
        "taken_by": _text,
        "sheet": _text,
        "made_up": _text,
    },
    EventKind.RECOGNISED: {"hours": _number, "title": _text},
    EventKind.RELEASE_CHANGED: {"reason": _text},
    EventKind.DUE_CHANGED: {"from": _text, "to": _text},
}
ABOUT_AN_ACTIVITY = {EventKind.ACTIVITY_COMPLETED, EventKind.ASSESSMENT_PASSED}


def check(kind: str, evidence: Mapping[str, Any], *, has_activity: bool, has_corrects: bool) -> None:
    """Refuse evidence that does not fit the kind: a programmer's or an importer's mistake, said plainly."""
    problems = [*_wrong(kind, evidence), *_misplaced(kind, has_activity, has_corrects)]
    if problems:
        raise DomainError(f"{kind}: " + "; ".join(problems))


def _wrong(kind: str, evidence: Mapping[str, Any]) -> list[str]:
    needed = NEEDED.get(kind)
    if needed is None:
        return ["unknown kind"]
    known = needed | OPTIONAL.get(kind, {})
    absent = [f"{name} is missing" for name in needed if name not in evidence]
    strange = [f"{name} is not known" for name in evidence if name not in known]
    bad = [
        f"{name} is not valid" for name, value in evidence.items() if name in known and not known[name](value)
    ]
    return [*absent, *strange, *bad]


def _misplaced(kind: str, has_activity: bool, has_corrects: bool) -> list[str]:
    problems = []
    if kind in ABOUT_AN_ACTIVITY and not has_activity:
        problems.append("an activity is needed")
    if has_corrects != (kind == EventKind.RETRACTED):
        problems.append("corrects belongs to retracted, and only there")
    return problems
