"""The forms that set a target and record what a unit reached."""

import re
from datetime import date
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
from reports.models import Counts, Target
from reports.queries.levels import districts_ended_on

PHONE = re.compile(r"[\d +().\-]{8,30}")
PEOPLE_ONLY = ("categories", "roles", "courses", "open_courses")
LEVELS = [choice for choice in Level.choices if choice[0] != Level.HAMLET]


class CoursesField(forms.ModelMultipleChoiceField):
    """Courses, each with whom it is for."""

    def label_from_instance(self, course: Any) -> str:
        return f"{course.title} ({course.family.label.lower()})"


class TargetForm(forms.ModelForm):
    """Who or which units count, what counts, how much, by when, and who answers for it."""

    counts = forms.ChoiceField(
        label=_("Chỉ tiêu tính theo"),
        choices=Counts.choices,
        initial=Counts.PEOPLE,
        widget=forms.RadioSelect,
        help_text=_("Người: ai học xong khóa được tính. Đơn vị: đơn vị nào được nhân sự ghi là đã đạt."),
    )
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
        help_text=_("Chỉ tiêu theo người: hoàn thành một trong các khóa này là được tính."),
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
            "starts_on", "due_on",
            "legal_basis", "responsible_phone",
        ]  # fmt: skip
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

    field_order = [
        "title", "code", "counts", "levels", "kinds", "categories", "roles", "courses", "open_courses", "surveyed",
        "percent",
        "starts_on", "due_on",
        "legal_basis", "responsible_unit", "responsible_person", "responsible_phone", "partners",
    ]  # fmt: skip

    def __init__(
        self, *args: Any, tree: UnitTree, today: date, people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tree, self.today, self.people = tree, today, people
        self.linked: Person | None = None
        self._offer_units()
        self._begin_with_what_is_stored()

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
        if data.get("counts") == Counts.PEOPLE and "courses" in data and not data["courses"]:
            self.add_error("courses", _("Hãy chọn ít nhất một khóa học được tính."))
        self._refuse_districts_of_today(data)
        if "responsible_unit" in data and "responsible_person" in data:
            self._answer(data)
        return data

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

    def _begin_with_what_is_stored(self) -> None:
        target, rule = self.instance, self.instance.population or {}
        self.initial.setdefault("levels", rule.get("levels", ["tinh", "xa"]))
        self.initial.setdefault("kinds", rule.get("kinds", []))
        self.initial.setdefault("surveyed", bool(rule.get("surveyed")))
        for name, terms in (("categories", PostingCategory), ("roles", RoleKind)):
            self.initial.setdefault(name, rule.get(name, []))
            self.fields[name].choices = list(terms.objects.values_list("code", "name"))  # type: ignore[attr-defined]
        if target.pk is None:
            return
        self.fields["counts"].disabled = True
        for name in PEOPLE_ONLY if target.counts_units else ("kinds", "surveyed"):
            del self.fields[name]
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
