"""What a phone sends of its presses, read strictly: `{"now", "signs": [{"uuid", "slug", "y", "at"}, …]}`.

`now` and `at` are milliseconds of the phone's own clock; only their difference is believed.
"""

import json
import math
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

MOST = 50
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,255}")  # nothing else is asked of a database
CENTURY = 100 * 365 * 24 * 3600 * 1000  # milliseconds


class MalformedError(ValueError):
    """Nothing of it can be read."""


@dataclass(frozen=True)
class Told:
    """One press as a phone told it."""

    uuid: UUID
    slug: str
    kind: str
    age: timedelta


@dataclass(frozen=True)
class Batch:
    """One POST; `malformed` names those in it that could not be read."""

    now: float
    signs: list[Told]
    malformed: list[str]


def read(body: bytes) -> Batch:
    """Read a POST's body."""
    try:
        told = json.loads(body)
        now, listed = _number(told["now"]), told["signs"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise MalformedError from None
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST:
        raise MalformedError
    signs, malformed = [], []
    for one in listed:
        try:
            signs.append(_sign(one, now))
        except (ValueError, TypeError, KeyError, AttributeError):
            malformed.append(str(one.get("uuid", ""))[:36] if isinstance(one, dict) else "")
    return Batch(now, signs, malformed)


def _sign(one: Any, now: float) -> Told:
    slug, kind = one["slug"], one["y"]
    if not (isinstance(slug, str) and SLUG.fullmatch(slug)) or not isinstance(kind, str):
        raise MalformedError
    age = timedelta(milliseconds=now - _number(one["at"]))
    return Told(UUID(str(one["uuid"])), slug, kind, age)


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise MalformedError
    if abs(value) > CENTURY or not math.isfinite(value):  # in this order: a whole number may have no float
        raise MalformedError
    return float(value)
