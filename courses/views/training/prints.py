"""The papers of a class as PDF: invitation list, attendance sheet, badges; the log says who took them."""

import tempfile
from typing import IO, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import clock
from common.errors import Conflict, DomainError, Forbidden
from courses.models import Seat, TrainingSession
from courses.queries.training.papers import Line, lines_of
from courses.queries.training.viewing import Viewer
from courses.views.training.shared import class_page
from people import scope
from people.rights import Right
from people.services import audit

BADGES_A_FILE = 500  # some seconds; the parts of a larger class are linked one by one
KINDS = {"danh-sach-moi": "invitation", "diem-danh": "attendance", "the": "badges"}


@class_page
@require_safe
def training_print(request: HttpRequest, viewer: Viewer, uuid: UUID, kind: str) -> FileResponse:
    """`?phan=2`: the second part of what does not go onto one sheet or into one file."""
    if not viewer.teaches_something:
        scope.require(viewer.account, Right.EXPORT)
    session = viewer.session(uuid)
    if not (viewer.runs(session) or viewer.teaches(session)):
        raise Forbidden(_("Bản in của lớp do đơn vị chủ trì hoặc giảng viên của lớp lấy."))
    if kind not in KINDS:
        raise DomainError(_("Không có bản in này."), status=404)
    lines = list(lines_of(viewer.seats(session), viewer.day))
    audit.exported(
        "class_printed", by=viewer.account, at=clock.now(), unit=session.lead_unit, count=len(lines),
        **{"class": session.code, "printed": kind},
    )  # fmt: skip
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    _draw(file, kind, viewer, session, lines, _part(request))
    file.seek(0)
    return FileResponse(file, filename=f"{session.code}-{kind}.pdf", content_type="application/pdf")


def parts_of(session: TrainingSession, seats: QuerySet[Seat]) -> dict[str, range]:
    """Which parts attendance sheets and badges have."""
    from courses.rendering.sheets import MEETINGS_A_SHEET

    meetings = session.meetings.filter(cancelled_at__isnull=True).count()
    return {
        "sheets": range(1, _parts(meetings, MEETINGS_A_SHEET) + 1),
        "badges": range(1, _parts(seats.count(), BADGES_A_FILE) + 1),
    }


def _draw(
    file: IO[bytes], kind: str, viewer: Viewer, session: TrainingSession, lines: list[Line], part: int
) -> None:
    from common.pdf_book import draw_book  # reportlab, only where something is printed
    from courses.rendering.sheets import MEETINGS_A_SHEET, attendance_book, invitation_book

    meetings = list(session.meetings.filter(cancelled_at__isnull=True))
    if kind == "the":
        _draw_badges(file, session, _cut(lines, part, BADGES_A_FILE))
    elif kind == "diem-danh":
        shown = _cut(meetings, part, MEETINGS_A_SHEET)
        if not shown:
            raise Conflict(_("Lớp chưa có buổi học nào để điểm danh."))
        draw_book(file, *attendance_book(session, shown, lines, viewer.day))
    else:
        draw_book(file, *invitation_book(session, meetings, lines, viewer.day))


def _draw_badges(file: IO[bytes], session: TrainingSession, lines: list[Line]) -> None:
    from courses.class_keys import token_key
    from courses.rendering.badges import draw_badges

    draw_badges(file, title=session.title, office=session.lead_unit.full_name, lines=lines, key=token_key())


def _part(request: HttpRequest) -> int:
    text = request.GET.get("phan", "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 1000 else 1


def _parts(number: int, size: int) -> int:
    return max(1, -(-number // size))


def _cut(rows: list[Any], part: int, size: int) -> list[Any]:
    return rows[(part - 1) * size : part * size]
