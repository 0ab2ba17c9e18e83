"""What the log is asked; nonsense is treated as not asked."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.audit_words import ACTIONS
from people.models import AuditEntry

USUAL = timedelta(days=30)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%d/%m/%Y", attrs={"size": 10, "inputmode": "numeric"})
    return forms.DateField(label=label, required=False, input_formats=["%d/%m/%Y", "%Y-%m-%d"], widget=widget)


class AuditForm(forms.Form):
    """Period (the last thirty days unless told otherwise), who, about whom, which deed."""

    tu = _day(_("Từ ngày"))
    den = _day(_("Đến ngày"))
    ai = forms.CharField(label=_("Người làm"), required=False, max_length=100)
    ve = forms.CharField(label=_("Về người (tên, mã, điện thoại)"), required=False, max_length=100)
    viec = forms.ChoiceField(label=_("Việc"), required=False)
    loai = forms.ChoiceField(label=_("Loại"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        words = sorted((str(word), code) for code, word in ACTIONS.items())
        for name, choices in (
            ("viec", [(code, word) for word, code in words]),
            ("loai", AuditEntry.Kind.choices),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Tất cả")), *choices]
        self.is_valid()

    def day(self, name: str, otherwise: date) -> date:
        """A day as typed, as long as calendars can show it."""
        found: date | None = self.cleaned_data.get(name)
        return found if found and date(2000, 1, 1) <= found <= self.today else otherwise

    def text(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip()
