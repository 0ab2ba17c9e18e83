"""Every way of splitting a figure adds up to it, and every cell opens the people it counted."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Account, OrgUnit, Person
from reports.models import Target
from reports.queries.breakdown import Breakdown
from reports.queries.figures import Figures, compute
from reports.queries.rows import as_json
from tests.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC), date(2026, 11, 23)


def figure(target: Target) -> Figures:
    return compute(target, as_of=TODAY, known_at=NOW)


@pytest.fixture
def mixed(desk_target: Target, xuan_dinh: OrgUnit, province: OrgUnit) -> Target:
    for number, (gender, born) in enumerate(
        [("nu", date(2000, 1, 1)), ("nam", None), ("", date(1950, 1, 1))]
    ):
        person = PersonFactory(gender=gender, birth_on=born, full_name=f"Lê Văn {number}")
        PostingFactory(
            person=person, unit=province if number else xuan_dinh, category=["cong_chuc", "", "la"][number]
        )
    return desk_target


def test_each_way_adds_up_to_the_total(mixed: Target) -> None:
    figures = figure(mixed)
    ways = {way.key: way for way in Breakdown(figures).ways}
    assert {"cap", "loai", "nhom", "gioi", "tuoi", "tien-do"} <= ways.keys()
    for key, way in ways.items():
        if key != "ly-do":
            assert sum(line.cell.denominator for line in way.lines) == figures.tally.total.denominator == 5


def test_what_nobody_wrote_down_is_a_line_of_its_own(mixed: Target) -> None:
    lines = {
        way.key: {line.label: line.cell.denominator for line in way.lines}
        for way in Breakdown(figure(mixed)).ways
    }
    assert lines["gioi"]["Chưa ghi"] == 3
    assert lines["tuoi"] == {"Dưới 30 tuổi": 1, "30–39 tuổi": 2, "Từ 60 tuổi": 1, "Chưa ghi": 1}


def test_a_cell_opens_the_people_it_counted(client: Client, officer: Account, mixed: Target) -> None:
    client.force_login(officer)
    address = reverse("target_people", args=[mixed.code])
    for way in Breakdown(figure(mixed)).ways:
        for line in way.lines:
            page = client.get(address, {"theo": way.key, "phan": line.key})
            assert page.context["page"].paginator.count == line.cell.denominator + line.cell.excluded, (
                way.key,
                line,
            )


def test_page_export_and_json_tell_the_same(client: Client, officer: Account, mixed: Target) -> None:
    client.force_login(officer)
    shown = client.get(reverse("target_detail", args=[mixed.code])).context["ways"]
    told = as_json(figure(mixed))["breakdowns"]
    assert [[line.cell.denominator for line in way.lines] for way in shown] == [
        [row["denominator"] for row in way["rows"]] for way in told
    ]


def test_a_scope_splits_only_its_own(client: Client, commune_officer: Account, mixed: Target) -> None:
    client.force_login(commune_officer)
    shown = client.get(reverse("target_detail", args=[mixed.code])).context["ways"]
    assert {sum(line.cell.denominator for line in way.lines) for way in shown if way.key != "ly-do"} == {2}


def test_ways_of_a_figure_cost_three_queries(mixed: Target, django_assert_num_queries: object) -> None:
    figures = figure(mixed)
    with django_assert_num_queries(3):  # type: ignore[operator] # designations, traits, categories
        assert Breakdown(figures).ways


def test_nobody_is_split_into_nothing(mixed: Target) -> None:
    Person.objects.all().update(birth_on=None)
    mixed.population = {"age_from": 200, "levels": ["huyen"]}
    assert Breakdown(figure(mixed)).ways == []
