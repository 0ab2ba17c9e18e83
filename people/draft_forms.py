"""Forms of a reorganisation: its head, one form for each kind of change, and one unit added by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from people.desk_forms import EARLIEST
from people.models import OrgUnit, Reorganisation
from people.models.org_unit import Branch, ChangeKind
from people.queries.drafts.finding import unit_typed
from people.queries.tree import UnitTree
from people.rosters.book import refuse_large
from people.services.change_kinds import COMMUNES, DISTRICTS, HAMLETS
from people.services.reorganisations import drafting
from people.services.reorganisations.drafting import NewUnit, Part

SUGGESTIONS = "don-vi-goi-y"  # the list of suggestions stands once on the page
PARTS = 4
OFFICES = (
    "sở",
    "ban",
    "phòng",
    "văn phòng",
    "trung tâm",
    "đảng ủy",
    "ủy ban Mặt trận",
    "hội",
    "đoàn thanh niên",
)
KINDS = [
    (_("Địa bàn"), [(kind, kind) for kind in (*COMMUNES, *HAMLETS, "tỉnh", *DISTRICTS)]),
    (_("Cơ quan"), [(kind, kind) for kind in OFFICES]),
]
KEEP_KIND: list[Any] = [("", _("Giữ loại cũ")), *KINDS]


class DayField(forms.DateField):
    """A day as clerks write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput(format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric"}),
            error_messages={"invalid": _("Ghi ngày theo kiểu 31/12/2023."), "required": _("Hãy ghi ngày.")},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day < EARLIEST:
            raise forms.ValidationError(_("Ghi ngày theo kiểu 31/12/2023."))
        return day


class DraftHeadForm(forms.Form):
    """What a reorganisation is called, from when, and by which resolution."""

    title = forms.CharField(
        label=_("Tên"), max_length=200, help_text=_("Ví dụ: Sắp xếp xã, phường năm 2025.")
    )
    effective_on = DayField(label=_("Có hiệu lực từ ngày"))
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        help_text=_("Số của nghị quyết, quyết định, ví dụ 1662/NQ-UBTVQH15."),
    )


class NewDraftForm(DraftHeadForm):
    """By hand, or from the tables that the statistics office publishes."""

    mapping = forms.FileField(
        label=_("Bảng chuyển đổi đơn vị"),
        required=False,
        help_text=_(
            "CSV hoặc Excel, các cột như old_code, new_code, extent, effective_date. Bỏ trống để tự ghi."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    table = forms.FileField(
        label=_("Bảng đơn vị của ngày mới"),
        required=False,
        help_text=_(
            "Cần khi cấp tỉnh, cấp huyện cũng thay đổi: cột mã, tên, loại, mã cấp trên, từ ngày, đến ngày."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].required = False
        self.fields["effective_on"].help_text = _("Có bảng chuyển đổi thì ngày lấy từ bảng.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("mapping") and not data.get("effective_on") and "effective_on" not in self.errors:
            self.add_error("effective_on", _("Hãy ghi ngày."))
        if data.get("table") and not data.get("mapping"):
            self.add_error("mapping", _("Bảng đơn vị chỉ dùng cùng bảng chuyển đổi."))
        for name in ("mapping", "table"):
            self._refuse_large(name, data.get(name))
        return data

    def _refuse_large(self, name: str, file: UploadedFile | None) -> None:
        try:
            refuse_large(file.size or 0 if file else 0)
        except DomainError as refusal:
            self.add_error(name, str(refusal))

    def tables(self) -> list[tuple[str, bytes]]:
        """The chosen files with their names."""
        chosen = (self.cleaned_data.get(name) for name in ("mapping", "table"))
        return [(file.name or "", file.read()) for file in chosen if file]


class PercentField(forms.DecimalField):
    """A share that may be unknown, typed as 62,5."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 6})
        least, most = Decimal("0.01"), Decimal(100)
        super().__init__(
            required=False,
            localize=True,
            widget=widget,
            min_value=least,
            max_value=most,
            decimal_places=2,
            **kwargs,
        )


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
        raise NotImplementedError


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


class NewUnitForm(forms.Form):
    """A hamlet or a body below the unit whose page it stands on."""

    kind = forms.ChoiceField(
        label=_("Loại"), choices=[("", _("Chọn loại")), *[(kind, kind) for kind in (*HAMLETS, *OFFICES)]]
    )
    name = forms.CharField(
        label=_("Tên"),
        max_length=200,
        help_text=_(
            "Ấp, khu phố: chỉ tên riêng, ví dụ Bàu Cối. Cơ quan: tên đầy đủ, ví dụ Hội Nông dân xã Xuân Định."
        ),
    )
    code = forms.CharField(label=_("Mã"), max_length=32, help_text=_("Mã riêng của đơn vị, ví dụ 26461-A01."))
    branch = forms.ChoiceField(
        label=_("Thuộc khối"), choices=[("", _("Theo loại")), *Branch.choices], required=False,
        help_text=_("Chỉ với cơ quan."),
    )  # fmt: skip
    valid_from = DayField(label=_("Có từ ngày"))
    legal_basis = forms.CharField(label=_("Căn cứ"), max_length=200, required=False)
