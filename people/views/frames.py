"""As of which day a list is shown, and by whose units: those of that day or those of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from people.desk_forms import EARLIEST

THEN, NOW = "luc-do", "hien-nay"


class FrameForm(forms.Form):
    """The control above a list; both choices stay in the address."""

    ngay = forms.DateField(
        label=_("Tính đến ngày"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"size": 10, "inputmode": "numeric", "autocomplete": "off"}
        ),
        error_messages={"invalid": _("Ghi ngày theo kiểu 31/12/2023.")},
    )
    khung = forms.ChoiceField(
        label=_("Theo đơn vị"),
        required=False,
        choices=[(NOW, _("hiện nay")), (THEN, _("lúc đó"))],
    )

    def __init__(self, query: Mapping[str, Any], *, today: date) -> None:
        super().__init__(query)
        self.today = today

    def clean_ngay(self) -> date | None:
        """A list speaks of a day that has come, and of units that a computer remembers."""
        day: date | None = self.cleaned_data["ngay"]
        if day and day > self.today:
            raise forms.ValidationError(_("Ngày này chưa đến."))
        if day and day < EARLIEST:
            raise forms.ValidationError(_("Ghi ngày theo kiểu 31/12/2023."))
        return day


@dataclass(frozen=True)
class Frame:
    """`day`: who held a post; `units_on`: the day whose units they are shown by."""

    day: date
    today: date
    then: bool

    @property
    def units_on(self) -> date:
        return self.day if self.then else self.today

    @property
    def is_past(self) -> bool:
        return self.day != self.today


def frame_of(query: Mapping[str, Any], today: date) -> tuple[Frame, FrameForm]:
    """What the address asks for; what it asks badly is said above the field, and today is shown."""
    form = FrameForm(query, today=today)
    form.is_valid()
    asked = form.cleaned_data
    return Frame(asked.get("ngay") or today, today, asked.get("khung") == THEN), form


def frame_query(frame: Frame | None) -> str:
    """The end of an address that keeps the frame: empty for today's units."""
    asked = {}
    if frame and frame.is_past:
        asked["ngay"] = f"{frame.day:%d/%m/%Y}"
        asked["khung"] = THEN if frame.then else NOW
    return f"?{urlencode(asked)}" if asked else ""
