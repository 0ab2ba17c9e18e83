"""Three small forms: which phone, which digits, who of the family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.phones import normalise_phone

ASK_AGAIN = _("Mã chưa đúng hoặc đã hết hạn. Mỗi mã gõ được năm lần, trong năm phút.")


class PhoneField(forms.CharField):
    """A Vietnamese mobile number in any spelling."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        phone = normalise_phone(text)
        if text and not phone:
            raise forms.ValidationError(_("Số di động gồm mười chữ số, ví dụ 0912 345 678."))
        return phone


class PhoneForm(forms.Form):
    """Which phone."""

    phone = PhoneField(
        label=_("Số điện thoại di động"),
        help_text=_("Số bạn đã khai với đơn vị."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national", "type": "tel"}),
        error_messages={"required": _("Hãy gõ số điện thoại.")},
    )


class DigitsForm(forms.Form):
    """Which digits."""

    code = forms.CharField(
        label=_("Mã sáu chữ số"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-box"}
        ),
        error_messages={"required": _("Hãy gõ mã trong tin nhắn.")},
    )
    remember = forms.BooleanField(
        label=_("Nhớ tôi trên máy này (đừng chọn trên máy dùng chung)"), required=False
    )


class WhoForm(forms.Form):
    """Who of those whose phone it is."""

    person = forms.ChoiceField(
        label=_("Bạn là ai?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn tên của bạn."),
            "invalid_choice": _("Hãy chọn tên của bạn."),
        },
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(person.uuid), f"{person.full_name} ({person.staff_code})") for person in people]
        self.fields["person"].choices = names  # type: ignore[attr-defined]
