"""A person's roles in the programme."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean
from people.hand_forms.fields import DayField, UnitField, UnitOptions
from people.models import RoleKind
from people.queries.terms import roles_on
from people.services.roles import Membership


class RoleForm(forms.Form):
    """A role in the programme."""

    role = forms.ChoiceField(label=_("Vai trò"), error_messages={"required": _("Hãy chọn vai trò.")})
    unit = UnitField(label=_("Ở đơn vị"))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Thôi từ ngày"), required=False, help_text=_("Để trống nếu còn giữ."))
    decision = forms.CharField(label=_("Quyết định số, ngày"), max_length=200, required=False)

    def __init__(self, *args: Any, units: UnitOptions, today: date, role: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = dict(roles_on(today))
        if role and role not in choices:
            choices[role] = RoleKind.objects.get(code=role).name
        self.fields["role"].choices = [("", _("Chọn vai trò")), *choices.items()]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Chọn đơn vị")), *units]  # type: ignore[attr-defined]

    def membership(self) -> Membership:
        """The valid form as the service takes it."""
        data = self.cleaned_data
        return Membership(
            unit=data["unit"], role=RoleKind.objects.get(code=data["role"]), starts_on=data["starts_on"],
            ends_on=data["ends_on"], decision=clean(data["decision"]),
        )  # fmt: skip
