"""The forms that set a target and record what a unit reached."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean, format_day
from courses.models import Course
from people.form_fields import DayField, unit_choices
from people.models import OrgUnit, Person, PostingCategory, RoleKind
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from reports.learning import What
from reports.models import Counts, Target
from reports.overtaken import GuardedForm
from reports.population import Held
from reports.queries.levels import districts_ended_on
from reports.rule_fields import RuleFields
from reports.services.targets import state_of

PHONE = re.compile(r"[\d +().\-]{8,30}")
PEOPLE_ONLY = (
    "categories", "roles", "courses", "open_courses", "programmes", "what", "hours", "no_papers", "genders", "age_from",
    "age_to", "held", "held_on", "least_days",
)  # fmt: skip
UNITS_ONLY = ("kinds", "surveyed", "least", "noun", "training")
LEVELS = [choice for choice in Level.choices if choice[0] != Level.HAMLET]


SECTIONS: tuple[tuple[str, Any, tuple[str, ...], bool], ...] = (
    ("muc", _("Tên và mức cần đạt"), ("title", "code", "percent", "least", "noun", "starts_on", "due_on"), False),
    ("ai", _("Ai được tính"), ("levels", "kinds"), False),
    ("nhom", _("Chỉ một số nhóm cán bộ hay vai trò"), ("categories", "roles"), True),
    (
        "hoc", _("Thế nào là đạt"),
        ("what", "courses", "programmes", "hours", "surveyed", "measure", "training"), False,
    ),
    (
        "hep", _("Thu hẹp: giới tính, tuổi, thời gian giữ vị trí, từng đơn vị"),
        (
            "genders", "age_from", "age_to", "held", "held_on", "least_days", "no_papers", "open_courses", "only",
            "without", "goals",
        ),
        True,
    ),
    ("can-cu", _("Căn cứ"), ("legal_basis", "plans"), False),
    (
        "trach-nhiem", _("Trách nhiệm"),
        ("responsible_unit", "responsible_person", "responsible_phone"), False,
    ),
    ("phoi-hop", _("Đơn vị phối hợp"), ("partners",), True),
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    """Some fields under a heading; `folded` ones open by hand."""

    key: str
    title: str
    fields: list[forms.BoundField]
    folded: bool


class CoursesField(forms.ModelMultipleChoiceField):
    """Courses, each with whom it is for."""

    def label_from_instance(self, course: Any) -> str:
        return f"{course.title} ({course.family.label.lower()})"


class TargetForm(GuardedForm, RuleFields, forms.ModelForm):
    """Who or which units count, what counts, how much, by when, and who answers for it."""

    counts = forms.ChoiceField(choices=Counts.choices, initial=Counts.PEOPLE, widget=forms.HiddenInput)
    levels = forms.MultipleChoiceField(
        label=_("Cấp được tính"),
        choices=LEVELS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Cấp của đơn vị nơi người đó công tác, hoặc của đơn vị được tính, vào ngày chốt số liệu."
        ),
        error_messages={"required": _("Hãy chọn ít nhất một cấp.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("Loại đơn vị được tính"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ dùng cho chỉ tiêu theo đơn vị; không chọn loại nào là tính mọi loại của cấp."),
    )
    categories = forms.MultipleChoiceField(
        label=_("Chỉ tính nhóm cán bộ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn nhóm nào là tính mọi nhóm."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Chỉ tính người có vai trò trong Chương trình"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Giữ một trong các vai trò này vào ngày chốt số liệu. Không chọn là không xét vai trò."),
    )
    courses = CoursesField(
        label=_("Khóa học được tính"),
        required=False,
        queryset=Course.objects.order_by("title"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Chỉ tiêu theo người; học một khóa hay đủ các khóa thì được tính, xem mục “Thế nào là đạt”."
        ),
    )
    open_courses = forms.BooleanField(
        label=_("Tính cả khóa dành cho người dân, cộng đồng"),
        required=False,
        help_text=_("Thông thường chỉ tính khóa cho đội ngũ thực hiện, vì khóa cho người dân học tự nguyện."),
    )
    surveyed = forms.BooleanField(
        label=_("Tự tính đơn vị đã lấy ý kiến trực tuyến"),
        required=False,
        help_text=_(
            "Chỉ tiêu theo đơn vị: xã, phường có từ 10 phiếu trực tuyến về dịch vụ của mình là đạt, không cần ghi tay."
        ),
    )
    least = forms.IntegerField(
        label=_("Hoặc cần đạt một số lượng"), required=False, min_value=1, max_value=100000,
        help_text=_("Khi kế hoạch nói “ít nhất 01 mô hình” chứ không nói tỷ lệ; ghi số này thì thôi xét tỷ lệ."),
    )  # fmt: skip
    noun = forms.CharField(
        label=_("Gọi là"),
        required=False,
        max_length=40,
        help_text=_("Ví dụ mô hình, xã; để trống là đơn vị."),
    )
    training = forms.ModelChoiceField(
        label=_("Chỉ tiêu tập huấn đi kèm"), required=False, empty_label=_("Không có"),
        queryset=Target.objects.filter(counts=Counts.PEOPLE),
        help_text=_("Tỷ lệ cán bộ đã học của chỉ tiêu ấy được đặt cạnh kết quả mà từng đơn vị tự báo."),
    )  # fmt: skip
    starts_on = DayField(label=_("Bắt đầu"))
    due_on = DayField(label=_("Hạn"))
    responsible_unit = forms.ChoiceField(
        label=_("Đơn vị chủ trì, chịu trách nhiệm"),
        required=False,
        help_text=_("Nhân sự của đơn vị này thấy chỉ tiêu trong mục “Đơn vị mình”."),
    )
    responsible_person = forms.CharField(
        label=_("Người chịu trách nhiệm"),
        required=False,
        max_length=200,
        help_text=_(
            "Ghi mã cán bộ (như DN00012) để nối với danh sách; người ngoài danh sách thì ghi họ tên và chức vụ."
        ),
    )
    partners = forms.MultipleChoiceField(
        label=_("Đơn vị phối hợp"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nhân sự của các đơn vị này cũng thấy chỉ tiêu, chỉ với người của đơn vị mình."),
    )

    class Meta:
        model = Target
        fields = [
            "title", "code", "counts", "levels", "kinds", "categories", "roles", "courses", "open_courses", "surveyed",
            "percent",
            "starts_on", "due_on", "training",
            "legal_basis", "responsible_phone",
        ]  # fmt: skip
        localized_fields = ["percent"]
        labels = {
            "title": _("Tên chỉ tiêu"),
            "code": _("Mã"),
            "percent": _("Cần đạt (%)"),
            "legal_basis": _("Căn cứ"),
            "responsible_phone": _("Điện thoại"),
        }
        help_texts = {
            "code": _("Chữ không dấu, số và gạch nối; dùng trong lệnh và địa chỉ."),
            "responsible_phone": _("Ai xem được chỉ tiêu đều thấy số này, để biết hỏi ai."),
        }

    field_order = ["counts", *(name for _key, _title, names, _folded in SECTIONS for name in names)]

    def __init__(
        self, *args: Any, tree: UnitTree, today: date, people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tree, self.today, self.people = tree, today, people
        self.linked: Person | None = None
        self._settle_what_is_counted()
        self._offer_units()
        self.begin_with_stored_rule()
        self._begin_with_what_is_stored()

    @property
    def sections(self) -> list[Section]:
        """The fields that this kind of target has, under their headings; what is rare is folded until it is used."""
        return [
            Section(key, str(title), fields, folded and not any(map(self._is_used, fields)))
            for key, title, names, folded in SECTIONS
            if (fields := [self[name] for name in names if name in self.fields])
        ]

    def _is_used(self, field: forms.BoundField) -> bool:
        default = Held.DAY if field.name == "held" else None
        return bool(field.errors) or (field.value() not in (None, "", [], False, default))

    def _settle_what_is_counted(self) -> None:
        """A new target is of what was chosen above the form; an old one stays what it is."""
        if self.instance.pk is None:
            asked = self.data.get("counts") if self.is_bound else self.initial.get("counts")
            self.instance.counts = asked if asked in Counts.values else Counts.PEOPLE
            self.initial["counts"] = self.instance.counts
        if self.instance.counts_units:
            self.fields["percent"].required = False

    def clean_responsible_unit(self) -> OrgUnit | None:
        chosen = self.cleaned_data["responsible_unit"]
        return OrgUnit.objects.get(uuid=chosen) if chosen else None

    def clean_partners(self) -> list[OrgUnit]:
        return list(OrgUnit.objects.filter(uuid__in=self.cleaned_data["partners"]))

    def clean_responsible_person(self) -> str:
        """A staff code links a person; anything else stays words."""
        text = clean(self.cleaned_data["responsible_person"])
        code = text.split(" ")[0].strip(",.;–-") if text else ""
        self.linked = self.people.filter(staff_code__iexact=code).first() if code else None
        if self.linked is None and re.fullmatch(r"[A-Za-z]{1,4}\d{3,}", code):
            raise forms.ValidationError(_("Không có cán bộ nào mang mã này trong danh sách."))
        return text

    def clean_responsible_phone(self) -> str:
        phone: str = self.cleaned_data["responsible_phone"].strip()
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Ghi số điện thoại, ví dụ 0251 3822 123."))
        return phone

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, due = data.get("starts_on"), data.get("due_on")
        if start and due and due <= start:
            self.add_error("due_on", _("Hạn phải sau ngày bắt đầu."))
        self._ask_how_much(data)
        if self._lacks_courses(data):
            self.add_error("courses", _("Hãy chọn ít nhất một khóa học được tính."))
        self._refuse_districts_of_today(data)
        if "responsible_unit" in data and "responsible_person" in data:
            self._answer(data)
        return data

    def _ask_how_much(self, data: dict[str, Any]) -> None:
        """A number of units needs no share; one of the two has to be said."""
        if data.get("least"):
            data["percent"] = Decimal(100)
        elif "percent" in data and data["percent"] is None:
            self.add_error("percent", _("Hãy ghi tỷ lệ hoặc số lượng cần đạt."))

    def _lacks_courses(self, data: dict[str, Any]) -> bool:
        by_courses = data.get("counts") == Counts.PEOPLE and data.get("what") != What.HOURS
        return by_courses and "courses" in data and not data["courses"] and not data.get("programmes")

    def _answer(self, data: dict[str, Any]) -> None:
        target = self.instance
        target.responsible_unit = data["responsible_unit"]
        target.responsible_person = self.linked
        target.responsible_person_text = "" if self.linked else data["responsible_person"]
        if target.responsible_unit:
            target.responsible_unit_text = ""

    def _refuse_districts_of_today(self, data: dict[str, Any]) -> None:
        last, start = districts_ended_on(self.tree, self.today), data.get("starts_on")
        if last and start and start > last and data.get("levels") == [Level.DISTRICT]:
            sentence = _(
                "Cấp huyện có đến hết ngày %(day)s; chỉ tiêu chỉ của cấp huyện phải bắt đầu trước đó."
            )
            self.add_error("levels", sentence % {"day": format_day(last)})

    def _offer_units(self) -> None:
        target = self.instance
        partners = list(target.partners.values_list("unit_id", flat=True)) if target.pk else []
        unit, several, kinds = (self.fields[name] for name in ("responsible_unit", "partners", "kinds"))
        assert isinstance(unit, forms.ChoiceField)
        assert isinstance(several, forms.ChoiceField)
        assert isinstance(kinds, forms.ChoiceField)
        keep = [target.responsible_unit_id] if target.responsible_unit_id else []
        unit.choices = [("", _("Chưa phân công")), *unit_choices(self.tree, self.today, keep=keep)]
        several.choices = unit_choices(self.tree, self.today, keep=partners)
        kinds.choices = [(kind, kind) for kind in _kinds(self.tree)]
        self.initial["partners"] = [str(self.tree.units[one].uuid) for one in partners]

    def _not_of(self, target: Target) -> tuple[str, ...]:
        if target.counts_residents:
            return (*PEOPLE_ONLY, *UNITS_ONLY)
        return (*PEOPLE_ONLY, "measure") if target.counts_units else (*UNITS_ONLY, "measure")

    def _begin_with_what_is_stored(self) -> None:
        target, rule = self.instance, self.instance.population or {}
        self.initial.setdefault("levels", rule.get("levels", ["tinh", "xa"]))
        self.initial.setdefault("kinds", rule.get("kinds", []))
        self.initial.setdefault("surveyed", bool(rule.get("surveyed")))
        for name, terms in (("categories", PostingCategory), ("roles", RoleKind)):
            self.initial.setdefault(name, rule.get(name, []))
            self.fields[name].choices = list(terms.objects.values_list("code", "name"))  # type: ignore[attr-defined]
        for name in self._not_of(target):
            self.fields.pop(name, None)
        if target.pk is None:
            return
        self.guard(state_of(target))
        self.fields["counts"].disabled = True
        self.initial.setdefault("least", rule.get("least"))
        self.initial.setdefault("noun", rule.get("noun", ""))
        self.initial["open_courses"] = any(not course.is_for_implementers for course in target.courses.all())
        unit, person = target.responsible_unit, target.responsible_person
        self.initial["responsible_unit"] = str(unit.uuid) if unit else ""
        self.initial["responsible_person"] = (
            f"{person.staff_code} {person.full_name}" if person else target.responsible_person_text
        )
        if target.responsible_unit_text:
            self.fields["responsible_unit"].help_text = (
                _("Đang ghi bằng chữ: “%(text)s”. Chọn đơn vị để nối vào danh mục.")
                % {"text": target.responsible_unit_text}
            )  # fmt: skip


class AchievementForm(forms.Form):
    """The day a unit reached the target and what proves it."""

    achieved_on = DayField(label=_("Đạt từ ngày"), help_text=_("Ghi ngày theo kiểu 18/8/2023."))
    evidence = forms.CharField(
        label=_("Căn cứ"),
        max_length=500,
        help_text=_(
            "Văn bản, biên bản hay hệ thống nào xác nhận; ví dụ Báo cáo số 15/BC-UBND ngày 10/6/2024."
        ),
    )


class WithdrawForm(forms.Form):
    """Why a record is taken back."""

    reason = forms.CharField(label=_("Lý do rút lại"), max_length=500)


def _kinds(tree: UnitTree) -> list[str]:
    """The kinds of units there ever were below a province."""
    units = (unit for unit in tree.units.values() if unit.is_office or unit.level != Level.PROVINCE)
    return sorted({unit.kind for unit in units if unit.level != Level.HAMLET})
