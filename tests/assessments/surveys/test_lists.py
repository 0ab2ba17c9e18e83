"""Lists cost the same for none and for many, and the plot breaks where a month may not be told."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import SurveyBatch
from assessments.surveys.plots import trend
from assessments.surveys.publishing import Cell
from tests.factories import OrgUnitFactory, ScopeFactory
from tests.factories.surveys import AT, SurveyFactory, answered


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/nhan-su/phieu/", "/nhan-su/phieu/nhap/"])
def test_a_list_costs_the_same_for_one_row_and_for_twenty(client: Client, address: str) -> None:
    unit = OrgUnitFactory()
    scope = ScopeFactory(unit=unit, role="mat_tran")
    client.force_login(scope.account)
    assert "Chưa có phiếu nào" in client.get("/nhan-su/phieu/").content.decode()

    def one_more(number: int) -> None:
        survey = SurveyFactory(owner=unit)
        answered(survey, 2)
        SurveyBatch.objects.create(
            survey=survey, version=survey.versions.get(), unit=unit, label=f"Tập {number}", expected=3, opened_at=AT,
            opened_by=scope.account,
        )  # fmt: skip

    one_more(0)
    few = queries(client, address)
    for number in range(1, 20):
        one_more(number)
    assert queries(client, address) == few


def test_the_line_breaks_at_a_blank_month_and_two_told_months_are_needed() -> None:
    months = [(date(2026, month, 1), Cell(20, 50.0, 3.0)) for month in (1, 2, 4, 5)]
    blank = (date(2026, 3, 1), Cell(None))
    plot = trend(sorted([*months, blank], key=lambda row: row[0]), 80)
    assert plot is not None
    assert [len(line.split()) for line in plot.lines] == [2, 2]
    assert [spot.month.month for spot in plot.spots] == [1, 2, 4, 5]
    assert plot.goal < plot.spots[0].y
    assert trend([months[0], blank], 80) is None
