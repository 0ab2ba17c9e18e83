"""Forms that name a unit by decision and end it."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import format_day
from people.form_fields import DayField, Suggested
from people.models import OrgUnit
from people.models.designation import FIELDS, KINDS, PILOT
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree


class DesignationForm(forms.Form):
    """Unit, designation, since when, by which decision."""

    unit = forms.ChoiceField(
        label=_("Đơn vị"),
        help_text=_(
            "Chọn đơn vị đúng như văn bản ghi, kể cả đơn vị nay đã sáp nhập: đơn vị mới tự nhận tiếp."
        ),
        error_messages={"required": _("Hãy chọn đơn vị."), "invalid_choice": _("Hãy chọn đơn vị.")},
    )
    kind = forms.CharField(label=_("Danh hiệu"), max_length=120, initial=PILOT, widget=Suggested(KINDS))
    field = forms.CharField(
        label=_("Lĩnh vực"),
        max_length=120,
        required=False,
        widget=Suggested(FIELDS),
        help_text=_("Lĩnh vực nổi trội; để trống nếu văn bản không ghi."),
    )
    valid_from = DayField(label=_("Từ ngày"), help_text=_("Ghi ngày theo kiểu 18/8/2023."))
    decision_number = forms.CharField(
        label=_("Số văn bản"), max_length=120, help_text=_("Ví dụ: Kế hoạch số 202/KH-UBND.")
    )
    decision_on = DayField(label=_("Ngày văn bản"))

    def __init__(self, *args: Any, tree: UnitTree, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["unit"]
        assert isinstance(units, forms.ChoiceField)
        units.choices = [("", _("Chọn đơn vị")), *_units(tree, today)]

    def clean_unit(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["unit"])


class EndForm(forms.Form):
    """The first day without the designation, and why."""

    valid_to = DayField(
        label=_("Không còn từ ngày"),
        help_text=_("Nếu trước đây ghi nhầm, hãy ghi đúng ngày bắt đầu: danh hiệu coi như chưa từng có."),
    )
    note = forms.CharField(label=_("Lý do hoặc số văn bản"), max_length=300)


def _units(tree: UnitTree, today: date) -> list[Any]:
    """Communes and what is below them: those of today, then those of the past with their last day."""
    places = [
        unit
        for unit in tree.units.values()
        if not unit.is_office and unit.level in (Level.COMMUNE, Level.HAMLET)
    ]
    now = [(str(unit.uuid), unit.full_name) for unit in places if unit.exists_on(today)]
    past = [(str(unit.uuid), _with_last_day(unit)) for unit in places if not unit.exists_on(today)]
    return [(title, found) for title, found in ((_("Hiện nay"), now), (_("Trước đây"), past)) if found]


def _with_last_day(unit: Unit) -> Any:
    if not unit.valid_to:
        return unit.full_name
    last = format_day(unit.valid_to - timedelta(days=1))
    return _("%(unit)s (đến %(day)s)") % {"unit": unit.full_name, "day": last}
