"""The map at the desk: its numbers are the figures', on the communes of the day, within the scope."""

import gzip
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from common import clock
from people.models import Account, OrgUnit, Scope, UnitDesignation
from people.models.designation import PILOT
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.figures import Frame, compute
from reports.queries.rows import unit_rows
from tests.factories import AccountFactory, PersonFactory
from tests.reports.map_cast import commune, map_target, people

pytestmark = pytest.mark.django_db
MAP = "/ban-do/"
BINH_LOI, THANH_PHU, TAN_TRIEU, XUAN_DINH = "26185", "26188", "26188", "26461"


@pytest.fixture
def target(real_province: UnitTree) -> Target:
    made = map_target()
    people(made, commune(BINH_LOI), done=3, missing=2)
    people(made, commune(THANH_PHU), done=0, missing=5)
    people(made, commune(XUAN_DINH), done=6, missing=0)
    return made


@pytest.fixture
def leader(client: Client, target: Target) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=target.unit)
    client.force_login(account)
    return client


def _account_of(unit: OrgUnit) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit)
    return account


def _numbers(answer: Any) -> dict[str, tuple[int, int, int]]:
    """What the table twin says, by unit."""
    return {
        line.unit.full_name: (line.cell.numerator, line.cell.denominator, line.cell.excluded)
        for line in answer.context["lines"]
        if line.cell.denominator
    }


def _figures(target: Target, day: date, frame: Frame) -> dict[str, tuple[int, int, int]]:
    figures = compute(target, as_of=day, known_at=clock.now(), frame=frame)
    return {
        row["name"]: (row["numerator"], row["denominator"], row["excluded"])
        for row in unit_rows(figures)
        if row["level"] == "xa" and row["denominator"]
    }


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2025, 5, 31), date(2025, 7, 1), date(2026, 6, 30)])
@pytest.mark.parametrize("frame", list(Frame))
def test_the_map_the_table_and_the_figures_are_one(
    leader: Client, target: Target, day: date, frame: Frame
) -> None:
    answer = leader.get(MAP, {"den": f"{day:%d/%m/%Y}", "khung": frame.value})
    drawn = {
        shape.unit.full_name: (
            shape.line.cell.numerator,
            shape.line.cell.denominator,
            shape.line.cell.excluded,
        )
        for shape in answer.context["drawing"].shapes
        if shape.line.cell.denominator
    }
    table, told = _numbers(answer), _figures(target, day, frame)
    assert table == told
    assert len(table) in (2, 3)
    off = {line.unit.full_name for line in answer.context["drawing"].off}
    assert drawn == {name: numbers for name, numbers in table.items() if name not in off}


def test_who_finished_before_the_merger_is_found_on_the_map_of_every_day(leader: Client) -> None:
    before = _numbers(leader.get(MAP, {"den": "30/06/2025"}))
    after = _numbers(leader.get(MAP, {"den": "01/07/2025"}))
    learnt = leader.get(MAP, {"den": "01/07/2025", "khung": "then"})
    assert before["Xã Bình Lợi"] == (3, 5, 0)
    assert after["Phường Tân Triều"] == (3, 10, 0)
    assert _numbers(learnt)["Xã Bình Lợi"] == (3, 3, 0)
    assert "đơn vị trong bảng không còn trên bản đồ" in learnt.content.decode()


@pytest.mark.parametrize(
    ("day", "count"), [("31/10/2024", 170), ("01/11/2024", 159), ("01/07/2025", 95), ("30/04/2026", 95)]
)
@pytest.mark.parametrize("kind", ["o", "ranh"])
def test_boundaries_are_those_of_the_day(leader: Client, day: str, count: int, kind: str) -> None:
    answer = leader.get(MAP, {"den": day, "kieu": kind})
    html = answer.content.decode()
    assert len(answer.context["drawing"].shapes) == count
    assert len(re.findall(r"<a [^>]*><title>", html)) == count
    assert ("Ranh giới bên trong là sơ đồ" in html) == (kind == "ranh" and count != 95)
    assert ("NXB Tài nguyên" in html) == (kind == "ranh")
    assert len(answer.context["lines"]) == count
    assert answer.context["drawing"].off == []


def test_todays_map_also_shows_an_old_figure(leader: Client) -> None:
    answer = leader.get(MAP, {"den": "31/05/2025", "khung": "now"})
    assert len(answer.context["drawing"].shapes) == 95
    assert _numbers(answer)["Phường Tân Triều"] == (3, 10, 0)


def test_the_days_of_reforms_are_stops_and_lead_to_their_neighbours(leader: Client) -> None:
    html = leader.get(MAP, {"den": "01/07/2025", "kieu": "ranh"}).content.decode()
    for day in ("01/11/2024", "01/07/2025", "30/04/2026"):
        assert f"{day} · sắp xếp đơn vị" in html
    assert re.search(r'rel="prev" href="\?den=30%2F06%2F2025&amp;kieu=ranh"', html)
    assert re.search(r'rel="next" href="\?den=31%2F07%2F2025&amp;kieu=ranh"', html)


def test_pilots_are_marked_through_the_merger(leader: Client) -> None:
    UnitDesignation.objects.create(
        unit=commune(BINH_LOI), kind=PILOT, valid_from=date(2023, 8, 18), decision_number="202/KH-UBND",
        decision_on=date(2023, 8, 18), added_at=clock.now(),
    )  # fmt: skip
    for day, name in (("31/12/2023", "Xã Bình Lợi"), ("31/12/2025", "Phường Tân Triều")):
        answer = leader.get(MAP, {"den": day})
        assert [line.unit.full_name for line in answer.context["lines"] if line.pilot] == [name]
        assert answer.content.decode().count('class="pilot" transform') == 1


def test_two_communes_of_one_name_are_told_apart(leader: Client) -> None:
    html = leader.get(MAP, {"den": "30/06/2024"}).content.decode()
    for district in ("Huyện Định Quán", "Huyện Tân Phú"):
        assert html.count(f"Xã Thanh Sơn, {district}") == 2


def test_a_commune_opens_the_people_behind_it(leader: Client) -> None:
    html = leader.get(MAP, {"den": "30/06/2025"}).content.decode()
    link = re.search(r'<a href="([^"]*)"><title>Xã Bình Lợi:', html)
    assert link is not None
    answer = leader.get(link[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.context["page"].paginator.count == 5


def test_an_officer_of_a_commune_sees_its_figure_and_the_others_without(
    client: Client, target: Target, real_province: UnitTree
) -> None:
    client.force_login(_account_of(commune(XUAN_DINH, date(2026, 6, 1))))
    answer = client.get(MAP, {"den": "30/06/2026"})
    html = answer.content.decode()
    assert _numbers(answer) == {"Xã Xuân Định": (6, 6, 0)}
    assert "Phường Tân Triều: ngoài phạm vi" in html
    assert html.count("don-vi=") == 2  # its shape and its row
    assert answer.context["figure"].total.denominator == 6


def test_the_table_is_sorted_by_its_heads(leader: Client) -> None:
    lines = leader.get(MAP, {"den": "30/06/2025", "sort": "-ty-le"}).context["lines"]
    assert [line.unit.full_name for line in lines[:2]] == ["Xã Xuân Định", "Xã Bình Lợi"]
    lines = leader.get(MAP, {"den": "30/06/2025", "sort": "-con-thieu"}).context["lines"]
    assert lines[0].unit.code == THANH_PHU


def test_the_legend_counts_every_commune_once(leader: Client) -> None:
    drawing = leader.get(MAP, {"den": "30/06/2025"}).context["drawing"]
    assert [count for _step, _words, count in drawing.steps] == [1, 0, 1, 0, 1]
    assert drawing.empty == 156
    assert not drawing.outside


@pytest.mark.parametrize(
    "asked", [{"den": "abc", "khung": "x", "kieu": "y", "sort": "z"}, {"den": "01/01/1900"}]
)
def test_an_unreadable_address_shows_the_usual_map(leader: Client, asked: dict[str, str]) -> None:
    assert leader.get(MAP, asked).status_code == 200


def test_a_late_register_changes_the_remembered_map(leader: Client, target: Target) -> None:
    address = {"den": "31/12/2025"}
    assert _numbers(leader.get(MAP, address))["Phường Tân Triều"] == (3, 10, 0)
    people(target, commune(BINH_LOI), done=1, missing=0)
    assert _numbers(leader.get(MAP, address))["Phường Tân Triều"] == (4, 11, 0)


def test_a_target_of_units_is_drawn_too(leader: Client) -> None:
    map_target(code="xa-dat", counts="don_vi")
    answer = leader.get(MAP, {"chi-tieu": "xa-dat", "den": "31/12/2025"})
    assert [line.cell.denominator for line in answer.context["lines"]] == [1] * 95
    assert "khung" not in answer.content.decode().split("data-map-days")[0]


def test_without_a_target_the_page_says_so(client: Client, real_province: UnitTree) -> None:
    client.force_login(_account_of(OrgUnit.objects.get(code="75", valid_to=None)))
    assert "Chưa có chỉ tiêu nào" in client.get(MAP).content.decode()


def test_the_map_asks_a_fixed_number_of_questions(
    leader: Client, target: Target, django_assert_max_num_queries: Any
) -> None:
    leader.get(MAP, {"den": "30/06/2025"})
    with django_assert_max_num_queries(22):
        leader.get(MAP, {"den": "31/05/2025"})
    for code in ("25993", "25996", "25999"):
        people(target, commune(code), done=1, missing=1)
    with django_assert_max_num_queries(22):
        leader.get(MAP, {"den": "31/05/2025"})
    with django_assert_max_num_queries(15):
        leader.get(MAP, {"den": "31/05/2025"})


@pytest.mark.parametrize(
    ("day", "kind"), [("31/05/2024", "ranh"), ("31/05/2025", "ranh"), ("31/05/2026", "o")]
)
def test_the_first_view_stays_small(leader: Client, day: str, kind: str) -> None:
    """Page, styles and scripts of its own packed, in bytes; the frame's are there from the desk."""
    page = leader.get(MAP, {"den": day, "kieu": kind, "khung": "day"}).content
    names = ("css/base.css", "css/desk.css", "css/figures.css", "css/map.css", "js/map.js", "js/print.js")
    files = [(settings.BASE_DIR / "lms" / "static" / name).read_bytes() for name in names]
    assert sum(len(gzip.compress(part, 6)) for part in (page, *files)) <= 60_000


def test_a_cadre_without_a_desk_sees_what_everybody_sees(client: Client, target: Target) -> None:
    client.force_login(AccountFactory(person=PersonFactory()))
    answer = client.get(MAP)
    assert answer.status_code == 200
    assert "don-vi=" not in answer.content.decode()
