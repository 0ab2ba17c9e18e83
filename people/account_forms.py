"""Forms of an officer who helps somebody with a lost phone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.phone_forms import PhoneField

REASON_EMPTY = {"required": _("Hãy ghi lý do, để sau này còn biết.")}


class ReasonForm(forms.Form):
    """Why; it stands in the log beside the officer's name."""

    reason = forms.CharField(
        label=_("Lý do"),
        help_text=_("Được lưu lại cùng tên bạn, ví dụ: mất điện thoại, đã gặp trực tiếp."),
        max_length=200,
        error_messages=REASON_EMPTY,
    )


class PhoneChangeForm(ReasonForm):
    """Another number, or none."""

    phone = PhoneField(
        label=_("Số điện thoại mới"),
        help_text=_("Để trống nếu người này chưa có số mới: số cũ thôi dùng để đăng nhập."),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "type": "tel", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Gõ họ tên của người này để xác nhận"),
        help_text=_("Không cần gõ dấu."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy gõ họ tên của người này.")},
    )
    field_order = ["phone", "reason", "name"]
