"""The map for everybody: whole percentages of groups of five and more, small, kept, without a cookie."""

import gzip
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from redis.exceptions import RedisError

from common import clock
from common.vietnamese import format_day
from people.queries.tree import UnitTree
from reports.models import Target
from reports.rules import Cell, public_rate, step_of
from tests.reports.map_cast import commune, map_target, people

pytestmark = pytest.mark.django_db
MAP = "/ban-do/"
DAY = {"den": "31/05/2025"}
BINH_LOI, THANH_PHU, XUAN_DINH = "26185", "26188", "26461"


@pytest.fixture
def target(real_province: UnitTree) -> Target:
    made = map_target()
    people(made, commune(BINH_LOI), done=3, missing=1)  # four people
    people(made, commune(THANH_PHU), done=2, missing=5)
    people(made, commune(XUAN_DINH), done=5, missing=0)
    return made


def _told(answer: Any) -> dict[str, str]:
    return {line.unit.full_name: line.told for line in answer.context["lines"]}


def test_fewer_than_five_people_are_not_told_about(client: Client, target: Target) -> None:
    told = _told(client.get(MAP, DAY))
    assert told["Xã Bình Lợi"] == "không công bố (dưới 5 người)"
    assert told["Xã Thạnh Phú"] == "0\u00a0%"  # two of seven: no full group of five has finished
    assert told["Xã Xuân Định"] == "100\u00a0%"


def test_the_page_holds_no_number_of_people_and_no_way_to_them(client: Client, target: Target) -> None:
    answer = client.get(MAP, DAY)
    html = answer.content.decode()
    assert all(line.cell is None for line in answer.context["lines"])
    assert "figure" not in answer.context
    assert "don-vi=" not in html
    assert "/nhan-su/" not in html
    assert "2/7" not in html


def test_strangers_stop_where_the_slider_stops(client: Client, target: Target) -> None:
    """Day by day, one person's step would show in a small commune."""
    assert client.get(MAP, {"den": "17/05/2025"}).context["days"].shown.isoformat() == "2025-04-30"
    assert client.get(MAP, {**DAY, "khung": "now"}).context["map_day"].isoformat() == "2025-05-31"


def test_strangers_see_finished_months_only(client: Client, target: Target) -> None:
    days = client.get(MAP).context["days"]
    assert days.shown < clock.today()
    assert (days.shown + timedelta(days=1)).day == 1
    assert days.stops[-1].day == days.shown
    assert client.get(MAP, {"den": format_day(clock.today())}).context["days"].shown == days.shown


@pytest.mark.parametrize("size", [5, 7, 23, 40, 1003])
def test_no_step_that_strangers_see_is_of_fewer_than_five_people(size: int) -> None:
    """But the last one: that everybody has finished is said."""
    rates = [public_rate(Cell(numerator=done, denominator=size)) for done in range(size)]
    steps = [done for done in range(1, size) if rates[done] != rates[done - 1]]
    assert all(done % 5 == 0 for done in steps)
    assert public_rate(Cell(numerator=size, denominator=size)) == 100
    assert max(rate for rate in rates if rate is not None) < 100


def test_targets_of_units_are_not_published(client: Client, target: Target) -> None:
    map_target(code="xa-dat", title="Xã đạt chuẩn", counts="don_vi")
    answer = client.get(MAP, {"chi-tieu": "xa-dat"})
    assert answer.context["target"] == target
    assert "Xã đạt chuẩn" not in answer.content.decode()


@pytest.mark.usefixtures("remembering")
def test_the_kept_map_asks_nothing_and_leaves_no_cookie(
    client: Client, target: Target, django_assert_num_queries: Any
) -> None:
    first = client.get(MAP)
    assert not first.cookies
    with django_assert_num_queries(0):
        assert client.get(MAP).content == first.content


@pytest.mark.usefixtures("remembering")
def test_another_day_asks_little_once_it_was_asked(
    client: Client, target: Target, django_assert_max_num_queries: Any
) -> None:
    client.get(MAP, DAY)
    people(target, commune(XUAN_DINH), done=0, missing=5)
    with django_assert_max_num_queries(3):
        assert _told(client.get(MAP, DAY))["Xã Xuân Định"] == "100\u00a0%"


def test_the_map_outlives_the_cache(client: Client, target: Target, monkeypatch: Any) -> None:
    def away(*args: object) -> None:
        raise RedisError

    monkeypatch.setattr("reports.queries.map_figure.cache", SimpleNamespace(get_or_set=away))
    assert _told(client.get(MAP, DAY))["Xã Xuân Định"] == "100\u00a0%"


@pytest.mark.parametrize("day", ["31/05/2024", "31/12/2024", "31/12/2025"])
@pytest.mark.parametrize("kind", ["o", "ranh"])
def test_the_first_view_stays_small(client: Client, target: Target, day: str, kind: str) -> None:
    """Page, style and script packed, in bytes; the typeface is that of every page and stays with the reader."""
    page = client.get(MAP, {"den": day, "kieu": kind}).content
    files = [
        django_settings.BASE_DIR / "lms" / "static" / name
        for name in ("css/base.css", "css/map.css", "js/map.js", "js/print.js", "img/sprite.svg")
    ]
    packed = [page, *(file.read_bytes() for file in files)]
    assert sum(len(gzip.compress(part, 6)) for part in packed) <= 50_000


def test_nobody_is_told_before_there_is_a_target(client: Client, real_province: UnitTree) -> None:
    assert "Chưa có chỉ tiêu nào" in client.get(MAP).content.decode()


def test_rates_are_rounded_down_and_colours_change_at_quarters() -> None:
    assert public_rate(Cell(numerator=199, denominator=200)) == 97  # 195 of them, rounded down
    assert public_rate(Cell(numerator=4, denominator=4)) is None
    assert [step_of(percent) for percent in (0, 24.99, 25, 50, 75, 99.99, 100)] == [1, 1, 2, 3, 4, 4, 5]
