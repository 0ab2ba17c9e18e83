"""Two people at one form: what one left as the page showed it stays as the other, or the figures, made it meanwhile.

A page hands out a mark of each value that it shows; the marks come back with the answer.
"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from common.errors import Conflict
from common.vietnamese import format_moment

PREFIX = "goc-"
WHOLE = "goc"


class Overtaken(Conflict):
    """Both wrote in the same place; nothing is kept, and whoever comes second sees the other's words."""

    def __init__(self, name: str, now: Any) -> None:
        said = _("Người khác vừa sửa chỗ này thành “%(now)s”. Lưu lần nữa thì lời của anh/chị thay lời ấy.")
        super().__init__(said % {"now": now})
        self.name, self.now = name, now


class Stale(Conflict):
    """Somebody saved the record after this form was opened; nothing is kept until its writer, who now knows, saves again."""

    def __init__(self, now: str, who: str, at: datetime | None) -> None:
        said = _(
            "%(who)s đã lưu nội dung khác sau khi anh/chị mở trang này. Những gì anh/chị ghi còn nguyên ở đây, "
            "chưa được lưu: hãy xem bản đã lưu ở một thẻ khác; lưu lần nữa thì nội dung của anh/chị thay bản ấy."
        )
        known = _("Lúc %(at)s, %(who)s") % {"at": format_moment(at), "who": who} if at and who else ""
        super().__init__(said % {"who": known or _("Một trang khác")})
        self.now = now


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


class GuardedForm(forms.BaseForm):
    """A form of one record; it hands out one mark of the record as it was when the form was opened."""

    def guard(self, state: str) -> None:
        """Add the mark; a record that is not stored yet has none."""
        self.fields[WHOLE] = forms.CharField(
            required=False, max_length=16, widget=forms.HiddenInput, initial=state
        )

    @property
    def opened(self) -> str | None:
        """The mark that came back."""
        return self.cleaned_data.get(WHOLE) or None

    def tell_stale(self, refusal: Stale) -> None:
        """Say it above the writer's own words; the next answer is given knowing."""
        data: Any = copy(self.data)  # of a request, as it came it cannot be written
        data[WHOLE] = refusal.now
        self.data = data
        self.add_error(None, str(refusal))
