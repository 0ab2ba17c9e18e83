"""The form that gives somebody a role over a unit."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import OrgUnit, Scope
from people.rights import SAID
from people.services.scopes import Grant


class GrantForm(forms.Form):
    """Role, unit among the giver's own, and perhaps a last day."""

    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect)
    unit = forms.ChoiceField(
        label=_("Đơn vị"), help_text=_("Quyền có hiệu lực với đơn vị này và mọi đơn vị bên dưới.")
    )
    valid_to = forms.DateField(
        label=_("Hết hạn từ ngày"),
        required=False,
        help_text=_(
            "Để trống nếu không hẹn ngày. Ghi ngày khi giao thay trong một thời gian, ví dụ 31/12/2026."
        ),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric"}),
        error_messages={"invalid": _("Ghi ngày theo kiểu 31/12/2026.")},
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        role, unit = self.fields["role"], self.fields["unit"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(unit, forms.ChoiceField)
        role.choices = [(value, f"{label}. {SAID[value]}") for value, label in Scope.Role.choices]
        unit.choices = [("", _("Chọn đơn vị")), *units]
        unit.error_messages["invalid_choice"] = _("Không có đơn vị này trong phạm vi bạn phụ trách.")

    def clean_valid_to(self) -> date | None:
        """A deputy's last day is to come, and a calendar can show it."""
        day: date | None = self.cleaned_data["valid_to"]
        if day and not self.today < day < self.today.replace(year=self.today.year + 20, day=1):
            raise forms.ValidationError(_("Ngày hết hạn phải sau hôm nay."))
        return day

    def grant(self) -> Grant:
        """What is to be given."""
        data = self.cleaned_data
        return Grant(OrgUnit.objects.get(uuid=data["unit"]), data["role"], data["valid_to"])
