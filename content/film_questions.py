"""The questions of a lesson's film: frozen for the version, and checked against the film's length."""

from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from common.vietnamese import format_clock
from content.film_times import seconds_in

FIRST = 1.0  # seconds: a film that has not begun has nothing to ask about


def frozen_questions(block: Any) -> list[dict[str, Any]]:
    """The questions of a film's block in the film's order, as courses.film_questions describes them.

    A question keeps the name its block was given when it was first written, so answers survive corrections.
    """
    written = block.get("questions") if block else None
    return sorted(
        (_frozen(one.id, one.value) for one in (written.bound_blocks if written else [])),
        key=lambda question: question["at"],
    )


def _frozen(name: str, value: Any) -> dict[str, Any]:
    options = _options(name, value)
    return {
        "id": str(UUID(name)),
        "at": seconds_in(value["at"]) or 0.0,
        "kind": "multiple" if value["kind"] == "multiple" else "single",
        "text": value["text"],
        "options": [{"id": one["id"], "text": one["text"]} for one in options],
        "required": bool(value["required"]),
        "must_be_right": bool(value["required"] and value["must_be_right"]),
        "rewind_to": seconds_in(value["rewind_to"] or ""),
        "key": {
            "correct": [one["id"] for one in options if one["correct"]],
            "notes": {one["id"]: one["note"] for one in options if one["note"]},
            "right": value["right"],
            "wrong": value["wrong"],
        },
    }


def _options(name: str, value: Any) -> list[dict[str, Any]]:
    if value["kind"] == "true_false":
        said = bool(value["is_true"])
        pairs = [("true", _("Đúng"), said), ("false", _("Sai"), not said)]
        # Named after the question: an id of "true" would tell nothing, but would not be one of a kind either.
        return [
            {"id": str(uuid5(UUID(name), key)), "text": text, "correct": correct, "note": ""}
            for key, text, correct in pairs
        ]
    return [{"id": one.id, **one.value} for one in value["options"].bound_blocks]


def beyond_the_film(block: Any) -> str:
    """Why the questions do not fit the film, in words; empty when they do."""
    length = float(block["video"].duration or 0) if block and block["video"] else 0.0
    for question in frozen_questions(block):
        if not FIRST <= question["at"] <= length:
            return _("Câu hỏi “%(text)s” đặt ở %(at)s, ngoài video (dài %(length)s).") % {
                "text": question["text"],
                "at": format_clock(question["at"]),
                "length": format_clock(length),
            }
    return ""
