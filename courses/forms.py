"""The forms that give a course to a unit and say who leads and who coordinates."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Assignment, Course
from people.form_fields import unit_choices
from people.models import OrgUnit
from people.queries.tree import UnitTree


class CourseField(forms.ModelChoiceField):
    """Courses with whom they are for: an order makes a course mandatory, whatever it was meant as."""

    def label_from_instance(self, course: Any) -> str:
        return (
            course.title if course.is_for_implementers else f"{course.title} ({course.family.label.lower()})"
        )


class PartnersForm(forms.Form):
    """The lead unit and the coordinating units of an order."""

    lead_unit = forms.ChoiceField(
        label=_("Đơn vị chủ trì"),
        required=False,
        help_text=_(
            "Nhân sự của đơn vị chủ trì và phối hợp thấy lần giao này, chỉ với người của đơn vị mình."
        ),
    )
    partners = forms.MultipleChoiceField(
        label=_("Đơn vị phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        visible: set[int] | None,
        tree: UnitTree,
        today: date,
        order: Assignment | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        lead, partners = _chosen(order)
        keep = {unit.pk for unit in partners} | ({lead.pk} if lead else set())
        offered = unit_choices(tree, today, visible=_reachable(visible, tree, today), keep=keep)
        for name, choices in (("lead_unit", [("", _("Chưa ghi")), *offered]), ("partners", offered)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.initial["lead_unit"] = str(lead.uuid) if lead else ""
        self.initial["partners"] = [str(unit.uuid) for unit in partners]

    def clean_lead_unit(self) -> OrgUnit | None:
        chosen = self.cleaned_data["lead_unit"]
        return OrgUnit.objects.get(uuid=chosen) if chosen else None

    def clean_partners(self) -> list[OrgUnit]:
        return list(OrgUnit.objects.filter(uuid__in=self.cleaned_data["partners"]))


class AssignmentForm(PartnersForm):
    """Course, unit within the account's scope, due date, and who leads and coordinates."""

    course = CourseField(
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
    field_order = ["course", "unit", "due_on", "lead_unit", "partners"]

    def __init__(self, *args: Any, visible: set[int] | None, today: date, **kwargs: Any) -> None:
        tree = UnitTree.load()
        super().__init__(*args, visible=visible, tree=tree, today=today, **kwargs)
        self.today = today
        courses = self.fields["course"]
        assert isinstance(courses, forms.ModelChoiceField)
        courses.queryset = Course.objects.filter(releases__isnull=False).distinct().order_by("title")
        units = self.fields["unit"]
        assert isinstance(units, forms.ChoiceField)
        units.choices = [("", _("Chọn đơn vị")), *unit_choices(tree, today, visible=visible)]
        self.fields["due_on"].widget.attrs["min"] = today.isoformat()

    def clean_unit(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["unit"])

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError(_("Hạn hoàn thành phải từ hôm nay trở đi."))
        return day


def _chosen(order: Assignment | None) -> tuple[OrgUnit | None, list[OrgUnit]]:
    if order is None:
        return None, []
    return order.lead_unit, [partner.unit for partner in order.partners.all()]


def _reachable(visible: set[int] | None, tree: UnitTree, today: date) -> set[int] | None:
    """Whom one may work with: one's own units, those above them, and the departments."""
    if visible is None:
        return None
    above = {up for unit in visible for up in tree.ancestors(unit, today)}
    return visible | above | {unit.id for unit in tree.on(today) if unit.is_office}
