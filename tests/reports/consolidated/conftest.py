"""A cycle of two units with one report handed in, open and frozen."""

from datetime import UTC, date, datetime

import pytest

from people.models import OrgUnit
from reports.models import LegalBasis, ReportCycle, Target
from reports.services.cycles import open_cycle
from reports.services.runs import freeze_cycle
from reports.services.unit_reports import submit_unit_report
from tests.reports.consolidated.cast import FROZEN, OPENED, complete


@pytest.fixture
def cycle(desk_target: Target, xuan_dinh: OrgUnit) -> ReportCycle:
    LegalBasis.objects.create(
        kind="Kế hoạch",
        symbol="202/KH-UBND",
        issued_on=date(2023, 8, 18),
        issuer="Ủy ban nhân dân tỉnh",
        about="về NTM",
    )
    complete("Ánh", datetime(2026, 3, 10, tzinfo=UTC))
    cycle = open_cycle(year=2026, half="6-thang", at=OPENED, by=None)
    said = {"done": "Mở 3 lớp", "hindrances": "Thiếu <máy> & mạng", "extra": {"Số lớp": 1234}}
    submit_unit_report(report=cycle.unit_reports.get(unit=xuan_dinh), said=said, at=OPENED, by=None)
    return cycle


@pytest.fixture
def frozen(cycle: ReportCycle) -> ReportCycle:
    freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    return ReportCycle.objects.get()
