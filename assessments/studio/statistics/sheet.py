"""The table of a test's questions as .xlsx."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.models import QuestionFigures, Quiz, QuizCount, Which
from assessments.studio.statistics.reading import Summary
from assessments.studio.statistics.table import question_line
from common.tables import Cell, Column, xlsx_chunks
from common.vietnamese import format_moment, format_number


def chunks(
    quiz: Quiz, rows: QuerySet[QuestionFigures], summary: Summary | None, which: str
) -> Iterator[bytes]:
    """The file in pieces."""
    return xlsx_chunks(
        columns=_columns(), rows=_lines(rows.iterator(chunk_size=200)), sheet=_("Thống kê"),
        title=_("Thống kê câu hỏi: %(quiz)s") % {"quiz": quiz.activity.title}, notes=_notes(quiz, summary, which),
    )  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(_("Câu hỏi"), 70), Column(_("Bản"), 6), Column(_("Loại"), 18), Column(_("Lượt trả lời")),
        Column(_("Điểm đạt (%)")), Column(_("Độ phân biệt")), Column(_("Nhóm cao trừ nhóm thấp (27 %)")),
        Column(_("Thời gian (giây, trung vị)")), Column(_("Cần xem lại"), 90),
    ]  # fmt: skip


def _lines(rows: Iterable[QuestionFigures]) -> Iterator[list[Cell]]:
    for row in rows:
        line = question_line(row)
        yield [
            line["text"], row.version.number, row.version.question.get_kind_display(), row.n,
            _rounded(line["facility"], 1), _rounded(row.discrimination, 2), _rounded(row.upper_lower, 2),
            _rounded(row.seconds, 0), " ".join(line["flags"]),
        ]  # fmt: skip


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _notes(quiz: Quiz, summary: Summary | None, which: str) -> list[str]:
    count: QuizCount | None = getattr(quiz, "count", None)
    if summary is None or count is None:
        return [_("Chưa có lượt làm nào được đếm.")]
    told = [
        _("Tính đến %(moment)s, %(n)s lượt (%(which)s).")
        % {"moment": format_moment(count.counted_to), "n": summary.n, "which": Which(which).label}
    ]
    if summary.reliability is not None:
        value = format_number(summary.reliability, 2)
        told.append(_("Độ tin cậy %(value)s (%(method)s).") % {"value": value, "method": summary.method_name})
    return told
