"""Two people at one form: what one left as the page showed it stays as the other, or the figures, made it meanwhile.

A page hands out a mark of each value that it shows; the marks come back with the answer.
"""

from collections.abc import Mapping
from copy import copy
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from common.errors import Conflict

PREFIX = "goc-"


class Overtaken(Conflict):
    """Both wrote in the same place; nothing is kept, and whoever comes second sees the other's words."""

    def __init__(self, name: str, now: Any) -> None:
        said = _("Người khác vừa sửa chỗ này thành “%(now)s”. Lưu lần nữa thì lời của anh/chị thay lời ấy.")
        super().__init__(said % {"now": now})
        self.name, self.now = name, now


def plain(value: Any) -> str:
    """As a browser sends a text back, whatever it does to line ends and edges."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def mark(value: Any) -> str:
    """What tells one value from another without repeating it."""
    return sha256(plain(value).encode()).hexdigest()[:16]


def is_touched(name: str, said: Any, now: Any, shown: Mapping[str, str]) -> bool:
    """Whether this page's writer changed the value; refuses when somebody else has, to something else."""
    if shown.get(name) == mark(said):
        return False
    if name in shown and mark(now) not in (shown[name], mark(said)):
        raise Overtaken(name, now)
    return True


class MarkedForm(forms.Form):
    """A form that hands out marks."""

    def show(self, values: Mapping[str, Any]) -> None:
        """Add a mark of each of these."""
        for name, value in values.items():
            self.fields[f"{PREFIX}{name}"] = forms.CharField(
                required=False, max_length=16, widget=forms.HiddenInput, initial=mark(value)
            )

    @property
    def shown(self) -> dict[str, str]:
        """The marks that came back, by name."""
        found = self.cleaned_data.items()
        return {
            name.removeprefix(PREFIX): value for name, value in found if name.startswith(PREFIX) and value
        }

    def tell(self, refusal: Overtaken, field: str) -> None:
        """Say it where it was written; the next answer is given knowing the other's words."""
        data: Any = copy(self.data)  # of a request, as it came it cannot be written
        data[f"{PREFIX}{refusal.name}"] = mark(refusal.now)
        self.data = data
        self.add_error(field, str(refusal))
