"""Puts the questions of a file into a bank: each is kept or told why not, and none is kept twice."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.exchange.difficulty import taken_from
from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import Reading, read
from assessments.models import Question, QuestionBank, QuestionVersion
from assessments.services.bank import add_question, category_at
from common.errors import DomainError
from people.models import Account


@dataclass(frozen=True)
class Outcome:
    """What became of one question; a double is in the bank already, so it counts as imported."""

    number: int
    name: str
    kind: str
    reason: str = ""
    rejected: bool = False
    double: bool = False


def import_questions(
    *,
    data: bytes,
    bank: str,
    at: datetime,
    by: Account | None = None,
    dry_run: bool = False,
    code: str = "",
) -> tuple[Reading, list[Outcome]]:
    """Read a file into the bank of that name, which is made if there is none; a dry run keeps nothing."""
    name = " ".join(bank.split())
    if not name or len(name) > 200:
        raise DomainError(_("Tên ngân hàng câu hỏi phải có từ 1 đến 200 chữ."))
    reading = read(data, code=code)
    with transaction.atomic():
        QuestionBank.objects.get_or_create(name=name)
        kept = QuestionBank.objects.select_for_update().get(name=name)
        outcomes = _keep(kept, reading.questions, at, by)
        if dry_run or all(outcome.rejected for outcome in outcomes):
            transaction.set_rollback(True)
    return reading, outcomes


def _keep(bank: QuestionBank, questions: Iterable[Any], at: datetime, by: Account | None) -> list[Outcome]:
    known = known_in(bank)
    outcomes = []
    for found in questions:
        if isinstance(found, Rejected):
            outcomes.append(Outcome(found.number, found.name, found.kind, found.reason, rejected=True))
        else:
            outcomes.append(_keep_one(bank, found, known, at, by))
    return outcomes


def _keep_one(bank: QuestionBank, item: Item, known: set[str], at: datetime, by: Account | None) -> Outcome:
    kind, mark = str(item.body["kind"]), mark_of(item)
    if mark in known:
        reason = _("Đã có trong ngân hàng, không thêm bản nữa.")
        return Outcome(item.number, item.name, kind, reason, double=True)
    try:
        store(bank, item, at=at, by=by)
    except DomainError as refusal:
        return Outcome(item.number, item.name, kind, str(refusal), rejected=True)
    known.add(mark)
    return Outcome(item.number, item.name, kind, " ".join(item.notes))


def report(reading: Reading, outcomes: list[Outcome]) -> dict[str, Any]:
    """The JSON of the command: totals, and a line for each question."""
    rejected = sum(outcome.rejected for outcome in outcomes)
    return {
        "format": reading.format,
        **({"key_codes": asdict(reading.codes)} if reading.codes else {}),
        **({"remarks": reading.remarks} if reading.remarks else {}),
        "totals": {
            "found": len(outcomes),
            "imported": len(outcomes) - rejected,
            "rejected": rejected,
            "doubles": sum(outcome.double for outcome in outcomes),
        },
        "questions": [
            {
                "number": outcome.number,
                "name": outcome.name,
                "type": outcome.kind,
                "status": "rejected" if outcome.rejected else "imported",
                "reason": outcome.reason,
            }
            for outcome in outcomes
        ],
    }


def store(bank: QuestionBank, item: Item, *, at: datetime, by: Account | None) -> Question:
    """Keep one question with its files; a DomainError says why it cannot be kept."""
    difficulty, tags = taken_from(item.tags)
    return add_question(
        bank=bank, body=item.body, at=at, by=by, category=category_at(bank=bank, path=item.category), tags=tags,
        difficulty=difficulty, level=item.level, files=item.files,
    )  # fmt: skip


def known_in(bank: QuestionBank) -> set[str]:
    """What all questions of the bank say now."""
    newest = QuestionVersion.objects.filter(question__bank=bank, number=F("question__version"))
    return set(newest.values_list("digest", flat=True))


def mark_of(item: Item) -> str:
    """By which a question is known again in the bank."""
    return kinds.digest(kinds.settled(item.body))
