"""Who issues the paper is named as of the day of issue, tỉnh or thành phố."""

from datetime import date

import pytest

from people.models import OrgUnit
from reports.documents.consolidated import paper_of
from reports.documents.nd30 import Paper
from reports.documents.wording import pattern_of
from reports.models import Consolidated, ReportCycle
from reports.queries.consolidating import material_of
from tests.reports.consolidated.cast import FROZEN, LATER, becomes_a_city

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "line"), [(date(2026, 4, 29), "TỈNH ĐỒNG NAI"), (date(2026, 4, 30), "THÀNH PHỐ ĐỒNG NAI")]
)
def test_the_header_is_that_of_the_day(cycle: ReportCycle, province: OrgUnit, day: date, line: str) -> None:
    becomes_a_city(province, date(2026, 4, 30))
    report = cycle.consolidated
    report.issued_on, report.number = day, "3"
    paper = paper_of(report, FROZEN)
    assert paper.issuer == ["ỦY BAN NHÂN DÂN", line]
    assert (paper.symbol, paper.mark) == ("03/BC-UBND", "")


def said(paper: Paper) -> str:
    """Everything in which the paper names whoever issues it."""
    return " ".join(
        [*paper.issuer, paper.reference, paper.issuer_running, *(one.text for one in paper.blocks)]
    )


@pytest.mark.parametrize(
    ("change", "issued_on", "name", "formerly"),
    [
        (date(2026, 4, 30), date(2026, 6, 15), "thành phố Đồng Nai", ""),  # all of it after the change
        (date(2026, 7, 1), date(2026, 6, 15), "tỉnh Đồng Nai", ""),  # all of it before
        (
            date(2026, 7, 1),
            date(2026, 7, 20),
            "thành phố Đồng Nai",
            "tỉnh Đồng Nai",
        ),  # figures before, paper after
        (date(2026, 7, 1), None, "thành phố Đồng Nai", "tỉnh Đồng Nai"),  # a draft read today
    ],
)
def test_a_paper_names_its_issuer_by_the_day_of_issue_and_once_what_it_was(
    frozen: ReportCycle, province: OrgUnit, change: date, issued_on: date | None, name: str, formerly: str
) -> None:
    becomes_a_city(province, change)
    report = Consolidated.objects.get()
    report.issued_on = issued_on
    paper = paper_of(report, LATER)
    text = said(paper)
    assert paper.issuer[1] == name.upper()
    assert paper.issuer_running == f"Ủy ban nhân dân {name}"
    assert paper.blocks[0].text.startswith(f"Ủy ban nhân dân {name} ")
    assert paper.blocks[-1].text.endswith(f"của Ủy ban nhân dân {name}./.")
    other = {"thành phố Đồng Nai": "tỉnh Đồng Nai", "tỉnh Đồng Nai": "thành phố Đồng Nai"}[name]
    assert text.lower().count(other.lower()) == (1 if formerly else 0)
    if formerly:
        assert f"(trước ngày 01/07/2026 là Ủy ban nhân dân {formerly}) báo cáo" in paper.blocks[0].text


def test_the_form_of_the_text_shows_the_names_of_its_preview(frozen: ReportCycle, province: OrgUnit) -> None:
    becomes_a_city(province, date(2026, 7, 1))
    shown = {part.key: part.text for part in pattern_of(material_of(ReportCycle.objects.get(), LATER))}
    assert "thành phố Đồng Nai (trước ngày 01/07/2026" in shown["mo-dau"]
    assert shown["mo-dau"] == paper_of(Consolidated.objects.get(), LATER).blocks[0].text
