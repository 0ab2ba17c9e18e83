"""The sections of a test as a trainer writes them: chosen questions, or a random draw from a bank."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.models import Question, QuestionBank, QuestionCategory, QuestionTag
from common.vietnamese import clean
from content.question_chooser import QuestionChooserBlock

MOST_DRAWN = 200


class PickBlock(blocks.ChooserBlock):
    """One row of a short table in a plain list."""

    widget = forms.Select()

    def value_from_form(self, value: Any) -> Any:
        """Nothing chosen, or nothing that is offered."""
        return offered(self.field, value)

    def get_form_state(self, value: Any) -> Any:
        """As Wagtail's script takes what a list has chosen."""
        return ["" if value is None else str(value.pk)]


def offered(field: forms.ModelChoiceField[Any], value: Any) -> Any:
    """What was posted, if it is among the choices; the name of any other must not come back with the form's errors."""
    key = str(getattr(value, "pk", value))
    return field.queryset.filter(pk=key).first() if key.isdecimal() and len(key) < 12 else None  # type: ignore[union-attr]


class OwnQuestionBlock(QuestionChooserBlock):  # type: ignore[misc]
    """A question from the dialog."""

    def value_from_form(self, value: Any) -> Any:
        """As of a list."""
        return offered(self.field, value)


class BankBlock(PickBlock):
    """A bank by its name."""

    target_model = QuestionBank


class CategoryField(forms.ModelChoiceField):
    """Categories with the bank they are in."""

    def label_from_instance(self, obj: Any) -> str:
        """The path alone may stand in two banks."""
        return f"{obj.bank}: {obj.path}"


class CategoryBlock(PickBlock):
    """A category of any bank; that it is one of the chosen bank is asked by the draw."""

    target_model = QuestionCategory

    @cached_property
    def field(self) -> Any:
        """In the order of banks."""
        rows = QuestionCategory.objects.select_related("bank").order_by("bank__name", "path")
        return CategoryField(rows, widget=self.widget, required=False, help_text=self._help_text)


class TopicsBlock(blocks.CharBlock):
    """Topics by name, as on the form of a question."""

    def clean(self, value: Any) -> Any:
        """A topic that no question has would make an empty draw."""
        cleaned = super().clean(value)
        if unknown := topics_named([cleaned])[0][1]:
            raise ValidationError(_("Chưa có chủ đề “%(name)s”."), params={"name": unknown[0]})
        return cleaned


def topics_named(texts: Iterable[str]) -> list[tuple[list[QuestionTag], list[str]]]:
    """For each text the topics it names, and the names that are none; one query, none without names."""
    named = [[name for name in map(clean, (text or "").split(",")) if name] for text in texts]
    known = {tag.name.casefold(): tag for tag in QuestionTag.objects.all()} if any(named) else {}
    return [
        (
            [known[name.casefold()] for name in names if name.casefold() in known],
            [name for name in names if name.casefold() not in known],
        )
        for names in named
    ]


class SectionBlock(blocks.StructBlock):
    """What both ways share."""

    title = blocks.CharBlock(
        label=_("Tên phần"), required=False, max_length=200, help_text=_("Hiện trên đề; có thể bỏ trống.")
    )
    instruction = blocks.CharBlock(label=_("Lời dặn của phần này"), required=False, max_length=400)


def _points() -> blocks.DecimalBlock:
    return blocks.DecimalBlock(
        label=_("Điểm mỗi câu"), required=False, min_value=0.01, max_value=100, decimal_places=2, max_digits=5,
        help_text=_("Bỏ trống thì theo điểm ghi ở từng câu."),
    )  # fmt: skip


class ChosenBlock(SectionBlock):
    """Questions that every paper has."""

    questions = blocks.ListBlock(
        OwnQuestionBlock(label=_("Câu hỏi")), label=_("Các câu hỏi"), min_num=1, max_num=MOST_DRAWN
    )
    points = _points()

    class Meta:
        icon = "list-ol"
        label = _("Câu hỏi chọn sẵn")


class DrawBlock(SectionBlock):
    """Questions that chance chooses for each paper."""

    bank = BankBlock(label=_("Ngân hàng câu hỏi"))
    number = blocks.IntegerBlock(
        label=_("Số câu rút"), default=5, validators=[MinValueValidator(1), MaxValueValidator(MOST_DRAWN)]
    )
    category = CategoryBlock(label=_("Danh mục"), required=False)
    below = blocks.BooleanBlock(label=_("Gồm cả danh mục con"), required=False, default=True)
    topics = TopicsBlock(
        label=_("Chủ đề"),
        required=False,
        help_text=_("Cách nhau bằng dấu phẩy; câu có một trong các chủ đề."),
    )
    difficulty = blocks.ChoiceBlock(choices=Question.Difficulty.choices, required=False, label=_("Độ khó"))
    level = blocks.CharBlock(label=_("Khung năng lực số"), required=False, max_length=40)
    kind = blocks.ChoiceBlock(choices=Question.Kind.choices, required=False, label=_("Loại câu hỏi"))
    points = _points()

    def clean(self, value: Any) -> Any:
        """A category of another bank holds nothing of this one."""
        cleaned = super().clean(value)
        category, bank = cleaned["category"], cleaned["bank"]
        if category and bank and category.bank_id != bank.pk:
            problem = ValidationError(_("Danh mục này không thuộc ngân hàng đã chọn."))
            raise blocks.StructBlockValidationError({"category": problem})
        return cleaned

    class Meta:
        icon = "random"
        label = _("Rút ngẫu nhiên")


class QuizSections(blocks.StreamBlock):
    """In the order of the paper."""

    draw = DrawBlock()
    chosen = ChosenBlock()

    class Meta:
        max_num = 30
