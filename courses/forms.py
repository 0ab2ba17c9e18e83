"""The form that gives a course to a unit."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.form_fields import unit_choices
from people.models import OrgUnit
from people.queries.tree import UnitTree


class AssignmentForm(forms.Form):
    """Course, unit within the account's scope, due date."""

    course = forms.ModelChoiceField(
        label=_("Khóa học"),
        queryset=Course.objects.none(),
        to_field_name="uuid",
        empty_label=_("Chọn khóa học"),
    )
    unit = forms.ChoiceField(
        label=_("Đơn vị"),
        help_text=_(
            "Giao cho mọi người có vị trí công tác ở đơn vị này và các đơn vị bên dưới, kể cả người đến sau."
        ),
    )
    due_on = forms.DateField(
        label=_("Hạn hoàn thành"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, visible: set[int] | None, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        courses = self.fields["course"]
        assert isinstance(courses, forms.ModelChoiceField)
        courses.queryset = Course.objects.filter(releases__isnull=False).distinct().order_by("title")
        units = self.fields["unit"]
        assert isinstance(units, forms.ChoiceField)
        units.choices = [("", _("Chọn đơn vị")), *unit_choices(UnitTree.load(), today, visible=visible)]
        self.fields["due_on"].widget.attrs["min"] = today.isoformat()

    def clean_unit(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["unit"])

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("Hạn hoàn thành phải từ hôm nay trở đi."))
        return day
