"""Which questions, banks and categories one account is offered in the sections of a test (decision 0041)."""

from copy import deepcopy
from typing import Any

from django.db.models import Q

from assessments.bank_scope import drawn_banks, kept_banks
from assessments.models import Question, QuestionBank, QuestionCategory
from content.blocks.quiz import QuizSections
from content.quiz_sections import composition_of_stream
from people.models import Account


def sections_for(account: Account, held: Any) -> QuizSections:
    """The blocks with the account's own choices, and those that the page holds already: they stay, whoever opens it."""
    sections = composition_of_stream(held).sections
    chosen = {question.pk for section in sections for question in section.questions}
    drawn = {section.bank.pk for section in sections if section.bank}
    banks = QuestionBank.objects.filter(Q(pk__in=drawn_banks(account).values("pk")) | Q(pk__in=drawn))
    block: QuizSections = deepcopy(held.stream_block)
    draw, listed = block.child_blocks["draw"], block.child_blocks["chosen"].child_blocks["questions"]
    draw.child_blocks["bank"].field.queryset = banks.order_by("name")
    draw.child_blocks["category"].field.queryset = (
        QuestionCategory.objects.filter(bank__in=banks).select_related("bank").order_by("bank__name", "path")
    )
    listed.child_block.field.queryset = Question.objects.filter(
        Q(bank__in=kept_banks(account)) | Q(pk__in=chosen)
    )
    return block
