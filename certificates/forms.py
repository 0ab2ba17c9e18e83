"""What the register is asked for, and told."""

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


class EntryForm(forms.Form):
    """Taking a certificate back, or issuing it anew after a correction."""

    viec = forms.ChoiceField(
        label=_("Việc cần làm"),
        choices=[
            ("cap-lai", _("Cấp lại với thông tin hiện nay, thu hồi bản này")),
            ("thu-hoi", _("Thu hồi, không cấp lại")),
        ],
        widget=forms.RadioSelect,
    )
    ly_do = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Ví dụ: sai họ tên; ghi vào sổ, không hiện ở trang kiểm tra công khai."),
    )
