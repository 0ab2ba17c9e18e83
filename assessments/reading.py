"""One question's form fields as an answer: the same reading for autosave, its short way and whole forms."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments import kinds


def chosen_in(entry: Mapping[str, Any], question: str, fields: Mapping[str, Sequence[str]]) -> Any:
    """What these fields choose; nothing chosen is an empty answer, except of a file, which has no fields."""
    answer = kinds.read(dict(entry), question, {name: list(values) for name, values in fields.items()})
    return [] if answer is None and entry["kind"] != "file" else answer
