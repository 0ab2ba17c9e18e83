"""Fields of the forms of classes: money as it is written here, an hour of the day, guests line by line."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean, format_number

MOST_DONG = 10**12


class MoneyField(forms.CharField):
    """Whole đồng: 1.500.000, 1 500 000 đ or 1500000."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 16})
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        text = re.sub(r"(đồng|đ|vnd)\.?$", "", clean(super().clean(value)).lower()).strip()
        digits = re.sub(r"[. \u00a0]", "", text)
        if not digits:
            return 0
        if not digits.isascii() or not digits.isdigit() or int(digits) > MOST_DONG:
            raise forms.ValidationError(_("Ghi số tiền bằng đồng, ví dụ 1.500.000."))
        return int(digits)


class HourField(forms.TimeField):
    """8:00, 08:00 or 13h30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(
            format="%H:%M", attrs={"size": 6, "autocomplete": "off", "placeholder": "8:00"}
        )
        words = {"invalid": _("Ghi giờ theo kiểu 8:00 hoặc 13:30."), "required": _("Hãy ghi giờ.")}
        super().__init__(input_formats=["%H:%M"], widget=widget, error_messages=words, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = re.sub(r"(?i)\s*[hg]\s*", ":", str(value or "").strip())
        return super().to_python(f"{text}00" if text.endswith(":") else text)


class GuestsField(forms.CharField):
    """One guest speaker a line: name, then after a comma where they come from."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(", ".join(part for part in pair if part) for pair in value)
        return value

    def clean(self, value: Any) -> list[tuple[str, str]]:
        lines = [clean(line) for line in super().clean(value).splitlines()]
        pairs = (line.partition(",") for line in lines if line)
        return [(name.strip(), office.strip()) for name, _comma, office in pairs if name.strip()]
