"""The studio's form of a test: draws from the banks of one's own offices, the province's, and those that are shared."""

from typing import Any

from django.forms import ModelChoiceField

from assessments.bank_scope import drawn_banks
from assessments.models import QuestionBank
from content.page_form import PublishForm


class QuizForm(PublishForm):
    """A bank that the page has already stays, whoever opens it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("bank")
        if isinstance(field, ModelChoiceField):
            held = QuestionBank.objects.filter(pk=self.instance.bank_id)
            field.queryset = drawn_banks(self.for_user) | held
