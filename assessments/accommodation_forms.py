"""What HR or a trainer writes down to give one person more time."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Quiz
from assessments.rules import Extra

MOMENT = "%Y-%m-%dT%H:%M"
EVERY = _("Mọi bài kiểm tra")


class TimeForm(forms.Form):
    """How much more, until when, and why."""

    percent = forms.IntegerField(
        label=_("Thêm bao nhiêu phần trăm thời gian"), required=False, min_value=0, max_value=300,
        help_text=_("Ví dụ 25: bài 60 phút được làm 75 phút."),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Hoặc thêm bao nhiêu phút"), required=False, min_value=0, max_value=600
    )
    until = forms.DateTimeField(
        label=_("Được nộp đến"), required=False, input_formats=[MOMENT, "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text=_("Giờ đóng riêng cho người này; để trống nếu đóng như mọi người."),
        error_messages={"invalid": _("Ghi ngày giờ theo kiểu 31/12/2026 17:00.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": _("Hãy ghi lý do.")},
        help_text=_("Được lưu lại cùng tên bạn, ví dụ: khiếm thị; mất điện trong giờ làm bài."),
    )  # fmt: skip

    def extra(self) -> Extra:
        given = self.cleaned_data
        until: datetime | None = given["until"]
        return Extra(given["percent"] or 0, given["minutes"] or 0, until)


class PersonTimeForm(TimeForm):
    """For a person at the desk: one of their tests, or every test."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.none(), label=_("Bài kiểm tra"), required=False, empty_label=EVERY,
        error_messages={"invalid_choice": _("Hãy chọn bài kiểm tra của người này.")},
    )  # fmt: skip
    field_order = ["quiz", "percent", "minutes", "until", "reason"]

    def __init__(self, *args: Any, quizzes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["quiz"]
        field.queryset = quizzes
        field.label_from_instance = lambda quiz: quiz.activity.title


class RoomTimeForm(TimeForm):
    """For somebody in the room, by their code: names are the desk's business."""

    staff_code = forms.CharField(
        label=_("Mã cán bộ"), max_length=40, error_messages={"required": _("Hãy ghi mã cán bộ.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    field_order = ["staff_code", "percent", "minutes", "until", "reason"]
