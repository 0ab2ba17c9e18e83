"""A figure as it was known at a moment: chosen on the page, said in words, carried into every cell and file."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from common.clock import now
from common.vietnamese import format_moment
from courses.models import Enrolment
from courses.models.record import EventKind, EventSource
from courses.services.record import append_event
from people.models import Account
from reports.forms import FigureForm
from reports.models import ExportFile, Target

pytestmark = pytest.mark.django_db
DESK, TARGET = "/nhan-su/", "/nhan-su/chi-tieu/cbql-100/"


@pytest.fixture
def before_the_register(client: Client, officer: Account, desk_target: Target) -> datetime:
    """A paper register that arrives now says what was learnt forty days ago; the moment before it arrived."""
    enrolment = Enrolment.objects.get(learner__full_name__contains="Ánh")
    item = enrolment.release.items.get()
    moment = now()
    append_event(
        enrolment=enrolment, kind=EventKind.ACTIVITY_COMPLETED, activity=item.activity, source=EventSource.PAPER,
        occurred_at=moment - timedelta(days=40), recorded_at=moment, backfilled=True,
        evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip
    client.force_login(officer)
    return moment - timedelta(hours=1)


def page(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("address", [DESK, TARGET])
@pytest.mark.parametrize("frame", ["now", "day", "then"])
def test_a_late_register_is_in_the_figure_of_now_and_not_in_that_of_before(
    client: Client, before_the_register: datetime, address: str, frame: str
) -> None:
    known = {"khung": frame, "ghi_den": format_moment(before_the_register)}
    assert page(client, address, khung=frame).context["total"].numerator == 1
    assert page(client, address, **known).context["total"].numerator == 0


def test_the_page_says_in_words_what_was_known(client: Client, before_the_register: datetime) -> None:
    told = format_moment(before_the_register)
    text = page(client, TARGET, ghi_den=told, khung="then").content.decode()
    assert f"theo những gì đã ghi đến {told}, theo đơn vị lúc học" in text
    assert "đã ghi đến 1" not in page(client, TARGET).content.decode().replace(told, "")


def test_every_cell_opens_the_list_of_the_same_knowledge(
    client: Client, before_the_register: datetime
) -> None:
    told = format_moment(before_the_register)
    shown = page(client, TARGET, ghi_den=told)
    tail = shown.context["form"].tail
    assert "ghi_den=" in tail
    assert tail.replace("&", "&amp;") in shown.content.decode()
    people = client.get(f"{TARGET}danh-sach/?loai=con-thieu&{tail}")
    assert people.context["page"].paginator.count == 2


def test_the_file_rests_on_the_same_knowledge_and_says_so(
    client: Client, before_the_register: datetime
) -> None:
    told = format_moment(before_the_register)
    asked = {"loai": "nguoi", "dang": "csv", "nguon": "cbql-100", "loc": f"loai=con-thieu&ghi_den={told}"}
    answer = client.post("/nhan-su/tep-da-xuat/moi/", asked, follow=True)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert len(rows) == 3
    assert ExportFile.objects.get().asked["cutoff"]
    book = client.post("/nhan-su/tep-da-xuat/moi/", asked | {"dang": "xlsx"}, follow=True)
    content = b"".join(book.streaming_content)  # type: ignore[attr-defined]
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert any(f"đã ghi đến {told}" in str(cell) for row in cells for cell in row)


def test_the_workbook_of_a_target_names_the_moment(client: Client, before_the_register: datetime) -> None:
    told = format_moment(before_the_register)
    content = page(client, f"{TARGET}xuat/", ghi_den=told).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert ["Ghi nhận đến", told] in [row[:2] for row in rows]


def test_the_curve_of_before_is_not_taken_from_the_memory_of_now(
    client: Client, before_the_register: datetime
) -> None:
    told = format_moment(before_the_register)
    shares = []
    for known in ({}, {"ghi_den": told}):
        curve = page(client, DESK, khung="then", **known).context["curve"]
        shares.append([row["percent"] for row in curve.rows[-2:]])
    assert shares == [[50, 50], [0, 0]]


def test_nobody_is_reminded_by_what_was_known_some_time_ago(
    client: Client, before_the_register: datetime
) -> None:
    told = format_moment(before_the_register)
    for address in (DESK, TARGET, f"{TARGET}danh-sach/"):
        assert 'value="nhac"' in page(client, address).content.decode()
        assert 'value="nhac"' not in page(client, address, ghi_den=told).content.decode()


@pytest.mark.parametrize("text", ["lạ", "25:00 01/01/2026", "0001-01-01", "9999-12-31", "x" * 500])
def test_what_is_no_moment_shows_the_figure_of_now_and_says_how_to_write_it(
    client: Client, before_the_register: datetime, text: str
) -> None:
    for address in (DESK, TARGET, f"{TARGET}danh-sach/", f"{TARGET}xuat/"):
        assert client.get(address, {"ghi_den": text}).status_code == 200
    shown = page(client, TARGET, ghi_den=text)
    assert shown.context["total"].numerator == 1
    assert shown.context["cutoff"] is None
    assert shown.context["form"].errors["ghi_den"]


def test_a_moment_that_has_not_come_is_now() -> None:
    moment = now()
    form = FigureForm({"ghi_den": format_moment(moment + timedelta(days=1))})
    assert form.cutoff(moment) is None


def test_a_bare_day_is_known_until_its_end() -> None:
    cutoff = FigureForm({"ghi_den": "14/06/2025"}).cutoff(now())
    assert cutoff
    assert format_moment(cutoff) == "23:59 14/06/2025"
