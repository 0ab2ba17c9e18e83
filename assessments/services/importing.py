"""Puts the questions of a file into a bank: each is kept or told why not, and none is kept twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.exchange.html import to_text
from assessments.exchange.item import Item, Rejected
from assessments.importers.reading import Reading, read
from assessments.models import Question, QuestionBank, QuestionOption
from common.errors import DomainError

_MAX_OPTION = QuestionOption._meta.get_field("text").max_length or 0


@dataclass(frozen=True)
class Outcome:
    """What became of one question; a double is in the bank already, so it counts as imported."""

    number: int
    name: str
    kind: str
    reason: str = ""
    rejected: bool = False
    double: bool = False


def import_questions(*, data: bytes, bank: str, dry_run: bool = False) -> tuple[Reading, list[Outcome]]:
    """Read a file into the bank of that name, which is made if there is none; a dry run keeps nothing."""
    name = " ".join(bank.split())
    if not name or len(name) > 200:
        raise DomainError(_("Tên ngân hàng câu hỏi phải có từ 1 đến 200 chữ."))
    reading = read(data)
    with transaction.atomic():
        QuestionBank.objects.get_or_create(name=name)
        kept = QuestionBank.objects.select_for_update().get(name=name)
        outcomes = _keep(kept, reading.questions)
        if dry_run or all(outcome.rejected for outcome in outcomes):
            transaction.set_rollback(True)
    return reading, outcomes


def _keep(bank: QuestionBank, questions: Iterable[Any]) -> list[Outcome]:
    known = known_in(bank)
    outcomes = []
    for found in questions:
        if isinstance(found, Rejected):
            outcomes.append(Outcome(found.number, found.name, found.kind, found.reason, rejected=True))
        else:
            outcomes.append(_keep_one(bank, found, known))
    return outcomes


def _keep_one(bank: QuestionBank, item: Item, known: set[str]) -> Outcome:
    kind, mark = str(item.body["kind"]), mark_of(item)
    if mark in known:
        reason = _("Đã có trong ngân hàng, không thêm bản nữa.")
        return Outcome(item.number, item.name, kind, reason, double=True)
    try:
        store(bank, item)
    except DomainError as refusal:
        return Outcome(item.number, item.name, kind, str(refusal), rejected=True)
    known.add(mark)
    return Outcome(item.number, item.name, kind, " ".join(item.notes))


def report(reading: Reading, outcomes: list[Outcome]) -> dict[str, Any]:
    """The JSON of the command: totals, and a line for each question."""
    rejected = sum(outcome.rejected for outcome in outcomes)
    return {
        "format": reading.format,
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


# What follows knows today's models, which hold choices in plain text; the models of all kinds take its place.


def store(bank: QuestionBank, item: Item) -> None:
    """Keep one question; a DomainError says why it cannot be kept."""
    if item.body["kind"] not in Question.Kind.values:
        raise DomainError(_("Loại này chưa lưu được."))
    if item.files:
        raise DomainError(_("Câu có hình hoặc tệp kèm theo chưa lưu được."))
    kind, text, feedback, options = _plain(item)
    if any(len(option) > _MAX_OPTION for option, _correct in options):
        raise DomainError(_("Có phương án dài quá %(most)s chữ.") % {"most": _MAX_OPTION})
    question = Question.objects.create(bank=bank, kind=kind, text=text, feedback=feedback)
    QuestionOption.objects.bulk_create(
        QuestionOption(question=question, position=place, text=option, is_correct=correct)
        for place, (option, correct) in enumerate(options)
    )


def known_in(bank: QuestionBank) -> set[str]:
    """The marks of all questions in the bank."""
    questions = Question.objects.filter(bank=bank).prefetch_related("options")
    return {
        _mark(
            question.kind,
            question.text,
            question.feedback,
            [(option.text, option.is_correct) for option in question.options.all()],
        )
        for question in questions
    }


def mark_of(item: Item) -> str:
    """By which a question is known again in the bank."""
    return _mark(*_plain(item)) if item.body["kind"] in Question.Kind.values else ""


def _plain(item: Item) -> tuple[str, str, str, list[tuple[str, bool]]]:
    body = item.body
    right = 1 if body["kind"] == Question.Kind.SINGLE else 0.000001
    options = [(to_text(option["text"]), option["share"] >= right) for option in body["options"]]
    return body["kind"], to_text(body["text"]), to_text(body["feedback"].get("general", "")), options


def _mark(kind: str, text: str, feedback: str, options: list[tuple[str, bool]]) -> str:
    return repr((kind, text, feedback, options))
