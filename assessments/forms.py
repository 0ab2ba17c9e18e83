"""What browsers send about papers, read without trusting it."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.models import Attempt
from assessments.reading import chosen_in
from common.errors import DomainError

log = logging.getLogger(__name__)
LATEST = 4_102_444_800_000  # the year 2100, in milliseconds
Answers = dict[str, Any]
WHOLE_PAPER = "de"  # the hidden field that says "this form shows every question"


def answers_in(attempt: Attempt, data: QueryDict) -> Answers:
    """The answers of a posted paper; a question of which the form says nothing keeps what was saved for it."""
    if WHOLE_PAPER not in data:
        return {}
    sent = {name: [str(one) for one in values] for name, values in data.lists()}
    read = {entry["id"]: kinds.read(entry, entry["id"], sent) for entry in attempt.paper}
    return {question: answer for question, answer in read.items() if answer is not None}


def answer_in(attempt: Attempt, body: bytes) -> tuple[str, Any, datetime | None]:
    """One autosaved answer: {"question": id, "fields": {name: [values]}} or {"question": id, "chosen": answer}.

    `given`, when the answer was given by the server's clock as the page reckons it, comes as milliseconds.
    """
    try:
        sent: Any = json.loads(body)
        question = sent["question"]
        if not isinstance(question, str):
            raise TypeError
        chosen = sent["chosen"] if "chosen" in sent else _read(attempt, question, sent["fields"])
        return question, chosen, moment(sent.get("given"))
    except (ValueError, KeyError, TypeError) as error:
        raise DomainError(_("Không đọc được câu trả lời gửi lên. Hãy tải lại trang.")) from error


def moments_in(data: QueryDict) -> dict[str, datetime]:
    """When the answers of a posted paper were given, as its script says; nothing where it says nothing sound."""
    try:
        sent: Any = json.loads(data.get("luc", "") or "{}")
    except ValueError:
        sent = {}
    found = {name: moment(value) for name, value in sent.items()} if isinstance(sent, dict) else {}
    return {name: value for name, value in found.items() if value}


def moment(value: Any) -> datetime | None:
    """Milliseconds since 1970 as a moment; a negative or absurd clock says nothing, and that is logged."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < LATEST:
        log.warning("an answer came with an absurd moment: %.40r", value)
        return None
    return datetime.fromtimestamp(value / 1000, tz=UTC)


def _read(attempt: Attempt, question: str, fields: dict[str, Any]) -> Any:
    entry = next((entry for entry in attempt.paper if entry["id"] == question), None)
    texts = {name: [one for one in values if isinstance(one, str)] for name, values in fields.items()}
    return chosen_in(entry, question, texts) if entry else None
