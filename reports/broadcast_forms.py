"""Forms of the loudspeakers: a slot, what sounded, and the share of houses within earshot."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Activity
from people.form_fields import DayField
from people.models import OrgUnit
from people.queries.tree import Unit
from reports.models import Measure

DAYS = [
    ("0", _("Thứ Hai")), ("1", _("Thứ Ba")), ("2", _("Thứ Tư")), ("3", _("Thứ Năm")), ("4", _("Thứ Sáu")),
    ("5", _("Thứ Bảy")), ("6", _("Chủ nhật")),
]  # fmt: skip


class HourField(forms.TimeField):
    """05:30, as the station's clock says it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        words = {"invalid": _("Ghi giờ theo kiểu 05:30."), "required": _("Hãy ghi giờ phát.")}
        super().__init__(input_formats=["%H:%M", "%H:%M:%S"], widget=widget, error_messages=words, **kwargs)


class _Choosing(forms.Form):
    """A tutorial and places of one commune."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    activity = forms.ChoiceField(label=_("Bài phát"))
    places = forms.MultipleChoiceField(
        label=_("Cụm loa"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn nơi phát.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, places: Iterable[Unit], activities: Iterable[Activity], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._activities = {str(one.uuid): one for one in activities}
        titles = [(key, one.title) for key, one in self._activities.items()]
        self.fields["activity"].choices = [("", _("Chọn bài")), *titles]  # type: ignore[attr-defined]
        self.fields["places"].choices = [(str(one.uuid), one.full_name) for one in places]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Activity, list[OrgUnit]]:
        """What was ticked, for the service."""
        places = OrgUnit.objects.filter(uuid__in=self.cleaned_data["places"])
        return self._activities[self.cleaned_data["activity"]], list(places.order_by("sort_key", "pk"))


class SlotForm(_Choosing):
    """A tutorial on some days of the week at one hour."""

    days = forms.MultipleChoiceField(
        label=_("Ngày trong tuần"), choices=DAYS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một ngày.")},
    )  # fmt: skip
    hour = HourField(label=_("Giờ phát"), initial="05:30")
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)
    field_order = ["activity", "days", "hour", "places", "note"]

    def days_from(self, monday: date) -> list[date]:
        """The ticked days of the week that begins with `monday`."""
        return [monday + timedelta(days=int(one)) for one in sorted(self.cleaned_data["days"])]


class AiredForm(_Choosing):
    """What sounded; also for last month's paper notebook."""

    aired_on = DayField(label=_("Ngày đã phát"), help_text=_("Ghi ngày theo kiểu 18/8/2026."))
    aired_at = HourField(label=_("Giờ phát"))
    announcer = forms.CharField(label=_("Người phát"), max_length=120)
    field_order = ["activity", "aired_on", "aired_at", "places", "announcer"]


class EarshotForm(forms.Form):
    """Numbers on which the estimate of reach rests, each with its day and source."""

    unit = forms.ChoiceField(label=_("Của"))
    measure = forms.ChoiceField(
        label=_("Số liệu"),
        choices=[(one.value, one.label) for one in (Measure.HEARS, Measure.HOUSEHOLDS, Measure.RESIDENTS)],
    )
    value = forms.DecimalField(
        label=_("Là"), min_value=Decimal(0), max_value=Decimal(9_999_999), decimal_places=2, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 10}),
    )  # fmt: skip
    on = DayField(label=_("Tính đến ngày"))
    source = forms.CharField(
        label=_("Nguồn"), max_length=300, help_text=_("Ví dụ: đài truyền thanh xã đếm cụm loa tháng 9/2026.")
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(str(one.uuid), one.full_name) for one in units]  # type: ignore[attr-defined]
