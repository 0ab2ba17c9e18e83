"""What comes next, for somebody who looks after units: reports due, targets due, meetings of classes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from common.clock import local_day
from courses.models import Meeting
from courses.models.session import PLANNED, SessionState
from courses.queries.training.viewing import Viewer
from reports.models import ReportCycle, Target

MEETINGS = 4


@dataclass(frozen=True, order=True)
class Ahead:
    """A day, what happens on it, and where it is shown."""

    day: date
    what: str
    href: str


def ahead(viewer: Viewer, targets: list[Target], at: datetime) -> list[Ahead]:
    """In order of day; two queries beside those of the scope."""
    today = viewer.day
    found = [*_reports(today), *_meetings(viewer, at)]
    for target in targets:
        if target.due_on >= today:
            href = reverse("target_detail", args=[target.code])
            found.append(
                Ahead(target.due_on, _("Hạn của chỉ tiêu: %(title)s") % {"title": target.title}, href)
            )
    return sorted(set(found))


def _reports(today: date) -> list[Ahead]:
    found = []
    for cycle in ReportCycle.objects.filter(freeze_on__gte=today):
        href, told = reverse("report_cycle", args=[cycle.code]), {"period": cycle.period}
        days = (
            (cycle.opens_on, _("Mở báo cáo %(period)s") % told),
            (cycle.due_on, _("Đơn vị nộp báo cáo %(period)s, hạn cuối") % told),
            (cycle.freeze_on, _("Chốt số liệu báo cáo %(period)s") % told),
        )
        found += [Ahead(day, what, href) for day, what in days if day >= today]
    return found


def _meetings(viewer: Viewer, at: datetime) -> list[Ahead]:
    seen = viewer.sessions().filter(state__in=PLANNED - {SessionState.DRAFT})
    rows = Meeting.objects.filter(session__in=seen, starts_at__gte=at, cancelled_at__isnull=True)
    return [
        Ahead(
            local_day(meeting.starts_at), _("Lớp: %(title)s") % {"title": meeting.session.title},
            reverse("training_detail", args=[meeting.session.uuid]),
        )
        for meeting in rows.select_related("session").order_by("starts_at")[:MEETINGS]
    ]  # fmt: skip
