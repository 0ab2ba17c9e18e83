"""What the log is asked; nonsense is treated as not asked."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
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

    def __init__(self, data: QueryDict, *, today: date, usual: timedelta = USUAL) -> None:
        to = data.get("den") or f"{today:%d/%m/%Y}"
        super().__init__({**data.dict(), "den": to, "tu": data.get("tu") or f"{today - usual:%d/%m/%Y}"})
        self.today, self.usual = today, usual
        words = sorted((str(word), code) for code, word in ACTIONS.items())
        self._choose("viec", [(code, word) for word, code in words])
        self._choose("loai", AuditEntry.Kind.choices)
        self.is_valid()

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Tất cả")), *choices]

    @property
    def first(self) -> list[forms.BoundField]:
        """What most questions need."""
        return [self[name] for name in ("tu", "den", "ai", "ve")]

    @property
    def more(self) -> list[forms.BoundField]:
        """What stands behind "more conditions"."""
        return [self["viec"], self["loai"]]

    @property
    def asks_more(self) -> bool:
        return bool(self.text("viec") or self.text("loai"))

    @property
    def to(self) -> date:
        """The last day, never after today."""
        return self._day("den", self.today)

    @property
    def since(self) -> date:
        """The first day, never after the last."""
        return min(self._day("tu", self.to - self.usual), self.to)

    def _day(self, name: str, otherwise: date) -> date:
        found: date | None = self.cleaned_data.get(name)
        return found if found and date(2000, 1, 1) <= found <= self.today else otherwise

    def text(self, name: str) -> str:
        """A condition as typed; empty when it is none."""
        return str(self.cleaned_data.get(name) or "").strip()
