"""The choices above a figure; they live in the address so that a view can be sent to a colleague."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.cutoffs import parse_moment
from common.errors import DomainError
from common.vietnamese import format_day, format_moment
from people.models.org_unit import Level
from reports.queries.figures import Frame
from reports.queries.pilots import OTHER, PILOT

LEVELS = [choice for choice in Level.choices if choice[0] != Level.HAMLET]

_UNREADABLE = _("Không đọc được ngày “%(day)s”, ghi theo kiểu 14/06/2026: đang xem số liệu mới nhất.")
_TO_COME = _("Ngày %(day)s chưa tới: đang xem số liệu mới nhất.")
_TOO_EARLY = _("Chưa có số liệu của ngày %(day)s: đang xem ngày sớm nhất có số liệu.")
_UNKNOWN_YET = _("Thời điểm %(moment)s chưa tới: đang xem theo những gì đã ghi đến bây giờ.")


class KnownForm(forms.Form):
    """Until when what had been recorded counts: the field above every figure."""

    ghi_den = forms.CharField(
        label=_("Theo những gì đã ghi đến"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"size": 16, "autocomplete": "off", "placeholder": _("bây giờ")}),
    )

    def clean_ghi_den(self) -> datetime | None:
        """A moment; what cannot be read is said above the field, and the figure is that of now."""
        text = self.cleaned_data["ghi_den"]
        try:
            return parse_moment(text) if text else None
        except DomainError as refusal:
            raise forms.ValidationError(_("Ghi theo kiểu 17:00 14/06/2026 hoặc 14/06/2026.")) from refusal

    def cutoff(self, now: datetime) -> datetime | None:
        """Until when we knew; None for now, also when the moment has not come."""
        chosen: datetime | None = self._chosen("ghi_den")
        return chosen if chosen and chosen < now else None

    def _chosen(self, name: str) -> Any:
        """What is readable counts even when another field is not."""
        self.is_valid()
        return self.cleaned_data.get(name)


class DayForm(KnownForm):
    """The day of a figure; what another day had to stand in for is said."""

    first = date(2000, 1, 1)

    den = forms.DateField(
        label=_("Số liệu đến hết"), required=False, widget=forms.DateInput(attrs={"size": 10})
    )

    def as_of(self, today: date) -> date:
        """The chosen day, never after today nor before there was anything to count; today for what is no day."""
        return max(min(self._chosen("den") or today, today), self.first)

    def day_notes(self, now: datetime) -> list[str]:
        """Sentences on what was asked and is not shown: a day or moment to come, one too early, one that is none."""
        today, day, moment = timezone.localdate(now), self._chosen("den"), self._chosen("ghi_den")
        told = {
            _UNREADABLE: "den" in self.errors,
            _TO_COME: day and day > today,
            _TOO_EARLY: day and day < self.first,
            _UNKNOWN_YET: moment and moment > now,
        }
        asked = str(self["den"].value() or "")[:20]
        said = {
            "day": format_day(day) if day else asked,
            "moment": format_moment(moment) if moment else "",
        }
        return [str(sentence) % said for sentence, true in told.items() if true]


class FigureForm(DayForm):
    """Day, map and state of knowledge of a figure; all have sensible defaults."""

    khung = forms.ChoiceField(
        label=_("Tính theo đơn vị"),
        required=False,
        choices=[
            (Frame.NOW.value, _("Hiện nay")),
            (Frame.DAY.value, _("Của ngày chốt")),
            (Frame.THEN.value, _("Lúc học")),
        ],
    )
    cap = forms.ChoiceField(
        label=_("Cấp"),
        required=False,
        choices=[("", _("Tất cả")), *LEVELS],
    )

    thi_diem = forms.ChoiceField(
        label=_("Nhóm xã"),
        required=False,
        choices=[("", _("Tất cả")), (PILOT, _("Xã thí điểm")), (OTHER, _("Các xã khác"))],
    )

    def __init__(self, *args: Any, districts: bool = True, **kwargs: Any) -> None:
        """`districts`: whether the figure's map knows a district level."""
        super().__init__(*args, **kwargs)
        if not districts:
            level = self.fields["cap"]
            assert isinstance(level, forms.ChoiceField)
            known = [choice for choice in LEVELS if choice[0] != Level.DISTRICT]
            level.choices = [("", _("Tất cả")), *known]

    @property
    def tail(self) -> str:
        """The end of an address that opens what stands behind a cell: the same day, map and knowledge."""
        kept = {name: str(self[name].value() or "") for name in ("den", "khung", "ghi_den")}
        return urlencode({name: value for name, value in kept.items() if value})

    def frame(self) -> Frame:
        """The chosen map."""
        chosen = self._chosen("khung")
        return Frame(chosen) if chosen else Frame.NOW

    def level(self) -> str:
        """The chosen level; empty for all."""
        return self._chosen("cap") or ""

    def group(self) -> str:
        """Pilot communes, the others, or (empty) everybody."""
        return self._chosen("thi_diem") or ""
