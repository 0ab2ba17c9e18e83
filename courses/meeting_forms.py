"""The form of one meeting: day, hours, hall; and of an invitation."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.clock import local_day
from common.vietnamese import clean
from courses.models import Activity, Meeting, TrainingSession
from courses.services.training.meetings import Slot
from courses.training_fields import HourField
from people.form_fields import DayField, Suggested, unit_choices
from people.models import OrgUnit
from people.queries.terms import categories_on, roles_on
from people.queries.tree import UnitTree

HALLS_OFFERED = 100


class MeetingForm(forms.Form):
    """`anyway` is only shown once something was in the way."""

    day = DayField(label=_("Ngày"))
    starts = HourField(label=_("Từ"))
    ends = HourField(label=_("Đến"))
    hall = forms.CharField(label=_("Địa điểm"), max_length=200)
    room = forms.CharField(label=_("Phòng (nếu có)"), max_length=100, required=False)
    activity = forms.ModelChoiceField(
        label=_("Bài tương ứng trong khóa học"), queryset=Activity.objects.none(), required=False,
        to_field_name="uuid", empty_label=_("Không gắn với bài nào"),
        help_text=_("Ai vắng buổi này học bù bằng bài đó."),
    )  # fmt: skip
    anyway = forms.BooleanField(label=_("Đã xem, vẫn giữ lịch này"), required=False)

    def __init__(
        self, *args: Any, session: TrainingSession, meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        halls = Meeting.objects.order_by("hall").values_list("hall", flat=True).distinct()
        self.fields["hall"].widget = Suggested(tuple(halls[:HALLS_OFFERED]))
        activities = self.fields["activity"]
        assert isinstance(activities, forms.ModelChoiceField)
        activities.queryset = Activity.objects.filter(release_items__release=session.release_id).order_by(
            "release_items__position"
        )
        self.initial = _stored(meeting) if meeting else _next(session)

    def clean_hall(self) -> str:
        return clean(self.cleaned_data["hall"])

    def clean_room(self) -> str:
        return clean(self.cleaned_data["room"])

    @property
    def slot(self) -> Slot:
        said = self.cleaned_data
        return Slot(
            starts_at=_at(said["day"], said["starts"]), ends_at=_at(said["day"], said["ends"]),
            hall=said["hall"], room=said["room"], activity=said["activity"],
        )  # fmt: skip


class InvitationForm(forms.Form):
    """By rule, or by the pasted list where there is one."""

    unit = forms.ChoiceField(label=_("Đơn vị"), required=False, help_text=_("Cả các đơn vị bên dưới."))
    category = forms.ChoiceField(label=_("Nhóm cán bộ"), required=False)
    role = forms.ChoiceField(label=_("Vai trò trong Chương trình"), required=False)
    listed = forms.CharField(
        label=_("Hoặc dán danh sách"), required=False, max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng một người: mã cán bộ, số điện thoại hoặc họ tên đầy đủ."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, visible: set[int] | None, tree: UnitTree, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offers = (
            ("unit", [("", _("Chọn đơn vị")), *unit_choices(tree, today, visible=visible)]),
            ("category", [("", _("Mọi nhóm")), *categories_on(today)]),
            ("role", [("", _("Không xét vai trò")), *roles_on(today)]),
        )
        for name, choices in offers:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_unit(self) -> OrgUnit | None:
        chosen = self.cleaned_data["unit"]
        return OrgUnit.objects.get(uuid=chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("unit") and not said.get("listed", "").strip():
            raise forms.ValidationError(_("Hãy chọn đơn vị hoặc dán danh sách."))
        return said


def _at(day: date, hour: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _stored(meeting: Meeting) -> dict[str, Any]:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "day": local_day(meeting.starts_at), "starts": starts.time(), "ends": ends.time(), "hall": meeting.hall,
        "room": meeting.room, "activity": meeting.activity.uuid if meeting.activity else None,
    }  # fmt: skip


def _next(session: TrainingSession) -> dict[str, Any]:
    """The next meeting is mostly in the same hall."""
    last = session.meetings.filter(cancelled_at__isnull=True).order_by("-starts_at").first()
    return {"hall": last.hall, "room": last.room} if last else {}
