"""A day that no figure can be of is answered with the nearest one, and the page says so."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from common import clock
from common.vietnamese import format_day, format_moment
from people.models import Account
from reports.models import Target

pytestmark = pytest.mark.django_db
TARGET = "/nhan-su/chi-tieu/cbql-100/"
OF_FIGURES = ["/nhan-su/", TARGET, f"{TARGET}danh-sach/", "/nhan-su/mot-trang/", "/nhan-su/chi-tieu/"]
TO_COME = "31/12/2099"
SAYS = [
    ("32/13/2025", "Không đọc được ngày “32/13/2025”"),
    (TO_COME, f"Ngày {TO_COME} chưa tới: đang xem số liệu mới nhất."),
    ("31/12/1999", "Chưa có số liệu của ngày 31/12/1999: đang xem ngày sớm nhất có số liệu."),
]


def said(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


@pytest.fixture
def desk(client: Client, officer: Account, desk_target: Target) -> Any:
    client.force_login(officer)
    return client


@pytest.mark.parametrize("address", OF_FIGURES)
@pytest.mark.parametrize(("day", "sentence"), SAYS)
def test_every_page_of_figures_says_it_once(desk: Client, address: str, day: str, sentence: str) -> None:
    assert said(desk, address, den=day).count(sentence) == 1
    assert sentence not in said(desk, address)


def test_a_moment_of_knowledge_to_come_is_said(desk: Client) -> None:
    moment = format_moment(clock.now() + timedelta(days=2))
    sentence = f"Thời điểm {moment} chưa tới: đang xem theo những gì đã ghi đến bây giờ."
    assert sentence in said(desk, TARGET, ghi_den=moment)
    assert "chưa tới" not in said(desk, TARGET, ghi_den=format_moment(clock.now() - timedelta(days=2)))


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_map_says_it_to_officers_and_strangers(desk: Client, signed_in: bool) -> None:
    if not signed_in:
        desk.logout()
    assert said(desk, "/ban-do/", den=TO_COME).count(f"Ngày {TO_COME} chưa tới") == 1
    early = "Chưa có số liệu của ngày 01/02/2020: đang xem ngày sớm nhất có số liệu."
    assert said(desk, "/ban-do/", den="01/02/2020").count(early) == 1
    assert "chưa tới" not in said(desk, "/ban-do/", den=format_day(clock.today()))


def test_a_file_asked_for_such_a_day_is_made_and_the_next_page_says_so(desk: Client) -> None:
    asked = {"loai": "nguoi", "dang": "csv", "nguon": "cbql-100", "loc": f"den={TO_COME}"}
    desk.post("/nhan-su/tep-da-xuat/moi/", asked)
    assert f"Ngày {TO_COME} chưa tới" in said(desk, "/nhan-su/tep-da-xuat/")


def test_criteria_say_it_too(desk: Client) -> None:
    assert "Không đọc được ngày “99/99”" in said(desk, "/nhan-su/tieu-chi/", den="99/99")
    assert f"Ngày {TO_COME} chưa tới" in said(desk, "/nhan-su/tieu-chi/", den=TO_COME)
