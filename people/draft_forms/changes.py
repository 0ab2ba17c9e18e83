"""One form for each kind of change; `write` puts it into the draft."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from people.draft_forms.new_unit import KEEP_KIND, KINDS
from people.form_fields import PercentField
from people.models import OrgUnit, Reorganisation
from people.models.org_unit import ChangeKind
from people.queries.drafts.finding import unit_typed
from people.queries.tree import UnitTree
from people.services.reorganisations import drafting
from people.services.reorganisations.drafting import NewUnit, Part

SUGGESTIONS = "don-vi-goi-y"  # the list of suggestions stands once on the page
PARTS = 4


class UnitField(forms.CharField):
    """One unit by code or name; the form says on which day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": SUGGESTIONS, "autocomplete": "off"})
        super().__init__(widget=widget, max_length=300, **kwargs)


class UnitsField(forms.CharField):
    """Several units, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        hint = _("Mỗi dòng một đơn vị: mã hoặc tên, ví dụ 26464 hoặc Xã Bảo Hòa.")
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), help_text=hint, **kwargs)


class ChangeForm(forms.Form):
    """A kind of change; `write` puts it into the draft."""

    title: Any = ""
    lead: Any = ""

    def __init__(self, *args: Any, draft: Reorganisation, tree: UnitTree, eve: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft, self.tree, self.eve = draft, tree, eve
        self.units: dict[str, list[OrgUnit]] = {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, field in self.fields.items():
            if data.get(name) and isinstance(field, UnitField | UnitsField):
                lines = data[name].splitlines() if isinstance(field, UnitsField) else [data[name]]
                self._find(name, [line for line in lines if line.strip()])
        return data

    def _find(self, name: str, lines: list[str]) -> None:
        found = []
        for line in lines:
            try:
                found.append(unit_typed(self.tree, line, self.eve).id)
            except DomainError as refusal:
                self.add_error(name, str(refusal))
        rows = OrgUnit.objects.in_bulk(found)
        self.units[name] = [rows[pk] for pk in dict.fromkeys(found)]

    def one(self, name: str) -> OrgUnit | None:
        """The unit typed into a field, if any."""
        return next(iter(self.units.get(name, [])), None)

    def write(self) -> None:
        """Put the change into the draft; each kind has its own way."""
        raise TypeError(f"{type(self).__name__} says nothing about how it is written")


class _NewUnitFields(forms.Form):
    name = forms.CharField(
        label=_("Tên mới"), max_length=200, required=False, help_text=_("Chỉ tên riêng: Xuân Định.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=KEEP_KIND, required=False)
    code = forms.CharField(
        label=_("Mã mới"),
        max_length=32,
        required=False,
        help_text=_("Bỏ trống để giữ mã của đơn vị cũ đầu tiên."),
    )
    aliases = forms.CharField(
        label=_("Tên gọi khác"), max_length=400, required=False, help_text=_("Cách nhau bằng dấu chấm phẩy.")
    )


class MergeForm(ChangeForm, _NewUnitFields):
    """Several units into a new one, or into one that stays."""

    title = _("Hợp nhất, sáp nhập")
    lead = _("Toàn bộ các đơn vị cũ nhập thành một đơn vị mới, hoặc nhập vào một đơn vị đang có.")
    old = UnitsField(label=_("Các đơn vị cũ"))
    existing = UnitField(
        label=_("Nhập vào đơn vị đang có"),
        required=False,
        help_text=_("Khi đơn vị nhận giữ nguyên tên, loại và địa giới. Nếu không, ghi đơn vị mới dưới đây."),
    )
    parent = UnitField(label=_("Cấp trên"), required=False, help_text=_("Bỏ trống để giữ cấp trên cũ."))
    field_order = ["old", "existing", "name", "kind", "code", "parent", "aliases"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("existing")) == bool(data.get("name")):
            self.add_error("name", _("Ghi tên đơn vị mới, hoặc chọn đơn vị đang có: một trong hai."))
        return data

    def write(self) -> None:
        old, existing, parent = self.units["old"], self.one("existing"), self.one("parent")
        into: NewUnit | str = existing.code if existing else NewUnit(
            name=self.cleaned_data["name"], kind=self.cleaned_data["kind"] or old[0].kind,
            code=self.cleaned_data["code"], aliases=self.cleaned_data["aliases"],
            parent_code=parent.code if parent else None,
        )  # fmt: skip
        drafting.add_merge(self.draft, units=old, into=into)


class SplitForm(ChangeForm):
    """One unit into several; who goes where is asked on the draft's page."""

    title = _("Chia, tách")
    lead = _("Một đơn vị chia thành nhiều phần. Người về phần nào sẽ được hỏi ở bản xem trước.")
    old = UnitField(label=_("Đơn vị được chia"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, PARTS + 1):
            self._add_part(number)

    def _add_part(self, number: int) -> None:
        self.fields[f"code_{number}"] = forms.CharField(label=_("Mã"), max_length=32, required=False)
        self.fields[f"name_{number}"] = forms.CharField(label=_("Tên"), max_length=200, required=False)
        self.fields[f"kind_{number}"] = forms.ChoiceField(label=_("Loại"), choices=KEEP_KIND, required=False)
        self.fields[f"share_{number}"] = PercentField(label=_("Tỷ lệ (%)"))

    @property
    def part_rows(self) -> list[list[Any]]:
        """The boxes of each part, side by side."""
        names = ("code", "name", "kind", "share")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, PARTS + 1)]

    def parts(self) -> list[Part]:
        """The parts that were filled in."""
        unit, data = self.one("old"), self.cleaned_data
        found = []
        for number in range(1, PARTS + 1):
            code, name = data.get(f"code_{number}", ""), data.get(f"name_{number}", "")
            if not code and not name:
                continue
            kind = data.get(f"kind_{number}") or (unit.kind if unit else "")
            share = data.get(f"share_{number}")
            to: NewUnit | str = NewUnit(name=name, kind=kind, code=code) if name else code
            found.append(Part(to, share / 100 if share is not None else None))
        return found

    def write(self) -> None:
        unit = self.one("old")
        assert unit is not None  # the field is required
        drafting.add_split(self.draft, unit=unit, parts=self.parts())


class RenameForm(ChangeForm, _NewUnitFields):
    """Another name; code and kind may change with it."""

    title = _("Đổi tên")
    lead = _("Đơn vị tiếp tục với tên mới: xã, phường, ấp, khu phố, sở, ban, hội.")
    old = UnitField(label=_("Đơn vị"))
    field_order = ["old", "name", "kind", "code", "aliases"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def write(self) -> None:
        _succeed(self, ChangeKind.RENAME)


class RetypeForm(ChangeForm, _NewUnitFields):
    """Another kind: a xã becomes a phường."""

    title = _("Đổi loại")
    lead = _("Đơn vị tiếp tục với loại khác, ví dụ xã thành phường, tỉnh thành thành phố.")
    old = UnitField(label=_("Đơn vị"))
    field_order = ["old", "kind", "name", "code", "aliases"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = True
        self.fields["kind"].choices = [("", _("Chọn loại mới")), *KINDS]  # type: ignore[attr-defined]
        self.fields["name"].help_text = _("Bỏ trống để giữ tên.")

    def write(self) -> None:
        _succeed(self, ChangeKind.RETYPE)


def _succeed(form: ChangeForm, kind: str) -> None:
    unit, data = form.one("old"), form.cleaned_data
    assert unit is not None  # the field is required
    to = NewUnit(
        name=data["name"] or unit.name,
        kind=data["kind"] or unit.kind,
        code=data["code"],
        aliases=data["aliases"],
    )
    drafting.add_succession(form.draft, kind=kind, unit=unit, to=to)


class ReparentForm(ChangeForm):
    """The same units below another one."""

    title = _("Chuyển cấp trên")
    lead = _("Đơn vị giữ nguyên tên, mã, loại và chuyển về cấp trên khác.")
    old = UnitsField(label=_("Các đơn vị"))
    parent = forms.CharField(
        label=_("Mã cấp trên mới"),
        max_length=32,
        help_text=_("Mã của đơn vị đang có, hoặc của đơn vị mới trong bản này."),
    )

    def write(self) -> None:
        drafting.add_reparent(self.draft, units=self.units["old"], parent_code=self.cleaned_data["parent"])


class DissolveForm(ChangeForm):
    """Units that end."""

    title = _("Kết thúc hoạt động")
    lead = _("Đơn vị không còn và không có đơn vị kế tiếp. Người ở đó chờ xếp vào đơn vị mới.")
    old = UnitsField(label=_("Các đơn vị"))

    def write(self) -> None:
        drafting.add_dissolve(self.draft, units=self.units["old"])


CHANGE_FORMS: dict[str, type[ChangeForm]] = {
    ChangeKind.MERGE: MergeForm,
    ChangeKind.SPLIT: SplitForm,
    ChangeKind.RENAME: RenameForm,
    ChangeKind.RETYPE: RetypeForm,
    ChangeKind.REPARENT: ReparentForm,
    ChangeKind.DISSOLVE: DissolveForm,
}
