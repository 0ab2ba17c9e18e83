"""The list of people by its heads and columns: kept in the address, the same on every page, in files and in views."""

import csv
import io
import re
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Account, OrgUnit, Person, Scope, UnitChange
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
LIST = "/nhan-su/can-bo/"
NAME = re.compile(r'<th scope="row"><a href="[^"]+">(.*?)</a>', re.S)


@pytest.fixture
def units(db: None) -> tuple[OrgUnit, OrgUnit]:
    return OrgUnitFactory(code="1", full_name="Xã An Viễn"), OrgUnitFactory(code="2", full_name="Xã Đak Lua")


@pytest.fixture
def people(units: tuple[OrgUnit, OrgUnit]) -> list[Person]:
    """Given names An, Bình, Chi; born, posted and coded in other orders."""
    told = (
        ("Trần An", "CB3", 1990, units[1], "Chủ tịch"),
        ("Lê Bình", "CB1", None, units[0], "Bí thư"),
        ("Đỗ Chi", "CB2", 1970, units[1], ""),
    )
    made = []
    for name, code, born, unit, position in told:
        person = PersonFactory(full_name=name, staff_code=code, birth_year=born, birth_on=None)
        PostingFactory(person=person, unit=unit, position=position)
        made.append(person)
    return made


@pytest.fixture
def desk(client: Client, units: tuple[OrgUnit, OrgUnit], people: list[Person]) -> Client:
    account: Account = AccountFactory()
    for unit in units:
        Scope.objects.create(account=account, unit=unit)
    client.force_login(account)
    return client


def names(desk: Client, **query: Any) -> list[str]:
    page = desk.get(LIST, query)
    assert page.status_code == 200
    return [re.sub(r"<[^>]+>", "", found).split()[-1] for found in NAME.findall(page.content.decode())]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["An", "Bình", "Chi"]), ("ten", ["An", "Bình", "Chi"]), ("-ten", ["Chi", "Bình", "An"]),
        ("ma", ["Bình", "Chi", "An"]), ("-ma", ["An", "Chi", "Bình"]),
        ("nam-sinh", ["Chi", "An", "Bình"]), ("-nam-sinh", ["An", "Chi", "Bình"]),
        ("don-vi", ["Bình", "An", "Chi"]), ("-don-vi", ["An", "Chi", "Bình"]),
        ("chuc-vu", ["Bình", "An", "Chi"]), ("la", ["An", "Bình", "Chi"]),
    ],
)  # fmt: skip
def test_a_head_sorts_and_equals_stand_by_given_name(desk: Client, sort: str, order: list[str]) -> None:
    assert names(desk, sort=sort) == order


def test_the_sorted_head_says_so_to_screen_readers(desk: Client) -> None:
    page = desk.get(LIST, {"sort": "-ma"}).content.decode()
    assert page.count("aria-sort") == 1
    assert 'aria-sort="descending"' in page
    assert 'aria-sort="ascending"' in desk.get(LIST).content.decode()
    assert "aria-sort" not in desk.get(LIST, {"tim": "an"}).content.decode()  # by likeness


def test_units_are_sorted_as_they_are_shown_after_a_merger(
    desk: Client, units: tuple[OrgUnit, OrgUnit], people: list[Person]
) -> None:
    """Whoever is still posted in the old unit stands with the new one's people."""
    old = OrgUnitFactory(code="9", full_name="Xã Zũng", valid_to=date(2025, 7, 1))
    UnitChange.objects.create(from_unit=old, to_unit=units[0], extent="whole", effective_on=date(2025, 7, 1))
    PostingFactory(person=PersonFactory(full_name="Vũ Ánh"), unit=old)
    assert names(desk, sort="don-vi") == ["Ánh", "Bình", "An", "Chi"]


def test_a_column_sorts_also_what_was_searched(desk: Client) -> None:
    PostingFactory(person=PersonFactory(full_name="Trần Ân", staff_code="CB0"), unit=OrgUnit.objects.first())
    assert names(desk, tim="tran", sort="ma") == ["Ân", "An"]


def test_chosen_columns_alone_are_shown_and_stay_in_the_address(desk: Client) -> None:
    page = desk.get(LIST, {"cot": ["nam-sinh", "ma", "la"], "sort": "ma"}).content.decode()
    assert 'data-label="Năm sinh"' in page
    assert 'data-label="Đơn vị"' not in page
    assert page.count('name="cot" value="nam-sinh"') >= 2  # in the chooser, and kept by the filters
    assert "cot=nam-sinh" in page  # by the heads


def test_no_readable_column_shows_the_usual_ones(desk: Client) -> None:
    page = desk.get(LIST, {"cot": "la"}).content.decode()
    assert 'data-label="Đơn vị"' in page
    assert 'data-label="Thư điện tử"' not in page


def test_the_file_has_the_columns_and_the_order_of_the_page(desk: Client) -> None:
    asked = {"loai": "can-bo", "dang": "csv", "loc": "sort=-ma&cot=ma&cot=nam-sinh"}
    answer = desk.post("/nhan-su/tep-da-xuat/moi/", asked, follow=True)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert rows[0] == ["STT", "Họ và tên", "Năm sinh", "Mã cán bộ"]
    assert [row[3] for row in rows[1:]] == ["CB3", "CB2", "CB1"]


def exported(desk: Client, **query: Any) -> list[list[str]]:
    asked = {"loai": "can-bo", "dang": "csv", "loc": urlencode(query, doseq=True)}
    answer = desk.post("/nhan-su/tep-da-xuat/moi/", asked, follow=True)
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]


HEAD = re.compile(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)')


@pytest.mark.parametrize(
    "query",
    [
        {}, {"cot": ["thu", "dang-nhap", "ngay-sinh", "cccd"]}, {"cot": ["gioi"], "sort": "-nam-sinh"},
        {"tim": "binh"}, {"tim": "an", "sort": "ma"}, {"cot": "la"}, {"cot": ["ma"], "sort": "don-vi"},
    ],
)  # fmt: skip
def test_page_and_file_show_the_same_columns_and_people_in_the_same_order(
    desk: Client, units: tuple[OrgUnit, OrgUnit], query: dict[str, Any]
) -> None:
    """Bính, written like what was typed, stands behind Bình although others come first by name."""
    for name in ("Nguyễn Binh", "Ánh Bính", "Bình Ân"):
        PostingFactory(person=PersonFactory(full_name=name), unit=units[0])
    page, rows = desk.get(LIST, query).content.decode(), exported(desk, **query)
    heads = [text.strip() for text in HEAD.findall(page.split("<thead>")[1].split("</thead>")[0])]
    assert rows[0][1:] == heads
    assert [row[1].split()[-1] for row in rows[1:]] == names(desk, **query)


def test_the_menu_hands_on_what_the_page_shows(desk: Client, units: tuple[OrgUnit, OrgUnit]) -> None:
    page = desk.get(LIST, {"tim": "an", "cot": "ma", "sort": "-ma", "page": "1"}).content.decode()
    assert 'name="loc" value="tim=an&amp;cot=ma&amp;sort=-ma"' in page
    page = desk.get(f"/nhan-su/don-vi/{units[0].uuid}/").content.decode()
    assert f'name="loc" value="don-vi={units[0].uuid}"' in page


def test_a_long_list_is_made_behind_and_shows_how_far_it_is(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.views.exports.AT_ONCE", 1)
    asked = {"loai": "can-bo", "dang": "xlsx", "loc": ""}
    answer = desk.post("/nhan-su/tep-da-xuat/moi/", asked)
    assert answer["Location"] == "/nhan-su/tep-da-xuat/"
    assert 'hx-trigger="every 2s"' in desk.get("/nhan-su/tep-da-xuat/").content.decode()


@pytest.mark.parametrize("sort", ["", "ma", "don-vi", "-chuc-vu"])
def test_more_people_ask_no_more_queries(desk: Client, units: tuple[OrgUnit, OrgUnit], sort: str) -> None:
    desk.get(LIST, {"sort": sort})  # the menu is remembered
    with CaptureQueriesContext(connection) as few:
        desk.get(LIST, {"sort": sort})
    for number in range(30):
        PostingFactory(person=PersonFactory(full_name=f"Người {number}"), unit=units[0])
    with CaptureQueriesContext(connection) as many:
        desk.get(LIST, {"sort": sort})
    assert len(many) == len(few)
