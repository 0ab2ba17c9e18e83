"""Forms of the wizard: one row mended by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import RosterRow
from people.queries.tree import Unit
from people.rosters.unit_finder import UnitFinder

# Field of the form → field of the row; the names on the page are Vietnamese like all addresses.
FIELDS = {"ten": "full_name", "sinh": "birth", "giay": "identity", "dt": "phone"}


class RowForm(forms.Form):
    """What a clerk corrects in a row. Only what differs from the file is kept; an empty box empties the cell, except
    the identity number's, of which only three digits are known here."""

    ten = forms.CharField(label=_("Họ và tên"), max_length=200, required=False)
    sinh = forms.CharField(
        label=_("Ngày sinh"),
        max_length=30,
        required=False,
        help_text=_("Ví dụ 05/03/1988; chỉ biết năm thì 1988."),
    )
    giay = forms.CharField(
        label=_("Số CCCD, CMND"), max_length=30, required=False, help_text=_("Để trống: giữ như trong tệp.")
    )
    dt = forms.CharField(label=_("Điện thoại"), max_length=30, required=False)
    don_vi = forms.ChoiceField(label=_("Đơn vị"), required=False, widget=forms.RadioSelect)
    don_vi_khac = forms.CharField(
        label=_("Đơn vị khác"),
        max_length=200,
        required=False,
        help_text=_("Gõ vài chữ rồi chọn trong danh sách gợi ý."),
    )
    giong = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        row: RosterRow,
        candidates: list[tuple[Unit, str]],
        finder: UnitFinder,
        visible: set[int] | None,
        alike: int,
        **kwargs: Any,
    ) -> None:
        data = row.data
        kwargs["initial"] = {
            "ten": data["full_name"],
            "sinh": data["birth"],
            "dt": data["phone"],
            "don_vi": data["unit_uuid"],
            "giong": True,
        }
        super().__init__(*args, **kwargs)
        self.row, self.finder, self.visible = row, finder, visible
        own = {data["unit_uuid"]: data["unit"]} if data["unit_uuid"] else {}
        self._offer(own | {str(unit.uuid): words for unit, words in candidates}, alike)
        self.fields["giay"].widget.attrs["inputmode"] = self.fields["dt"].widget.attrs["inputmode"] = (
            "numeric"
        )
        self.fields["don_vi_khac"].widget.attrs["list"] = "cac-don-vi"

    def _offer(self, units: dict[str, str], alike: int) -> None:
        """Units to pick, and the tick for all rows that write their unit in the same words."""
        if units:
            self.fields["don_vi"].choices = list(units.items())  # type: ignore[attr-defined]
        else:
            del self.fields["don_vi"]
        if alike > 1:
            text = self.row.data["unit_text"]
            self.fields["giong"].label = _("Sửa cả %(n)s dòng ghi “%(text)s”") % {"n": alike, "text": text}
        else:
            del self.fields["giong"]

    def clean(self) -> dict[str, Any]:
        """What is typed goes before what is picked: it is the later thought."""
        said: dict[str, Any] = super().clean() or {}
        if text := said.get("don_vi_khac", "").strip():
            said["don_vi"] = self._unit_written(text)
        return said

    def _unit_written(self, text: str) -> str:
        """One unit of the roster's day in the clerk's scope."""
        name, _comma, district = text.partition(",")
        found = self.finder.find(text=name.strip(), district=district.strip())
        if found.unit is None or (self.visible is not None and found.unit.id not in self.visible):
            self.add_error(
                "don_vi_khac", _("Không có đúng một đơn vị tên như vậy: hãy chọn trong danh sách gợi ý.")
            )
            return ""
        return str(found.unit.uuid)

    @property
    def mended(self) -> dict[str, str]:
        """The cells that differ from what the row says now."""
        said = self.cleaned_data
        cells = {
            field: said[name]
            for name, field in FIELDS.items()
            if name in self.changed_data and (said[name] or name != "giay")
        }
        unit = said.get("don_vi")
        return cells | ({"unit_uuid": unit} if unit and unit != self.row.data["unit_uuid"] else {})
