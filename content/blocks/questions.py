"""Questions that a lesson's film stops for, written where the film is placed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.film_times import seconds_in

MOST_QUESTIONS = 20


class TimeBlock(blocks.CharBlock):
    """A place in the film as people write it: 1:30 or 1:02:05."""

    def clean(self, value: Any) -> Any:
        """Refuse what is no place in any film."""
        cleaned = super().clean(value)
        if cleaned and seconds_in(cleaned) is None:
            raise ValidationError(_("Hãy viết phút:giây, ví dụ 1:30."))
        return cleaned


class FilmOptionBlock(blocks.StructBlock):
    """One answer to choose."""

    text = blocks.CharBlock(label=_("Phương án"))
    correct = blocks.BooleanBlock(label=_("Đúng"), required=False)
    note = blocks.CharBlock(
        label=_("Nói gì với người chọn phương án này"), required=False, help_text=_("Có thể bỏ trống.")
    )


class FilmQuestionBlock(blocks.StructBlock):
    """The film stops here and asks."""

    at = TimeBlock(label=_("Dừng ở phút:giây"), help_text=_("Ví dụ 1:30. Đặt ngay sau đoạn có lời giải."))
    kind = blocks.ChoiceBlock(
        choices=[
            ("single", _("Chọn một phương án")),
            ("multiple", _("Chọn nhiều phương án")),
            ("true_false", _("Đúng hay sai")),
        ],
        default="single",
        label=_("Loại câu hỏi"),
    )
    text = blocks.TextBlock(label=_("Câu hỏi"), rows=2)
    options = blocks.ListBlock(
        FilmOptionBlock(), label=_("Các phương án"), default=[], max_num=8, collapsed=False,
        help_text=_("Câu “Đúng hay sai” thì để trống."),
    )  # fmt: skip
    is_true = blocks.BooleanBlock(
        label=_("Câu nói trên là đúng"), required=False, help_text=_("Chỉ dùng cho câu “Đúng hay sai”.")
    )
    right = blocks.TextBlock(label=_("Nói gì khi đúng"), required=False, rows=2)
    wrong = blocks.TextBlock(
        label=_("Nói gì khi chưa đúng"), required=False, rows=2, help_text=_("Nhẹ nhàng, chỉ chỗ xem lại.")
    )
    required = blocks.BooleanBlock(
        label=_("Bắt buộc: phải trả lời thì bài mới hoàn thành"), required=False, default=True
    )
    must_be_right = blocks.BooleanBlock(label=_("Và phải trả lời đúng (được làm lại)"), required=False)
    rewind_to = TimeBlock(
        label=_("Chưa đúng thì mời xem lại từ phút:giây"),
        required=False,
        help_text=_("Bỏ trống là không tua lại."),
    )

    def clean(self, value: Any) -> Any:
        """A question that can be answered, and goes back rather than forward."""
        cleaned = super().clean(value)
        errors = {}
        if problem := _options_problem(cleaned["kind"], cleaned["options"]):
            errors["options"] = ValidationError(problem)
        if cleaned["rewind_to"] and (seconds_in(cleaned["rewind_to"]) or 0) >= (
            seconds_in(cleaned["at"]) or 0
        ):
            errors["rewind_to"] = ValidationError(_("Phải sớm hơn thời điểm đặt câu hỏi."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned

    class Meta:
        icon = "help"
        label = _("Câu hỏi")


def _options_problem(kind: str, options: Any) -> Any:
    """Why nobody could answer it, if so."""
    correct = sum(bool(option["correct"]) for option in options)
    texts = [option["text"].strip().casefold() for option in options]
    if kind == "true_false":
        return _("Câu “Đúng hay sai” không cần phương án.") if texts else ""
    if len(texts) < 2:
        return _("Câu hỏi cần ít nhất hai phương án.")
    if len(set(texts)) < len(texts):
        return _("Có hai phương án giống hệt nhau.")
    if kind == "single" and correct != 1:
        return _("Câu chọn một đáp án phải có đúng một phương án đúng.")
    return "" if correct else _("Câu chọn nhiều đáp án phải có ít nhất một phương án đúng.")


class FilmQuestionsBlock(blocks.ListBlock):
    """The questions of one film, no two at the same second."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            FilmQuestionBlock(),
            **{"label": _("Câu hỏi trong video"), "max_num": MOST_QUESTIONS, "default": [], "collapsed": True}
            | kwargs,
        )

    def clean(self, value: Any) -> Any:
        """Two questions at one moment would hide each other."""
        cleaned = super().clean(value)
        seen: set[float | None] = set()
        errors = {}
        for place, one in enumerate(cleaned):
            if (at := seconds_in(one["at"])) in seen:
                errors[place] = blocks.StructBlockValidationError(
                    {"at": ValidationError(_("Đã có một câu hỏi ở thời điểm này."))}
                )
            seen.add(at)
        if errors:
            raise blocks.ListBlockValidationError(block_errors=errors)
        return cleaned
