"""The fields that these forms share: a day, a unit of the clerk's scope."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit

EARLIEST, LATEST = date(1960, 1, 1), date(2100, 1, 1)
UnitOptions = list[tuple[str, str]]


class DayField(forms.DateField):
    """A day as it is written here: 31/12/2026."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric", "autocomplete": "off"}
            ),
            error_messages={
                "invalid": _("Ghi ngày theo kiểu 31/12/2026."),
                "required": _("Hãy ghi ngày, theo kiểu 31/12/2026."),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not EARLIEST <= day < LATEST:
            raise forms.ValidationError(_("Ngày này ngoài khoảng hợp lý: hãy xem lại năm."))
        return day


class UnitField(forms.ChoiceField):
    """A unit of the clerk's scope; the choices are set by the form, the value is the unit."""

    def __init__(self, **kwargs: Any) -> None:
        missing = _("Hãy chọn đơn vị trong danh sách.")
        super().__init__(error_messages={"required": missing, "invalid_choice": missing}, **kwargs)

    def clean(self, value: Any) -> Any:
        return OrgUnit.objects.get(uuid=super().clean(value))
