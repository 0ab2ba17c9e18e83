"""The neutral record of one question, between every file format and the bank."""

from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Item:
    """A question that can be kept; `number` counts the questions of its file from 1."""

    number: int
    name: str
    body: Body
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)
    level: str = ""
    notes: tuple[str, ...] = ()  # what the teacher should look at although the question was kept


@dataclass(frozen=True)
class Rejected:
    """A question that cannot be kept: its kind by the name its file gives it, and a sentence saying why."""

    number: int
    name: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Category:
    """What the file says about a category, apart from the questions in it."""

    path: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Loss:
    """Something that the format of an export cannot hold."""

    number: int
    name: str
    what: str


@dataclass(frozen=True)
class KeyCodes:
    """The codes (mã đề) that the file has keys of, the one taken ("" where it holds several tests), a warning or ""."""

    found: tuple[str, ...]
    taken: str
    note: str = ""


@dataclass(frozen=True)
class Remark:
    """What was left out of the whole file, so that nobody misses it without knowing."""

    text: str


Entry = Item | Rejected | Category | KeyCodes | Remark
