"""The map as it was known at a moment: the numbers of the figure, the words, and every link behind them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from common import clock
from common.vietnamese import format_moment
from people.models import Scope
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.figures import Frame, compute
from reports.queries.rows import unit_rows
from reports.services.rollups import catch_up, count_whole
from tests.factories import AccountFactory
from tests.reports.map_cast import commune, map_target, people

pytestmark = pytest.mark.django_db
MAP, BINH_LOI, XUAN_DINH = "/ban-do/", "26185", "26461"
JUNE_2026, MARCH_2026 = datetime(2026, 6, 1, 2, tzinfo=UTC), "17:00 01/03/2026"


@pytest.fixture
def target(real_province: UnitTree) -> Target:
    made = map_target()
    people(made, commune(BINH_LOI), done=2, missing=3)
    people(made, commune(BINH_LOI), done=1, missing=0, known=JUNE_2026)
    people(made, commune(XUAN_DINH), done=0, missing=6)
    return made


@pytest.fixture
def leader(client: Client, target: Target) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=target.unit)
    client.force_login(account)
    return client


def numbers(answer: Any) -> dict[str, tuple[int, int]]:
    lines = [line for line in answer.context["lines"] if line.cell.denominator]
    return {line.unit.full_name: (line.cell.numerator, line.cell.denominator) for line in lines}


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 12, 31)])
@pytest.mark.parametrize("frame", list(Frame))
@pytest.mark.parametrize("kept", [False, True])
def test_map_and_table_are_the_figure_as_it_was_known(
    leader: Client, target: Target, day: date, frame: Frame, kept: bool
) -> None:
    if kept:
        count_whole(target=target, at=clock.now())
        catch_up(at=clock.now())
    asked = {"den": f"{day:%d/%m/%Y}", "khung": frame.value, "ghi_den": MARCH_2026}
    answer = leader.get(MAP, asked)
    known = {"known_at": clock.now(), "cutoff": answer.context["cutoff"]}
    rows = unit_rows(compute(target, as_of=day, frame=frame, **known))
    told = {row["name"]: (row["numerator"], row["denominator"]) for row in rows if row["level"] == "xa"}
    assert numbers(answer) == {name: cell for name, cell in told.items() if cell[1]}
    assert answer.context["figure"].total.numerator == 2
    assert leader.get(MAP, asked | {"ghi_den": ""}).context["figure"].total.numerator == 3


def test_page_and_table_say_what_was_known(leader: Client) -> None:
    html = leader.get(MAP, {"den": "30/06/2025", "ghi_den": MARCH_2026}).content.decode()
    assert html.count(f", theo những gì đã ghi đến {MARCH_2026}") == 2
    assert "2/12 ·" in html
    assert "theo những gì đã ghi đến" not in leader.get(MAP, {"den": "30/06/2025"}).content.decode()


def test_every_link_keeps_the_moment(leader: Client) -> None:
    html = leader.get(MAP, {"den": "30/06/2025", "ghi_den": "2026-03-01", "sort": "-ty-le"}).content.decode()
    links = [
        link.replace("&amp;", "&")
        for link in re.findall(r'href="([^"]*)"', html.split("<main")[1])
        if "den=" in link or "sort=" in link
    ]
    assert len(links) > 2 * 159
    assert all("ghi_den=2026-03-01" in link for link in links)
    behind = next(link for link in links if "danh-sach" in link)
    page = leader.get(behind)
    assert page.context["cutoff"] == leader.get(MAP, {"ghi_den": "2026-03-01"}).context["cutoff"]


def test_the_desk_hands_the_moment_to_the_map(leader: Client) -> None:
    html = leader.get("/nhan-su/", {"ghi_den": MARCH_2026}).content.decode()
    link = re.search(r'href="(/ban-do/\?[^"]*)"', html)
    assert link
    assert format_moment(leader.get(link[1].replace("&amp;", "&")).context["cutoff"]) == MARCH_2026


@pytest.mark.parametrize("text", ["lạ", "25:00 01/01/2026", "0001-01-01", "x" * 500])
def test_what_is_no_moment_is_now_and_the_page_says_how_to_write_it(leader: Client, text: str) -> None:
    answer = leader.get(MAP, {"ghi_den": text})
    assert answer.context["cutoff"] is None
    assert answer.context["figure"].total.numerator == 3
    assert 'class="error"' in answer.content.decode()


def test_a_moment_that_has_not_come_is_now(leader: Client) -> None:
    tomorrow = format_moment(clock.now() + timedelta(days=1))
    assert leader.get(MAP, {"ghi_den": tomorrow}).context["cutoff"] is None


def test_a_target_of_units_is_known_until_then_too(leader: Client) -> None:
    map_target(code="xa-dat", counts="don_vi")
    answer = leader.get(MAP, {"chi-tieu": "xa-dat", "den": "31/12/2025", "ghi_den": MARCH_2026})
    assert answer.context["cutoff"]
    assert [line.cell.denominator for line in answer.context["lines"]] == [1] * 95


def test_strangers_see_the_map_of_now(client: Client, target: Target) -> None:
    html = client.get(MAP, {"den": "30/06/2025", "ghi_den": MARCH_2026}).content.decode()
    assert "theo những gì đã ghi đến" not in html
    assert 'name="ghi_den"' not in html
