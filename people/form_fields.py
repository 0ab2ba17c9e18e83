"""Fields that several forms of the desk share: a day, a text with suggestions, units by level."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.desk_forms import EARLIEST
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree

LATEST = date(2100, 1, 1)
FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


class Suggested(forms.TextInput):
    """A text field with suggestions; anything may be typed, because the next plan brings its own words."""

    template_name = "people/suggested.html"

    def __init__(self, suggestions: tuple[str, ...]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{name}-goi-y"
        return context | {"suggestions": self.suggestions, "list_id": f"{name}-goi-y"}


class DayField(forms.DateField):
    """A day as people here write it, of an age that computers remember."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric"})
        words = {"invalid": _("Ghi ngày theo kiểu 31/12/2023."), "required": _("Hãy ghi ngày.")}
        super().__init__(input_formats=FORMATS, widget=widget, error_messages=words, **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Ghi ngày theo kiểu 31/12/2023."))
        return day


class PercentField(forms.DecimalField):
    """A share that may be unknown, typed as 62,5."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 6})
        least, most = Decimal("0.01"), Decimal(100)
        super().__init__(
            required=False,
            localize=True,
            widget=widget,
            min_value=least,
            max_value=most,
            decimal_places=2,
            **kwargs,
        )


def unit_choices(
    tree: UnitTree, today: date, *, visible: Collection[int] | None = None, keep: Collection[int] = ()
) -> list[Any]:
    """Units in force that may be chosen, by level in Vietnamese order; `keep` are those chosen before they ended."""
    units = [
        unit
        for unit in tree.units.values()
        if unit.id in keep or (unit.exists_on(today) and (visible is None or unit.id in visible))
    ]
    groups = (
        (
            title,
            [(str(unit.uuid), unit.full_name) for unit in sorted(units, key=_place) if unit.level == level],
        )
        for level, title in Level.choices
    )
    return [(title, members) for title, members in groups if members]


def _place(unit: Unit) -> tuple[str, str]:
    return unit.sort_key, unit.code
