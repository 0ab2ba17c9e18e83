"""Rows of the tables: a question with its flags in words, a choice with its share in each third."""

from collections.abc import Mapping
from typing import Any

from assessments.kinds import key, plain
from assessments.models import QuestionFigures
from assessments.statistics.choices import Choice
from assessments.statistics.flags import FEWEST
from assessments.studio.statistics.words import choice_name, letter_of, option_texts, sentence

NOTHING = Choice("", 0, 0.0, (0.0, 0.0, 0.0))
OUTCOMES = ("right", "partly", "wrong")
CHOSEN = {"single", "multiple", "true_false"}


def question_line(row: QuestionFigures) -> dict[str, Any]:
    """Its words as asked, its figures as shares of a hundred, and what to do."""
    body = row.version.body
    return {
        "row": row, "text": plain(body["text"]), "few": row.n < FEWEST,
        "facility": None if row.facility is None else 100 * row.facility,
        "flags": [sentence(flag, body) for flag in row.flags],
    }  # fmt: skip


def choice_lines(body: Mapping[str, Any], found: Mapping[str, Choice]) -> list[dict[str, Any]]:
    """Every choice there was, in the order it was written in, also those that nobody took; blank last."""
    right = key(body) if body["kind"] in CHOSEN else ["right"]
    every = list(option_texts(body)) if body["kind"] in {"single", "multiple"} else ["true", "false"]
    offered = every if body["kind"] in CHOSEN else list(OUTCOMES)
    labels = [*offered, *([""] if "" in found else [])]
    return [_choice_line(body, found.get(label, _nobody(found)), label, label in right) for label in labels]


def _nobody(found: Mapping[str, Choice]) -> Choice:
    """Chosen by none; without thirds where nobody has any."""
    return NOTHING if all(one.thirds for one in found.values()) else Choice("", 0, 0.0, ())


def _choice_line(body: Mapping[str, Any], choice: Choice, label: str, right: bool) -> dict[str, Any]:
    name = choice_name(label, body)
    return {
        "name": name, "short": letter_of(label, body) or name, "right": right, "count": choice.count,
        "share": 100 * choice.share, "thirds": choice.thirds, "percents": [100 * share for share in choice.thirds],
    }  # fmt: skip
