"""The forms that state units' numbers: one unit's, or many pasted or read from a file."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.form_fields import DayField
from reports.models import Counts, Measure, Target
from reports.services.unit_numbers import number_in

SOURCE_HELP = _("Văn bản, hệ thống hay niên giám nào; ví dụ Niên giám thống kê 2025.")


def targets_with_results() -> Any:
    """Targets for which a unit may state its own result."""
    return Target.objects.exclude(counts=Counts.RESIDENTS).order_by("title")


class NumberForm(forms.Form):
    """One number of one unit, with its day and source."""

    measure = forms.ChoiceField(label=_("Số liệu"), choices=Measure.choices)
    target = forms.ModelChoiceField(
        label=_("Của chỉ tiêu"), required=False, queryset=Target.objects.none(), empty_label="–",
        help_text=_("Chỉ chọn khi ghi kết quả thực tế của đơn vị."),
    )  # fmt: skip
    value = forms.CharField(
        label=_("Giá trị"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 12, "autocomplete": "off"}),
        help_text=_("Ví dụ 12.345 người, hoặc 62,5 khi ghi tỷ lệ."),
    )  # fmt: skip
    on = DayField(label=_("Tính đến ngày"))
    source = forms.CharField(label=_("Nguồn"), max_length=300, help_text=SOURCE_HELP)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = targets_with_results()  # type: ignore[attr-defined]
        self.initial.setdefault("on", today)

    def clean_value(self) -> Decimal:
        """As it is written here: points between thousands, a comma before decimals."""
        value = number_in(self.cleaned_data["value"])
        if value is None:
            raise forms.ValidationError(_("Ghi một số, ví dụ 12.345 hoặc 62,5."))
        return value


class ManyNumbersForm(forms.Form):
    """A column of numbers: pasted, or as a file of two columns."""

    on = DayField(label=_("Tính đến ngày"))
    source = forms.CharField(label=_("Nguồn"), max_length=300, help_text=SOURCE_HELP)
    pasted = forms.CharField(
        label=_("Đơn vị và số"), required=False, max_length=60000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "Gõ số sau dấu hai chấm, hoặc dán hai cột từ bảng tính: tên hay mã đơn vị, rồi số. Dòng không có số thì bỏ qua."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Hoặc chọn tệp"), required=False, help_text=_("XLSX hay CSV, hai cột như trên."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not (data.get("pasted") or "").strip():
            raise forms.ValidationError(_("Hãy dán số liệu hoặc chọn tệp."))
        return data
