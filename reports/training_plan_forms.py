"""The forms of a unit's training plan: begin one, its facts, one line with its money."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from courses.models.session import CostSource
from courses.training_fields import MoneyField
from people.form_fields import DayField, unit_choices
from people.models import OrgUnit
from people.queries.tree import UnitTree
from reports.models import Plan, Target, TrainingPlanLine
from reports.services.training_plans import Planned


class BeginForm(forms.Form):
    """Whose plan, of which year."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    plan = forms.ModelChoiceField(
        label=_("Thực hiện kế hoạch"), required=False, queryset=Plan.objects.all(), empty_label="–"
    )

    def __init__(
        self, *args: Any, tree: UnitTree, today: date, units: set[int] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(tree, today, visible=units)  # type: ignore[attr-defined]
        self.initial.setdefault("year", today.year)

    def clean_unit(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["unit"])


class FactsForm(forms.Form):
    """What stands beside the lines."""

    plan = forms.ModelChoiceField(
        label=_("Thực hiện kế hoạch"), required=False, queryset=Plan.objects.all(), empty_label="–"
    )
    note = forms.CharField(
        label=_("Thuyết minh"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LineForm(forms.Form):
    """One course: classes, people, time, money by source."""

    course = forms.ModelChoiceField(
        label=_("Khóa học"), queryset=Course.objects.order_by("title"), empty_label=None,
        help_text=_("Mỗi khóa một dòng; ghi lại khóa đã có thì thay dòng cũ."),
    )  # fmt: skip
    target = forms.ModelChoiceField(
        label=_("Cho chỉ tiêu"), required=False, queryset=Target.objects.order_by("title"), empty_label="–"
    )
    classes = forms.IntegerField(label=_("Số lớp"), min_value=1, max_value=500)
    people = forms.IntegerField(label=_("Số người"), min_value=0, max_value=100000)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"))

    def __init__(self, *args: Any, year: int, line: TrainingPlanLine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for source, label in CostSource.choices:
            self.fields[f"tien-{source}"] = MoneyField(label=label)
        empty = {"starts_on": f"1/1/{year}", "ends_on": f"31/12/{year}"}
        self.initial.update(_of_line(line) if line else empty)

    @property
    def planned(self) -> Planned:
        """What the valid form says."""
        data = self.cleaned_data
        facts = {name: value for name, value in data.items() if not name.startswith("tien-")}
        return Planned(**facts, costs={source: data[f"tien-{source}"] for source in CostSource.values})


def _of_line(line: TrainingPlanLine) -> dict[str, Any]:
    names = ("classes", "people", "starts_on", "ends_on")
    told = {name: getattr(line, name) for name in names} | {
        "course": line.course_id,
        "target": line.target_id,
    }
    return told | {f"tien-{source}": amount for source, amount in line.costs.items()}
