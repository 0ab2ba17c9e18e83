"""The sheets of a dossier: people with what they completed, classes, a survey's results."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.surveys import sheet as survey_sheet
from assessments.surveys.results import results_of
from common.clock import local_day
from common.tables import Cell, Column, xlsx_chunks
from courses.models import EnrolmentProgress, Seat, TrainingSession
from courses.models.session import SessionState
from courses.queries.training.trained import trained_by
from reports.services.exporting.cadres import CADRES, rows_of
from reports.services.exporting.dossier.contents import Dossier

PEOPLE_COLUMNS = ("nam-sinh", "gioi", "chuc-vu", "don-vi", "ma")


def people_columns() -> list[Column]:
    picked = [Column(str(CADRES[key].title), CADRES[key].width) for key in PEOPLE_COLUMNS]
    return [Column(_("STT"), 6), Column(_("Họ và tên"), 26), *picked, Column(_("Khóa đã hoàn thành"), 70)]


def people_rows(dossier: Dossier) -> Iterator[list[Cell]]:
    keys = list(dossier.people.order_by("sort_key", "pk").values_list("pk", flat=True))
    done: dict[int, list[str]] = {}
    rows = EnrolmentProgress.objects.filter(
        enrolment__learner__in=dossier.people.order_by().values("pk"), completed_at__isnull=False
    ).order_by("completed_at")
    for person, title, at in rows.values_list(
        "enrolment__learner_id", "enrolment__course__title", "completed_at"
    ):
        done.setdefault(person, []).append(f"{title} ({local_day(at):%d/%m/%Y})")  # type: ignore[arg-type]
    picked = [CADRES[key] for key in PEOPLE_COLUMNS]
    for key, row in zip(keys, rows_of(dossier.desk, keys, picked), strict=True):
        yield [*row, "; ".join(done.get(key, []))]


def class_columns() -> list[Column]:
    titles = (
        (_("STT"), 6), (_("Lớp"), 50), (_("Đơn vị tổ chức"), 34), (_("Từ ngày"), 12), (_("Đến ngày"), 12),
        (_("Số tiết"), 9), (_("Số chỗ có người của đơn vị"), 14), (_("Người của đơn vị được ghi nhận cả khóa"), 16),
    )  # fmt: skip
    return [Column(title, width) for title, width in titles]


def class_rows(dossier: Dossier) -> Iterator[list[Cell]]:
    """Those the units led, those in which their people sat, and those of the years before."""
    own = set(dossier.people.order_by().values_list("pk", flat=True))
    seats = Seat.objects.filter(person__in=dossier.people.order_by().values("pk"))
    mine = Q(pk__in=[one.pk for one in dossier.led]) | Q(seats__in=seats, state=SessionState.CLOSED)
    rows = (
        TrainingSession.objects.filter(mine)
        .distinct()
        .select_related("lead_unit")
        .prefetch_related("meetings", "seats")
    )
    found = list(rows.order_by("closed_at", "pk"))
    trained = trained_by([one.pk for one in found])
    for number, one in enumerate(found, start=1):
        days = sorted(
            local_day(meeting.starts_at) for meeting in one.meetings.all() if not meeting.cancelled_at
        )
        sat = sum(seat.person_id in own for seat in one.seats.all())
        first, last = _ends(days)
        yield [
            number,
            one.title,
            one.lead_unit.full_name,
            first,
            last,
            one.hours,
            sat,
            len(trained.get(one.pk, set()) & own),
        ]
    for number, past in enumerate(dossier.past, start=len(found) + 1):
        yield [
            number,
            past.title,
            past.lead_unit.full_name,
            past.starts_on,
            past.ends_on,
            past.hours,
            None,
            None,
        ]


def _ends(days: list[date]) -> tuple[date | None, date | None]:
    return (days[0], days[-1]) if days else (None, None)


def survey_sheet_of(survey: Any, dossier: Dossier) -> Iterator[bytes]:
    """Exactly what the page of the survey tells, with the same blanks for few answers."""
    today = dossier.desk.today
    found = results_of(survey, today)
    rows = survey_sheet.rows_of(
        found.total(), found.units(), found.by_course(), found.months(), found.answers()
    )
    return xlsx_chunks(
        columns=survey_sheet.columns(), rows=rows, sheet=_("Kết quả"), title=survey.title,
        notes=survey_sheet.notes(survey, today),
    )  # fmt: skip
