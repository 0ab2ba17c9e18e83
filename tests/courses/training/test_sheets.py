"""The signed sheet, typed: looked at row by row, written once, with a sentence for every row that is not."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common import clock
from common.errors import Conflict, DomainError
from common.tables import Column, write_xlsx
from courses.models import Attendance, AttendanceSheet, Seat, TrainingSession
from courses.queries.training.papers import lines_of
from courses.services.training.closing import close_session
from courses.services.training.sheets import apply_sheet, keep_sheet, look_at, write_blank
from courses.services.training.ticking import Tick, tick
from people.models import Account, AuditEntry
from tests.courses.training.cast import AFTERWARDS, client_of, running, seated, states
from tests.factories import PersonFactory
from tests.factories.training import SessionTrainerFactory

pytestmark = pytest.mark.django_db
HEADINGS = ("TT", "Họ và tên", "Mã cán bộ", "Ngày sinh", "Điện thoại", "Đơn vị", "Buổi 1", "Buổi 2")


def filled(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    target = io.BytesIO()
    write_xlsx(
        target, columns=[Column(one) for one in headings], title="BẢNG ĐIỂM DANH",
        rows=[(number, *row) for number, row in enumerate(rows, start=1)],
    )  # fmt: skip
    return target.getvalue()


def row_of(seat: Seat, *boxes: str) -> tuple[Any, ...]:
    return (seat.person.full_name, seat.person.staff_code, "", "", "", *boxes)


def kept(session: TrainingSession, data: bytes, by: Account, **more: Any) -> AttendanceSheet:
    return keep_sheet(session=session, name="bang.xlsx", table=data, at=AFTERWARDS, by=by, **more)


def test_a_sheet_is_written_once_and_says_that_it_was_paper(clerk: Account) -> None:
    session = running()
    one, two = seated(session, 2)
    sheet = kept(session, filled(row_of(one, "x", "M"), row_of(two, "", "P")), clerk)
    assert not Attendance.objects.exists()
    apply_sheet(sheet=sheet, guests=False, at=AFTERWARDS, by=clerk)
    assert states(session) == ["present", "late", "absent", "excused"]
    assert set(Attendance.objects.values_list("how", "sheet")) == {("sheet", sheet.pk)}
    with pytest.raises(Conflict, match="đã ghi rồi"):
        apply_sheet(sheet=sheet, guests=False, at=AFTERWARDS, by=clerk)


def test_rows_that_cannot_be_written_have_a_sentence_each(clerk: Account) -> None:
    session = running()
    one, two = seated(session, 2)
    stranger = PersonFactory(full_name="Đỗ Thị Lạ")
    sheet = kept(
        session,
        filled(
            row_of(one, "x", "x"), row_of(one, "x", "x"), row_of(two, "???", "x"),
            ("Người Không Có", "", "", "0912345678", "", "x", "x"), ("Ai Đó", one.person.staff_code, "", "", "", "x", "x"),
            ("Đỗ Thị Lạ", stranger.staff_code, "", "", "", "x", ""), ("Mã Sai", "CB999999", "", "", "", "x", "x"),
        ),
        clerk,
    )  # fmt: skip
    reading = look_at(sheet)
    assert [row.name for row in reading.good] == [one.person.full_name]
    assert [row.name for row in reading.guests] == ["Đỗ Thị Lạ"]
    said = " ".join(row.problem for row in reading.bad)
    for sentence in (
        "đã có ở dòng trên",
        "ký hiệu “???”",
        "Không có người này",
        "không phải của người tên này",
        "CB999999",
    ):
        assert sentence in said
    apply_sheet(sheet=sheet, guests=True, at=AFTERWARDS, by=clerk)
    assert session.seats.get(person=stranger).origin == "walk_in"


def test_an_empty_box_does_not_unsay_a_scan_but_a_word_does(clerk: Account) -> None:
    session = running()
    one, two = seated(session, 2)
    first = session.meetings.order_by("starts_at")[0]
    ticks = {seat.uuid: Tick("", "present") for seat in (one, two)}
    tick(meeting=first, ticks=ticks, at=first.ends_at, by=clerk)
    sheet = kept(session, filled(row_of(one, "", "x"), row_of(two, "Vắng", "x")), clerk)
    apply_sheet(sheet=sheet, guests=False, at=AFTERWARDS, by=clerk)
    assert states(session) == ["present", "present", "absent", "present"]


def test_a_meeting_of_which_nothing_is_said_is_left_alone(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    sheet = kept(session, filled(row_of(seat, "x", "")), clerk)
    apply_sheet(sheet=sheet, guests=False, at=AFTERWARDS, by=clerk)
    assert states(session) == ["present"]


def test_people_are_found_by_the_rosters_rules(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    seat.person.phone = "0912345678"
    seat.person.save()
    sheet = kept(session, filled((seat.person.full_name.upper(), "", "", "912345678", "", "x", "x")), clerk)
    assert [row.seat for row in look_at(sheet).good] == [seat]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.7", "PDF"),
        (filled(("Lê Văn An", "CB1", "", "0912345678", "", "", "")), "còn trống"),
        (filled(("Lê Văn A", "B"), headings=("TT", "Họ và tên", "Đơn vị")), "tiêu đề"),
        (filled(("A", "", "", "", "", "x"), headings=(*HEADINGS[:6], "Buổi 7")), "nhiều buổi hơn"),
    ],
)
def test_a_file_that_is_no_sheet_of_the_class_is_refused(clerk: Account, data: bytes, sentence: str) -> None:
    session = running()
    seated(session)
    with pytest.raises(DomainError, match=sentence):
        kept(session, data, clerk)
    assert not AttendanceSheet.objects.exists()


def test_the_template_comes_back_as_it_was_sent(clerk: Account) -> None:
    session = running()
    seated(session, 3)
    target = io.BytesIO()
    write_blank(target, session, list(lines_of(session.seats.all(), clock.today())))
    with pytest.raises(DomainError, match="còn trống"):
        kept(session, target.getvalue(), clerk)


def test_after_the_end_a_sheet_is_a_correction_with_its_reason(clerk: Account) -> None:
    session = running()
    one, two = seated(session, 2)
    for meeting in session.meetings.all():
        tick(meeting=meeting, ticks={one.uuid: Tick("", "present")}, at=meeting.ends_at, by=clerk)
    close_session(session=session, at=AFTERWARDS, by=clerk)
    sheet = kept(session, filled(row_of(two, "x", "x")), clerk)
    with pytest.raises(DomainError, match="lý do"):
        apply_sheet(sheet=sheet, guests=False, at=AFTERWARDS, by=clerk)
    late = AFTERWARDS + timedelta(days=20)
    apply_sheet(sheet=sheet, guests=False, reason="Bảng giấy về sau", at=late, by=clerk)
    event = two.person.enrolments.get().events.get(kind="session_attended")
    assert (event.evidence["how"], event.backfilled, event.evidence["sheet"]) == (
        "sheet",
        True,
        str(sheet.uuid),
    )


def test_the_trainer_uploads_looks_and_writes_and_the_signed_paper_stays_private() -> None:
    session = running()
    (seat,) = seated(session)
    trainer = SessionTrainerFactory(session=session).account
    phone = client_of(trainer)
    files = {
        "table": SimpleUploadedFile("bang.xlsx", filled(row_of(seat, "x", "x"))),
        "scan": SimpleUploadedFile("ky.pdf", b"%PDF-1.7 ..."),
    }
    answer = phone.post(reverse("attendance_sheet", args=[session.uuid]), files, follow=True)
    sheet = AttendanceSheet.objects.get()
    assert "1 dòng ghi được" in answer.content.decode()
    scan = reverse("attendance_sheet_scan", args=[session.uuid, sheet.uuid])
    assert b"".join(phone.get(scan).streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    other = client_of(SessionTrainerFactory(session=running()).account)
    assert other.get(scan).status_code == 404
    phone.post(reverse("attendance_sheet_look", args=[session.uuid, sheet.uuid]))
    assert states(session) == ["present", "present"]
    assert AuditEntry.objects.filter(action="class_sheet_written").exists()
    assert phone.get(reverse("attendance_blank", args=[session.uuid])).content[:2] == b"PK"


def test_a_picture_that_is_something_else_is_refused(clerk: Account) -> None:
    session = running()
    (seat,) = seated(session)
    with pytest.raises(DomainError, match="PDF, JPG hoặc PNG"):
        kept(session, filled(row_of(seat, "x", "x")), clerk, scan=b"MZ\x90")
