"""The form of a class: what is taught, by whom, for how many, from which sources."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.clock import end_of_day, local_day
from common.vietnamese import clean
from courses.forms import CourseField
from courses.models import Course, CourseRelease, TrainingSession
from courses.models.session import CostSource, Registration
from courses.queries.releases import newest_release
from courses.queries.training.plans import stamp_of
from courses.services.training.planning import Plan
from courses.training_fields import GuestsField, MoneyField
from people.form_fields import DayField, unit_choices
from people.models import Account, OrgUnit
from people.queries.tree import UnitTree

SHARE, HOURS = "percent", "hours"


class SessionForm(forms.Form):
    """`visible`: units whose classes the clerk plans; None means all."""

    title = forms.CharField(label=_("Tên lớp"), max_length=255)
    course = CourseField(
        label=_("Khóa học"), queryset=Course.objects.none(), to_field_name="uuid", empty_label=_("Chọn khóa học"),
        help_text=_("Dự lớp và học trực tuyến khóa này được tính như nhau, mỗi người chỉ tính một lần."),
    )  # fmt: skip
    lead_unit = forms.ChoiceField(label=_("Đơn vị chủ trì"))
    partners = forms.MultipleChoiceField(
        label=_("Đơn vị phối hợp"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nhân sự của đơn vị phối hợp thấy lớp và cử người của đơn vị mình."),
    )  # fmt: skip
    capacity = forms.IntegerField(label=_("Số chỗ"), min_value=1, max_value=20_000)
    hours = forms.DecimalField(
        label=_("Số tiết"), min_value=0, max_value=999, decimal_places=1, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )  # fmt: skip
    attendance_by = forms.ChoiceField(
        label=_("Thế nào là dự đủ"), widget=forms.RadioSelect, initial=SHARE,
        choices=[(SHARE, _("Dự đủ một tỷ lệ thời gian (%)")), (HOURS, _("Dự đủ một số tiết"))],
    )  # fmt: skip
    attendance_needed = forms.DecimalField(
        label=_("Cần dự (% hoặc số tiết)"), min_value=1, max_value=999, decimal_places=1, localize=True, initial=80,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )  # fmt: skip
    registration = forms.ChoiceField(
        label=_("Cán bộ tự đăng ký"), choices=Registration.choices, widget=forms.RadioSelect,
        initial=Registration.OFF,
    )  # fmt: skip
    registration_until = DayField(label=_("Nhận đăng ký đến hết ngày"), required=False)
    trainers = forms.MultipleChoiceField(
        label=_("Giảng viên có tài khoản"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Giảng viên mở được trang của lớp, danh sách và bản in."),
    )  # fmt: skip
    guests = GuestsField(
        label=_("Báo cáo viên, giảng viên mời"), help_text=_("Mỗi người một dòng: họ tên, cơ quan.")
    )
    sponsors = forms.CharField(
        label=_("Đơn vị tài trợ, đồng hành"), required=False, max_length=300,
        help_text=_("Doanh nghiệp, chương trình cùng lo cho lớp; hiện trên trang công khai của lớp mở cho bà con."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Nhắn người dự"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mang theo gì, để xe ở đâu, hỏi ai. In trong danh sách mời và trong lịch của người dự."),
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)  # the class as the page showed it

    def __init__(
        self, *args: Any, visible: set[int] | None, tree: UnitTree, today: date,
        session: TrainingSession | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.session = session
        courses = self.fields["course"]
        assert isinstance(courses, forms.ModelChoiceField)
        courses.queryset = Course.objects.filter(releases__isnull=False).distinct().order_by("title")
        self._offer(visible, tree, today)
        for source in CostSource:
            self.fields[f"cost_{source.value}"] = MoneyField(label=_cost_label(source))
        self.order_fields([name for name in self.fields if name != "note"])
        if session:
            self.initial = _stored(session)
            self.initial["seen"] = stamp_of(session)

    def _offer(self, visible: set[int] | None, tree: UnitTree, today: date) -> None:
        session = self.session
        keep = (
            {session.lead_unit_id, *session.partners.values_list("unit_id", flat=True)} if session else set()
        )
        own = unit_choices(tree, today, visible=visible, keep=keep)
        chosen = session.trainers.values("account") if session else Account.objects.none().values("pk")
        offers = (
            ("lead_unit", [("", _("Chọn đơn vị")), *own] if _number(own) > 1 else own),
            ("partners", unit_choices(tree, today, visible=None, keep=keep)),
            ("trainers", _trainer_choices(Q(pk__in=chosen))),
        )
        for name, choices in offers:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])

    def clean_course(self) -> CourseRelease:
        """The newest release; a class keeps the one it was planned with."""
        course = self.cleaned_data["course"]
        if self.session and self.session.release.course_id == course.pk:
            return self.session.release
        release = newest_release(course)
        assert release  # only released courses are offered
        return release

    def clean_lead_unit(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["lead_unit"])

    def clean_partners(self) -> list[OrgUnit]:
        return list(OrgUnit.objects.filter(uuid__in=self.cleaned_data["partners"]))

    def clean_trainers(self) -> list[Account]:
        return list(Account.objects.filter(pk__in=self.cleaned_data["trainers"]))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("attendance_by") == SHARE and (said.get("attendance_needed") or 0) > 100:
            self.add_error("attendance_needed", _("Tỷ lệ không quá 100 %."))
        return said

    @property
    def plan(self) -> Plan:
        """What was said, for the service."""
        said = self.cleaned_data
        by_share = said["attendance_by"] == SHARE
        until = said["registration_until"]
        return Plan(
            title=said["title"], release=said["course"], lead_unit=said["lead_unit"], capacity=said["capacity"],
            hours=said["hours"], registration=said["registration"],
            attendance_percent=int(said["attendance_needed"]) if by_share else None,
            attendance_hours=None if by_share else said["attendance_needed"],
            registration_ends_at=end_of_day(until) if until else None, note=said["note"].strip(),
            sponsors=clean(said["sponsors"]),
            partners=said["partners"], trainers=said["trainers"], guests=said["guests"],
            costs={source.value: said[f"cost_{source.value}"] for source in CostSource},
        )  # fmt: skip


def _cost_label(source: CostSource) -> Any:
    return format_lazy(_("Kinh phí: {source} (đồng)"), source=source.label)


def _number(groups: list[Any]) -> int:
    return sum(len(members) for _title, members in groups)


def _trainer_choices(chosen: Q) -> list[tuple[str, str]]:
    """Whoever writes questions, and those chosen before; editors of public pages and the press are no trainers."""
    may = Q(groups__permissions__codename="add_question") | chosen
    rows = Account.objects.filter(may, is_active=True).select_related("person").distinct()
    names = [(str(one.pk), one.get_full_name() or one.username) for one in rows]
    return sorted(names, key=lambda pair: pair[1])


def _stored(session: TrainingSession) -> dict[str, Any]:
    by_share = session.attendance_percent is not None
    ends = session.registration_ends_at
    trainers = list(session.trainers.all())
    return {
        "title": session.title, "course": session.release.course.uuid, "lead_unit": str(session.lead_unit.uuid),
        "partners": [str(one.unit.uuid) for one in session.partners.select_related("unit")],
        "capacity": session.capacity, "hours": session.hours, "attendance_by": SHARE if by_share else HOURS,
        "attendance_needed": session.attendance_percent if by_share else session.attendance_hours,
        "registration": session.registration, "note": session.note, "sponsors": session.sponsors,
        "registration_until": local_day(ends - timedelta(seconds=1)) if ends else None,
        "trainers": [str(one.account_id) for one in trainers if one.account_id],
        "guests": [(one.name, one.organisation) for one in trainers if not one.account_id],
        **{f"cost_{line.source}": line.amount for line in session.costs.all()},
    }  # fmt: skip
