"""Blocks of a villagers' tutorial: steps with pictures, two questions with kind answers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

MOST_STEPS = 6
QUESTIONS = 2


class TutorialStep(blocks.StructBlock):
    """One thing to do, in one or two sentences, with what the screen shows."""

    text = blocks.RichTextBlock(features=["bold"], label=_("Làm gì"))
    picture = ImageChooserBlock(label=_("Hình"), required=False)
    alt = blocks.CharBlock(label=_("Hình cho thấy gì"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Bước")


class TutorialSteps(blocks.StreamBlock):
    """Three to six: more is two tutorials."""

    step = TutorialStep()

    class Meta:
        max_num = MOST_STEPS


class CheckOption(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(label=_("Câu trả lời"))
    correct = blocks.BooleanBlock(label=_("Đúng"), required=False)


class Check(blocks.StructBlock):
    """A question that helps to remember; a wrong answer is answered kindly."""

    question = blocks.CharBlock(label=_("Câu hỏi"))
    options = blocks.ListBlock(CheckOption(), label=_("Các câu trả lời"), min_num=2, max_num=3)
    feedback_right = blocks.TextBlock(label=_("Nói gì khi đúng"))
    feedback_wrong = blocks.TextBlock(
        label=_("Nói gì khi chưa đúng"), help_text=_("Nhẹ nhàng, chỉ chỗ xem lại.")
    )

    def clean(self, value: Any) -> Any:
        """Exactly one answer is right: the villager taps once."""
        cleaned = super().clean(value)
        if sum(bool(option["correct"]) for option in cleaned["options"]) != 1:
            raise blocks.StructBlockValidationError(
                {"options": ValidationError(_("Mỗi câu hỏi cần đúng một câu trả lời được đánh dấu “Đúng”."))}
            )
        return cleaned

    class Meta:
        icon = "help"
        label = _("Câu hỏi")


class Checks(blocks.StreamBlock):
    """Two questions at the end."""

    check = Check()

    class Meta:
        max_num = QUESTIONS
