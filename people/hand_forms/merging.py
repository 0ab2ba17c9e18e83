"""Two records of one person: which the other is, and the confirmation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import fold


class MergeForm(forms.Form):
    """Confirmed by writing the name, so that no slip of the finger merges two people."""

    name = forms.CharField(
        label=_("Gõ họ tên của người này để xác nhận"),
        help_text=_("Không cần dấu."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy gõ họ tên để xác nhận.")},
    )

    def __init__(self, *args: Any, names: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def clean_name(self) -> str:
        if fold(self.cleaned_data["name"]) not in self.names:
            raise forms.ValidationError(_("Họ tên chưa đúng: hãy gõ đúng như trên."))
        return str(self.cleaned_data["name"])


class OtherRecordForm(forms.Form):
    """The other record of a person, by its staff code."""

    code = forms.CharField(
        label=_("Mã cán bộ của hồ sơ kia"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"required": _("Hãy ghi mã cán bộ.")},
    )
