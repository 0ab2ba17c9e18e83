"""What players send, read strictly: a batch of reports of played spans. Pure.

`{"reports": [{uuid, spans, position, rate, at, seq, kept}, …], "film", "owner"}`; pages opened before batches existed
send one report without the frame. The client's clock (`at`) and counter (`seq`) are notes, nothing rests on them.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from courses.spans import TOP_RATE, Span, bounded

MOST_BYTES = 64 * 1024
MOST_REPORTS = 50
MOST_SPANS = 500
LONGEST_NOTE = 40


class MalformedError(ValueError):
    """Nothing of it can be read."""


@dataclass(frozen=True)
class Played:
    """One report: what was played, how fast, and whether it had been kept on the device for want of a line."""

    uuid: UUID
    spans: Sequence[Span]
    position: float = 0.0
    rate: float = TOP_RATE
    kept: bool = False
    note: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """One POST; `malformed` names the reports in it that could not be read."""

    reports: list[Played]
    malformed: list[str]
    film: str | None = None
    owner: str | None = None
    single: bool = False


def read(body: bytes) -> Batch:
    """Read a POST's body; MalformedError when it is no batch and no report."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise MalformedError from None
    if not isinstance(told, dict):
        raise MalformedError
    if "reports" not in told:
        return Batch([_report(told)], [], single=True)
    return _batch(told)


def _batch(told: dict[str, Any]) -> Batch:
    listed = told["reports"]
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_REPORTS:
        raise MalformedError
    reports, malformed = [], []
    for one in listed:
        try:
            reports.append(_report(one))
        except MalformedError:
            malformed.append(_name(one))
    return Batch(reports, malformed, _text(told.get("film")), _text(told.get("owner")))


def _report(told: Any) -> Played:
    try:
        uuid = UUID(str(told["uuid"]))
        spans = told["spans"]
        if not isinstance(spans, list) or len(spans) > MOST_SPANS:
            raise MalformedError
        return Played(
            uuid=uuid,
            spans=[_span(pair) for pair in spans],
            position=_number(told.get("position", 0)),
            rate=_rate(told.get("rate", TOP_RATE)),
            kept=told.get("kept") is True,
            note=_note(told),
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise MalformedError from None


def _span(pair: Any) -> Span:
    start, end = pair
    start, end = _number(start), _number(end)
    if end < start:
        raise MalformedError
    return start, end


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise MalformedError
    return float(value)


def _rate(value: Any) -> float:
    rate = _number(value)
    if rate <= 0:
        raise MalformedError
    return bounded(rate)


def _note(told: dict[str, Any]) -> dict[str, Any]:
    kept = {
        name: told[name] for name in ("at", "seq", "rate") if isinstance(told.get(name), int | float | str)
    }
    return {name: value[:LONGEST_NOTE] if isinstance(value, str) else value for name, value in kept.items()}


def _name(told: Any) -> str:
    return str(told.get("uuid", ""))[:36] if isinstance(told, dict) else ""


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
