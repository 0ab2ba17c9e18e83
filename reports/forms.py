"""The choices above a figure; they live in the address so that a view can be sent to a colleague."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models.org_unit import Level
from reports.queries.figures import Frame


class FigureForm(forms.Form):
    """Day and map of a figure; both have sensible defaults."""

    den = forms.DateField(label=_("Số liệu đến hết"), required=False, widget=forms.DateInput(attrs={"size": 10}))
    khung = forms.ChoiceField(
        label=_("Tính theo đơn vị"),
        required=False,
        choices=[(Frame.NOW.value, _("Hiện nay")), (Frame.THEN.value, _("Lúc học"))],
    )
    cap = forms.ChoiceField(
        label=_("Cấp"),
        required=False,
        choices=[("", _("Tất cả")), *[choice for choice in Level.choices if choice[0] != Level.HAMLET]],
    )

    def as_of(self, today: date) -> date:
        """The chosen day, never after today."""
        chosen = self.cleaned_data.get("den") if self.is_valid() else None
        return min(chosen or today, today)

    def frame(self) -> Frame:
        """The chosen map."""
        chosen = self.cleaned_data.get("khung") if self.is_valid() else None
        return Frame(chosen) if chosen else Frame.NOW
