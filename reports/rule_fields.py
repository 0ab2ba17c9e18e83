"""The fields of a target's finer rule, and how named units are written: one a line, by name or code."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean, fold
from people.form_fields import DayField
from people.models import OrgUnit
from people.models.person import Gender
from people.queries.tree import Unit, UnitTree
from reports.learning import What
from reports.models import POPULATIONS, Plan, Programme, Target, TargetUnit
from reports.population import Held
from reports.queries.ground import Named
from reports.services.target_rules import Asked

CODE = re.compile(r"\(([\w.-]+)\)\s*$")
GOAL = re.compile(r"^(.*?)\s*[:=]\s*([\d.,]+)\s*%?\s*$")
UNITS_HELP = _(
    "Mỗi dòng một đơn vị, ghi tên đầy đủ hoặc mã; ví dụ Xã Xuân Định (26461). Để trống là không hạn chế."
)


class UnitsField(forms.CharField):
    """Names of units, one a line; the form turns them into units with the tree it was given."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class RuleFields(forms.Form):
    """Mixed into the target's form."""

    genders = forms.MultipleChoiceField(
        label=_("Giới tính"), required=False, choices=Gender.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn là tính cả hai. Người chưa ghi giới tính được nêu trong mục loại trừ."),
    )  # fmt: skip
    age_from = forms.IntegerField(label=_("Tuổi từ"), required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(
        label=_("Tuổi đến"), required=False, min_value=0, max_value=120,
        help_text=_("Tính vào ngày chốt số liệu; để trống là không xét tuổi."),
    )  # fmt: skip
    held = forms.ChoiceField(
        label=_("Giữ vị trí khi nào thì tính"), initial=Held.DAY, required=False, widget=forms.RadioSelect,
        choices=[
            (Held.DAY.value, _("Vào ngày chốt số liệu")),
            (Held.PERIOD.value, _("Bất cứ lúc nào từ ngày bắt đầu đến hạn")),
            (Held.FIXED.value, _("Vào một ngày chốt danh sách")),
        ],
    )  # fmt: skip
    held_on = DayField(label=_("Ngày chốt danh sách"), required=False)
    least_days = forms.IntegerField(
        label=_("Đã giữ vị trí ít nhất (ngày)"), required=False, min_value=0, max_value=3660,
        help_text=_("Cộng mọi vị trí thuộc chỉ tiêu; người mới nhận việc chưa đủ ngày thì chưa tính."),
    )  # fmt: skip
    only = UnitsField(label=_("Chỉ tính ở các đơn vị"), help_text=UNITS_HELP)
    without = UnitsField(label=_("Không tính ở các đơn vị"), help_text=UNITS_HELP)
    goals = UnitsField(
        label=_("Mức riêng của từng đơn vị"),
        help_text=_("Mỗi dòng một đơn vị và tỷ lệ; ví dụ Xã Tà Lài: 80."),
    )
    what = forms.ChoiceField(
        label=_("Thế nào là đạt"), initial=What.ANY, required=False, widget=forms.RadioSelect,
        choices=[
            (What.ANY.value, _("Hoàn thành một khóa, hoặc đủ các khóa của một chương trình học")),
            (What.ALL.value, _("Hoàn thành đủ các khóa và chương trình học đã chọn")),
            (What.HOURS.value, _("Dự đủ số tiết ở lớp trực tiếp trong giai đoạn")),
        ],
    )  # fmt: skip
    programmes = forms.ModelMultipleChoiceField(
        label=_("Chương trình học được tính"), required=False,
        queryset=Programme.objects.filter(courses__isnull=False).distinct(),
        widget=forms.CheckboxSelectMultiple, help_text=_("Chương trình học là một bộ khóa, phải học đủ."),
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Số tiết phải dự"),
        required=False,
        localize=True,
        min_value=0,
        max_value=999,
        decimal_places=1,
    )
    no_papers = forms.BooleanField(
        label=_("Không tính giấy chứng nhận nơi khác"), required=False,
        help_text=_("Thông thường giấy nơi khác đã được công nhận thay cho khóa nào thì tính như học khóa ấy."),
    )  # fmt: skip
    measure = forms.ChoiceField(
        label=_("Mẫu số của chỉ tiêu dân cư"), required=False, choices=[("", "–"), *POPULATIONS],
        help_text=_("Số dân từng xã được nhập có ngày và nguồn; tử số là lượt người được hướng dẫn, chỉ là ước tính."),
    )  # fmt: skip
    plans = forms.ModelMultipleChoiceField(
        label=_("Thuộc kế hoạch"),
        required=False,
        queryset=Plan.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )

    tree: UnitTree
    today: Any
    instance: Target

    def clean_only(self) -> list[OrgUnit]:
        return self._units("only")

    def clean_without(self) -> list[OrgUnit]:
        return self._units("without")

    def clean_goals(self) -> dict[OrgUnit, Decimal]:
        found = {}
        for line in _lines(self.cleaned_data["goals"]):
            told = GOAL.match(line)
            if not told:
                raise forms.ValidationError(_("Ghi đơn vị rồi tỷ lệ, ví dụ Xã Tà Lài: 80."))
            found[self._unit(told[1])] = _percent(told[2])
        return found

    def asked(self) -> Asked:
        """What the valid form says."""
        data = self.cleaned_data
        return Asked(
            genders=data.get("genders") or (), age_from=data.get("age_from"), age_to=data.get("age_to"),
            held=data.get("held") or Held.DAY, held_on=data.get("held_on"), least_days=data.get("least_days") or 0,
            only=data.get("only") or (), without=data.get("without") or (), goals=data.get("goals") or {},
            what=data.get("what") or What.ANY, hours=data.get("hours") or Decimal(0), papers=not data.get("no_papers"),
            programmes=list(data.get("programmes") or ()), plans=list(data.get("plans") or ()),
            measure=data.get("measure") or "", least=data.get("least") or 0, noun=clean(data.get("noun") or ""),
        )  # fmt: skip

    def named(self) -> Named:
        """The same for a preview."""
        told = self.asked()
        return Named(
            tuple(unit.pk for unit in told.only),
            tuple(unit.pk for unit in told.without),
            {unit.pk: percent for unit, percent in told.goals.items()},
        )

    def begin_with_stored_rule(self) -> None:
        """What the target says now; a choice among nothing is not shown."""
        for name, rows in (
            ("programmes", Programme.objects.filter(courses__isnull=False)),
            ("plans", Plan.objects),
        ):
            if not rows.exists():
                del self.fields[name]
        if self.instance.pk is None:
            return
        rule, learning = self.instance.population or {}, self.instance.learning or {}
        stored = {
            name: rule.get(name)
            for name in ("genders", "age_from", "age_to", "held", "least_days", "measure")
        }
        stored |= {
            "held_on": rule.get("held_on"),
            "what": learning.get("what") or What.ANY,
            "hours": learning.get("hours"),
        }
        stored |= {"no_papers": not learning.get("papers", True), "held": rule.get("held") or Held.DAY}
        stored |= {"programmes": self.instance.programmes.all(), "plans": self.instance.plans.all()}
        for name, value in (stored | self._stored_units()).items():
            self.initial.setdefault(name, value)

    def _stored_units(self) -> dict[str, str]:
        names = {"chi": "only", "tru": "without", "muc": "goals"}
        lines: dict[str, list[str]] = {name: [] for name in names.values()}
        for row in TargetUnit.objects.filter(target=self.instance).select_related("unit"):
            goal = f": {row.percent:g}".replace(".", ",") if row.percent is not None else ""
            lines[names[row.part]].append(f"{row.unit.full_name} ({row.unit.code}){goal}")
        return {name: "\n".join(told) for name, told in lines.items()}

    def _units(self, name: str) -> list[OrgUnit]:
        return [self._unit(line) for line in _lines(self.cleaned_data[name])]

    def _unit(self, text: str) -> OrgUnit:
        code = CODE.search(text)
        name = fold(CODE.sub("", text))
        found = self.tree.with_code(code[1] if code else text.strip()) or [
            unit for unit in self.tree.units.values() if fold(unit.full_name) == name
        ]
        return OrgUnit.objects.get(pk=self._best(text, name, found).id)

    def _best(self, text: str, name: str, found: list[Unit]) -> Unit:
        """Of the versions of one place the one of that name, in force today if it is, else the last."""
        found = [unit for unit in found if fold(unit.full_name) == name] or found
        now = [unit for unit in found if unit.exists_on(self.today)]
        if not found:
            raise forms.ValidationError(
                _("Không có đơn vị nào tên hay mã là “%(text)s”."), params={"text": text}
            )
        if len({unit.code for unit in now or found}) > 1:
            raise forms.ValidationError(
                _("Có nhiều đơn vị tên “%(text)s”: hãy ghi thêm mã."), params={"text": text}
            )
        return max(now or found, key=lambda unit: (unit.valid_from is not None, unit.valid_from))


def _lines(text: str) -> list[str]:
    return [line for line in (clean(line) for line in text.splitlines()) if line]


def _percent(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise forms.ValidationError(_("Ghi đơn vị rồi tỷ lệ, ví dụ Xã Tà Lài: 80.")) from error
