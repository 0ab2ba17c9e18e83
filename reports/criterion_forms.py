"""The forms of criteria: which set and day to look at, and which courses prepare for each criterion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.form_fields import DayField
from reports.forms import DayForm
from reports.models import CriterionSet


class MatrixForm(DayForm):
    """What the address asks; a day that cannot be read is today, and the page says so."""

    ghi_den = None  # type: ignore[assignment]  # criteria are read from the record as it is now

    bo = forms.ModelChoiceField(
        label=_("Bộ tiêu chí"), required=False, queryset=CriterionSet.objects.all(), to_field_name="code", empty_label=None
    )  # fmt: skip
    den = DayField(label=_("Tính đến hết ngày"), required=False)


class TagsForm(forms.Form):
    """One list of courses a criterion."""

    def __init__(self, *args: Any, criteria: CriterionSet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria.criteria.all())
        for one in self.criteria:
            self.fields[f"tieu-chi-{one.pk}"] = forms.ModelMultipleChoiceField(
                label=str(one), required=False, queryset=Course.objects.order_by("title"),
                widget=forms.CheckboxSelectMultiple,
                initial=list(one.tags.filter(until__isnull=True).values_list("course", flat=True)),
            )  # fmt: skip

    def chosen(self) -> list[tuple[Any, Any]]:
        """Each criterion with its courses."""
        return [(one, self.cleaned_data[f"tieu-chi-{one.pk}"]) for one in self.criteria]


NO_CRITERIA = _("Chưa có bộ tiêu chí nào: nạp kế hoạch (load_plan) để có các tiêu chí của Kế hoạch 202.")
