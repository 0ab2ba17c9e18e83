"""The forms of chasing: the ladder as rows, the letter, a holiday, one's own ways."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.form_fields import DayField
from reports.ladder import Audience, Step
from reports.models import ChaseLetter, ReminderChoice
from reports.models.messages import AUDIENCES, CHANNELS
from reports.overtaken import GuardedForm
from reports.services.chasing.letters import WRITTEN, state_of

ROOM = 2  # empty rows at the end


class StepForm(forms.Form):
    """One rung; without days it is none."""

    audience = forms.ChoiceField(
        label=_("Báo cho"), choices=[(one.value, label) for one, label in AUDIENCES.items()], required=False
    )
    days = forms.IntegerField(
        label=_("Số ngày"), required=False, min_value=-366, max_value=366,
        help_text=_("Trước hạn ghi số âm: -14 là trước 14 ngày; 7 là sau hạn 7 ngày. Để trống là bỏ bước này."),
    )  # fmt: skip
    channels = forms.MultipleChoiceField(
        label=_("Bằng cách"),
        choices=list(CHANNELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def step(self) -> Step | None:
        """What was filled in."""
        data = self.cleaned_data
        if data.get("days") is None:
            return None
        audience = Audience(data["audience"])
        ways = () if audience is Audience.LETTER else tuple(data["channels"])
        return Step(audience, data["days"], ways)


StepFormSet = forms.formset_factory(StepForm, extra=ROOM, max_num=14)


def ladder_forms(steps: list[Step], data: Any = None) -> Any:
    """The rungs as rows."""
    rows = [
        {"audience": step.audience.value, "days": step.days, "channels": list(step.channels)}
        for step in steps
    ]
    return StepFormSet(data, initial=rows, prefix="buoc")


class LetterForm(GuardedForm, forms.ModelForm):
    """What văn thư writes."""

    signed_on = DayField(label=_("Ngày ký"), required=False)

    def __init__(self, data: Any = None, *, instance: ChaseLetter) -> None:
        super().__init__(data, instance=instance)
        self.guard(state_of(instance))

    class Meta:
        model = ChaseLetter
        fields = WRITTEN
        widgets = {
            "body": forms.Textarea(attrs={"rows": 14}), "recipients": forms.Textarea(attrs={"rows": 3}),
        }  # fmt: skip
        labels = {
            "number": _("Số, ký hiệu"), "subject": _("Trích yếu (sau chữ V/v)"), "body": _("Nội dung"),
            "authority": _("Thẩm quyền ký"), "signer_post": _("Chức vụ người ký"), "signer": _("Người ký"),
            "recipients": _("Nơi nhận"),
        }  # fmt: skip
        help_texts = {
            "number": _("Ví dụ 1234/SNNMT-PTNT. Để trống khi chưa cấp số."),
            "body": _("Mỗi dòng một đoạn. [số người], [số đơn vị], [ngày] được điền theo Phụ lục."),
            "authority": _("Ví dụ KT. GIÁM ĐỐC; ký trực tiếp thì để trống."),
            "recipients": _("Mỗi dòng một nơi."),
        }


class HolidayForm(forms.Form):
    """A day and what it is called."""

    day = DayField(label=_("Ngày"))
    name = forms.CharField(label=_("Tên ngày nghỉ"), max_length=100)


class ReminderForm(forms.ModelForm):
    """Ways besides one's own page."""

    class Meta:
        model = ReminderChoice
        fields = ["email", "sms"]
        labels = {"email": _("Nhắc tôi qua thư điện tử"), "sms": _("Nhắc tôi qua tin nhắn điện thoại")}
