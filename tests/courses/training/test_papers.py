"""What is printed of a class: by unit and given name, under the office's head, with a QR code that we know again."""

import re
from io import BytesIO
from uuid import uuid4

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from common.pdf_fonts import SCREEN_BOLD, width
from courses.class_keys import token_key
from courses.class_tokens import badge_token, seat_of_badge
from courses.models import Seat, TrainingSession
from courses.models.seat import SeatState
from courses.queries.training.papers import Line
from courses.rendering.badges import HEIGHT, LEFT, MM, TOP, WIDTH, draw_badges, whole_name
from people.models import Account, AuditEntry, OrgUnit
from tests.factories import OrgUnitFactory, PostingFactory
from tests.factories.training import SeatFactory, TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(province: OrgUnit) -> TrainingSession:
    made: TrainingSession = TrainingFactory(
        lead_unit=province, title="Tập huấn chuyển đổi số", note="Mang điện thoại."
    )
    first = OrgUnitFactory(full_name="Xã An Phước", sort_key="1")
    last = OrgUnitFactory(full_name="Xã Xuân Định", sort_key="2")
    for name, unit in (("Trần Văn Út", last), ("Lê Thị Ánh", last), ("Đỗ Thị Yến", first)):
        person = PostingFactory(unit=unit, person__full_name=name, position="Chủ tịch Hội").person
        SeatFactory(session=made, person=person, unit=unit)
    SeatFactory(
        session=made, state=SeatState.WAITING, waiting_since=made.created_at, person__full_name="Ngô Chờ Chỗ"
    )
    return made


def printed(clerk: Account, session: TrainingSession, kind: str) -> PdfReader:
    client = Client()
    client.force_login(clerk)
    answer = client.get(reverse("training_print", args=[session.uuid, kind]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def words(book: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in book.pages))


def test_the_invitation_list_goes_by_unit_and_given_name_without_those_who_wait(
    clerk: Account, session: TrainingSession
) -> None:
    text = words(printed(clerk, session, "danh-sach-moi"))
    assert "ỦY BAN NHÂN DÂN" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    places = [text.index(part) for part in ("Xã An Phước", "Yến", "Xã Xuân Định", "Ánh", "Út")]
    assert places == sorted(places)
    assert "8:00 – 11:00 ngày 10/12/2026" in text
    assert "Mang điện thoại." in text
    assert "Danh sách có 3 người." in text
    assert "Chờ Chỗ" not in text


def test_the_attendance_sheet_has_a_column_to_sign_for_each_meeting(
    clerk: Account, session: TrainingSession
) -> None:
    book = printed(clerk, session, "diem-danh")
    text = words(book)
    assert "DANH SÁCH ĐIỂM DANH" in text
    assert "10/12/2026" in text
    assert "11/12/2026" in text
    width, height = book.pages[0].mediabox[2:]
    assert width > height
    assert AuditEntry.objects.filter(action="class_printed", count=3).exists()


def test_badges_carry_names_and_our_own_code(clerk: Account, session: TrainingSession) -> None:
    text = words(printed(clerk, session, "the"))
    for seat in session.seats.filter(state=SeatState.CONFIRMED).select_related("person"):
        assert seat.person.full_name in text
        assert seat_of_badge(badge_token(seat.uuid, key=token_key()), key=token_key()) == seat.uuid
    Seat.objects.all().update(state=SeatState.CANCELLED, waiting_since=None)
    assert len(printed(clerk, session, "the").pages) == 1


def test_what_there_is_not_is_not_printed(clerk: Account, province: OrgUnit) -> None:
    empty = TrainingFactory(lead_unit=province, meetings=0)
    client = Client()
    client.force_login(clerk)
    assert client.get(reverse("training_print", args=[empty.uuid, "diem-danh"])).status_code == 409
    assert client.get(reverse("training_print", args=[empty.uuid, "huy-hieu"])).status_code == 404


def test_a_page_that_begins_within_a_unit_names_it_again(clerk: Account, session: TrainingSession) -> None:
    unit = OrgUnitFactory(full_name="Xã Đông", sort_key="3")
    for number in range(60):
        person = PostingFactory(unit=unit, person__full_name=f"Lê Văn {number:02d}").person
        SeatFactory(session=session, person=person, unit=unit)
    _first, *later = printed(clerk, session, "danh-sach-moi").pages
    assert later
    for page in later:
        text = page.extract_text()
        assert "Xã Đông (tiếp theo)" in text or "Lê Văn" not in text
        assert "Họ và tên" in text or "Lê Văn" not in text


@pytest.mark.parametrize(
    "name",
    [
        "Lê An", "Nguyễn Hoàng Phương Thảo Nguyên Ngọc", "H'Nguyên Niê Kdăm Mlô Duôn Du",
        "Nguyễn Hoàng Phương Thảo Nguyên Ngọc Bảo Trân Châu",
        "Công Tằng Tôn Nữ Thị Huyền Trân Ngọc Diễm Phương Uyên Quỳnh Như Mai",
        "Nguyenhoangphuongthaonguyenngocbaotranchau", "Hoàng " * 33,
    ],
)  # fmt: skip
def test_no_name_on_a_badge_is_cut_or_runs_over_the_code(name: str) -> None:
    room = 52 * MM
    size, lines = whole_name(name.strip(), room)
    assert "".join("".join(lines).split()) == "".join(name.split())
    assert all(width(line, SCREEN_BOLD, size) <= room for line in lines)
    assert size >= 6.5


def test_a_badge_full_of_words_keeps_all_of_them_within_its_edges() -> None:
    long = "Ủy ban Mặt trận Tổ quốc Việt Nam xã Xuân Định, huyện Xuân Lộc, tỉnh Đồng Nai"
    line = Line(
        uuid4(),
        "Công Tằng Tôn Nữ Thị Huyền Trân Ngọc Diễm Phương Uyên Quỳnh Như Mai",
        "CB0012345",
        long,
        long,
    )
    target = BytesIO()
    draw_badges(target, title="Lớp chuyển đổi số", office="Sở", lines=[line], key=b"k" * 32)
    page = pypdfium2.PdfDocument(target.getvalue())[0].get_textpage()
    card = page.get_text_bounded(
        left=LEFT, top=TOP, right=LEFT + WIDTH - 33 * MM, bottom=TOP - HEIGHT + 4 * MM
    )
    assert "Như Mai" in " ".join(card.split())
    assert "CB0012345" in card
