"""What the register is asked for."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class RegisterForm(forms.Form):
    """Search text and year; nonsense is treated as not asked."""

    q = forms.CharField(label=_("Tên, số hiệu, số vào sổ hoặc khóa học"), required=False, max_length=100)
    nam = forms.ChoiceField(label=_("Năm cấp"), required=False)

    def __init__(self, data: QueryDict, *, years: Sequence[int]) -> None:
        super().__init__(data)
        self.fields["nam"].choices = [("", _("Mọi năm")), *((year, year) for year in years)]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip()

    @property
    def year(self) -> int | None:
        return int(self.cleaned_data["nam"]) if self.cleaned_data.get("nam") else None
