"""The assessments' part of a class's evidence folder (settings.CLASS_FOLDER_PARTS)."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import IO

from django.utils.translation import gettext as _

from assessments.class_tests import Line, Result, figures, lines_of, seats_tested, tests_of
from assessments.class_words import gain_said, results_of_class
from assessments.surveys.results import Results
from assessments.surveys.sheet import columns, notes, rows_of
from common.clock import local_day
from common.folder_part import Part
from common.tables import Cell, Column, write_xlsx
from courses.models import TrainingSession


def parts_of_class(session: TrainingSession, at: datetime) -> Iterator[Part]:
    """What people said, with the same blanks as the page, and the results of both tests."""
    day = local_day(at)
    found = results_of_class(session, day)
    if found:
        yield Part("muc-hai-long.xlsx", _("Phiếu hài lòng của lớp"), partial(_said, found, day))
    if tests_of(session):
        yield Part(
            "kiem-tra-dau-cuoi-lop.xlsx", _("Kết quả kiểm tra đầu lớp, cuối lớp"), partial(_tests, session)
        )


def _said(found: Results, day: object, target: IO[bytes]) -> None:
    """Communes and months would only cut a class into groups too small to tell."""
    rows = rows_of(found.total(), [], [], [], found.answers())
    write_xlsx(
        target, columns=columns(), rows=rows, sheet=_("Kết quả"), title=found.survey.title,
        notes=notes(found.survey, day),  # type: ignore[arg-type]
    )  # fmt: skip


def _tests(session: TrainingSession, target: IO[bytes]) -> None:
    lines = lines_of(session, seats_tested(session))
    heads = (_("Họ và tên"), _("Đơn vị"), _("Đầu lớp"), _("Cuối lớp"), _("Tăng"), _("Bài giấy"))
    book = [Column(title, width) for title, width in zip(heads, (28, 34, 12, 12, 12, 12), strict=True)]
    write_xlsx(
        target, columns=book, rows=map(_row, lines), sheet=_("Kiểm tra"), title=session.title,
        notes=[_("Điểm theo thang 10."), gain_said(figures(lines))],
    )  # fmt: skip


def _row(line: Line) -> tuple[Cell, ...]:
    unit = line.seat.unit
    paper = any(one.paper for one in (line.pre, line.post) if one)
    return (
        line.seat.person.full_name, unit.full_name if unit else "", _mark(line.pre), _mark(line.post),
        line.rise, "x" if paper else "",
    )  # fmt: skip


def _mark(result: Result | None) -> float | None:
    return result.mark if result else None
