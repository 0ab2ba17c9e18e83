"""The report cycle: opens by itself, units hand in, somebody checks, nothing said is lost."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from common.errors import Conflict, DomainError
from people.models import Account, AuditEntry, Notice, OrgUnit, Scope, UnitChange, UnitParent
from reports.models import LegalBasis, ReportCycle, Target, UnitReport, UnitReportStep
from reports.queries.cycles import reporting_units, standing_of
from reports.services.cycles import follow_units, open_cycle, open_due, remind
from reports.services.runs import freeze_cycle
from reports.services.unit_reports import (
    accept_unit_report,
    return_unit_report,
    save_unit_report,
    submit_unit_report,
)
from tests.factories import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
OPENED = datetime(2026, 11, 20, tzinfo=UTC)
IN_TIME = datetime(2026, 12, 10, tzinfo=UTC)
LATE = datetime(2026, 12, 20, tzinfo=UTC)
SAID = {"done": "Mở 3 lớp", "hindrances": "Thiếu máy tính", "extra": {"Số lớp": 3, "Kinh phí": None}}


@pytest.fixture
def cycle(desk_target: Target) -> ReportCycle:
    return open_cycle(year=2026, half="nam", at=OPENED, by=None)


@pytest.fixture
def report(cycle: ReportCycle, xuan_dinh: OrgUnit) -> UnitReport:
    return cycle.unit_reports.get(unit=xuan_dinh)


def handed_in(report: UnitReport, at: datetime = IN_TIME, **more: Any) -> UnitReport:
    return submit_unit_report(report=report, said=SAID | more, at=at, by=None)


@pytest.mark.parametrize(
    ("day", "opened"),
    [
        (datetime(2026, 5, 14, tzinfo=UTC), []),
        (datetime(2026, 5, 16, tzinfo=UTC), ["2026-6-thang"]),
        (datetime(2026, 6, 14, tzinfo=UTC), ["2026-6-thang"]),
        (datetime(2026, 6, 15, tzinfo=UTC), []),
        (datetime(2026, 12, 1, tzinfo=UTC), ["2026-nam"]),
    ],
)
def test_it_opens_by_itself_a_month_before(desk_target: Target, day: datetime, opened: list[str]) -> None:
    assert [cycle.code for cycle in open_due(at=day)] == opened
    assert open_due(at=day) == []


def test_the_days_are_settings(desk_target: Target, settings: Any) -> None:
    settings.REPORT_HALF_DAY, settings.REPORT_OPENS_DAYS = "20/5", 3
    [cycle] = open_due(at=datetime(2026, 5, 18, tzinfo=UTC))
    assert (cycle.due_on, cycle.freeze_on) == (date(2026, 5, 20), date(2026, 5, 20))


def test_without_a_target_nothing_opens(province: OrgUnit) -> None:
    assert open_due(at=OPENED) == []
    with pytest.raises(DomainError, match="Không có chỉ tiêu"):
        open_cycle(year=2026, half="nam", at=OPENED, by=None)


def test_a_period_is_opened_once_and_not_before_it_begins(cycle: ReportCycle) -> None:
    with pytest.raises(Conflict):
        open_cycle(year=2026, half="nam", at=OPENED, by=None)
    with pytest.raises(DomainError, match="chưa mở được"):
        open_cycle(year=2027, half="nam", at=OPENED, by=None)


def test_communes_and_offices_report_and_their_officers_hear_of_it(
    desk_target: Target, province: OrgUnit, commune_officer: Account
) -> None:
    office = OrgUnitFactory(
        code="SNN", level="tinh", is_office=True, full_name="Sở Nông nghiệp", branch="chinh_quyen"
    )
    UnitParent.objects.create(unit=office, parent=province)
    desk_target.responsible_unit = office
    desk_target.save()
    cycle = open_cycle(year=2026, half="nam", at=OPENED, by=None)
    assert cycle.consolidator == office
    assert set(cycle.unit_reports.values_list("unit__code", flat=True)) == {"SNN", "26461", "26413"}
    assert [notice.title for notice in Notice.objects.all()] == ["Đã mở đợt báo cáo năm 2026"]


def test_before_the_reform_the_districts_reported(real_province: Any) -> None:
    province = next(unit for unit in real_province.with_code("75") if unit.exists_on(date(2024, 6, 1)))
    units = [
        real_province.units[one] for one in reporting_units(real_province, province.id, date(2024, 6, 1))
    ]
    assert {unit.level for unit in units} == {"huyen"}
    assert len(units) == 11


def test_submit_return_correct_accept(report: UnitReport) -> None:
    handed_in(report)
    return_unit_report(report=report, reason="Ghi rõ số lớp", at=IN_TIME, by=None)
    save_unit_report(report=report, said=SAID | {"done": "Mở 4 lớp"}, at=IN_TIME, by=None)
    handed_in(report, done="Mở 4 lớp")
    accept_unit_report(report=report, at=IN_TIME, by=None)
    report.refresh_from_db()
    assert (report.state, report.done, report.extra) == ("da_nhan", "Mở 4 lớp", {"Số lớp": 3})
    steps = list(report.steps.values_list("verb", "note"))
    assert steps == [("nop", ""), ("tra_lai", "Ghi rõ số lớp"), ("nop", ""), ("nhan", "")]
    assert report.steps.first().said["done"] == "Mở 3 lớp"  # type: ignore[union-attr]
    assert AuditEntry.objects.filter(action="unit_report_accepted", unit=report.unit).exists()


def test_steps_are_never_edited(report: UnitReport) -> None:
    handed_in(report)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        UnitReportStep.objects.update(note="khác")


def test_a_late_one_needs_a_note(report: UnitReport) -> None:
    with pytest.raises(DomainError, match="lý do nộp muộn"):
        handed_in(report, at=LATE)
    handed_in(report, at=LATE, late_note="Mất điện")
    standing = standing_of([UnitReport.objects.get(pk=report.pk)], report.cycle)
    assert (standing.handed_in, standing.late, standing.missing) == (1, 1, 0)


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (lambda report: handed_in(report, done="", hindrances=""), "ít nhất"),
        (lambda report: accept_unit_report(report=report, at=IN_TIME, by=None), "Đang làm"),
        (lambda report: return_unit_report(report=report, reason="x", at=IN_TIME, by=None), "Đang làm"),
        (
            lambda report: return_unit_report(report=handed_in(report), reason=" ", at=IN_TIME, by=None),
            "lý do trả lại",
        ),
        (lambda report: handed_in(handed_in(report)), "Đã nộp"),
    ],
)
def test_what_is_out_of_order_is_refused_with_a_sentence(
    report: UnitReport, deed: Any, sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        deed(report)


def test_a_unit_dissolved_in_mid_period_is_closed_and_its_heir_reports(
    cycle: ReportCycle, report: UnitReport, province: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    day = date(2026, 12, 1)
    heir = OrgUnitFactory(code="30001", full_name="Phường Xuân Lộc", valid_from=day)
    UnitParent.objects.create(unit=heir, parent=province)
    UnitChange.objects.create(from_unit=xuan_dinh, to_unit=heir, effective_on=day, is_principal=True)
    xuan_dinh.valid_to = day
    xuan_dinh.save()
    assert follow_units(cycle=cycle, at=IN_TIME) == 2
    assert follow_units(cycle=cycle, at=IN_TIME) == 0
    report.refresh_from_db()
    assert (report.state, "Phường Xuân Lộc báo cáo thay" in report.steps.get().note) == ("khong_can", True)
    assert standing_of(list(cycle.unit_reports.all()), cycle).asked == 2


def test_after_freezing_no_unit_comes_or_goes(cycle: ReportCycle, province: OrgUnit) -> None:
    freeze_cycle(cycle=cycle, at=IN_TIME, by=None)
    UnitParent.objects.create(unit=OrgUnitFactory(), parent=province)
    assert follow_units(cycle=ReportCycle.objects.get(), at=IN_TIME) == 0


def test_only_who_has_not_handed_in_is_reminded(
    cycle: ReportCycle, report: UnitReport, commune_officer: Account, long_phuoc: OrgUnit
) -> None:
    count, deaf = remind(cycle=cycle, at=IN_TIME, by=None)
    assert (count, deaf) == (1, [long_phuoc])
    handed_in(report)
    assert remind(cycle=cycle, at=IN_TIME, by=None) == (0, [long_phuoc])


def test_a_basis_is_said_as_papers_say_it() -> None:
    basis = LegalBasis(
        kind="Quyết định",
        symbol="924/QĐ-TTg",
        issued_on=date(2022, 8, 2),
        issuer="Thủ tướng Chính phủ",
        about="phê duyệt",
    )
    assert (
        basis.sentence
        == "Quyết định số 924/QĐ-TTg ngày 02 tháng 8 năm 2022 của Thủ tướng Chính phủ phê duyệt"
    )


# --- pages


def signed_in(client: Client, account: Account) -> Client:
    client.force_login(account)
    return client


def test_a_unit_officer_sees_only_their_own(
    client: Client, commune_officer: Account, report: UnitReport, long_phuoc: OrgUnit
) -> None:
    text = signed_in(client, commune_officer).get("/nhan-su/bao-cao/2026-nam/").content.decode()
    assert "Xã Xuân Định" in text
    assert "Xã Long Phước" not in text
    other = report.cycle.unit_reports.get(unit=long_phuoc)
    assert client.get(f"/nhan-su/bao-cao/2026-nam/don-vi/{other.uuid}/").status_code == 404
    assert client.get("/nhan-su/bao-cao/2026-nam/tong-hop/").status_code == 403


def test_figures_cannot_be_typed_over(client: Client, commune_officer: Account, report: UnitReport) -> None:
    address = f"/nhan-su/bao-cao/2026-nam/don-vi/{report.uuid}/"
    page = signed_in(client, commune_officer).get(address).content.decode()
    assert "0/1" in page
    answer = client.post(
        address, {"deed": "nop", "done": "Xong", "numerator": "99", "lop": "2", "late_note": "x"}
    )
    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.state, report.extra) == ("da_nop", {"Số lớp tập huấn tự tổ chức": 2})
    assert "0/1" in client.get(address).content.decode()


def test_the_list_costs_the_same_for_many_units(
    client: Client, officer: Account, cycle: ReportCycle, django_assert_max_num_queries: Any
) -> None:
    UnitReport.objects.bulk_create(UnitReport(cycle=cycle, unit=OrgUnitFactory()) for _ in range(30))
    signed_in(client, officer)
    with django_assert_max_num_queries(25):
        assert client.get("/nhan-su/bao-cao/2026-nam/").status_code == 200


def test_a_leader_looks_and_does_nothing(client: Client, report: UnitReport, xuan_dinh: OrgUnit) -> None:
    leader = AccountFactory()
    Scope.objects.create(account=leader, unit=xuan_dinh, role=Scope.Role.LEADER)
    address = f"/nhan-su/bao-cao/2026-nam/don-vi/{report.uuid}/"
    assert signed_in(client, leader).get(address).status_code == 200
    assert client.post(address, {"deed": "luu"}).status_code == 403
    for deed in ("nhac", "chot", "tong-hop/ban-hanh"):
        assert client.post(f"/nhan-su/bao-cao/2026-nam/{deed}/").status_code == 403


def test_the_desk_shows_an_officer_what_waits(
    client: Client, commune_officer: Account, report: UnitReport
) -> None:
    page = signed_in(client, commune_officer).get("/nhan-su/").content.decode()
    assert "Xã Xuân Định: báo cáo năm 2026, hạn nộp hết ngày 14/12/2026" in page
    handed_in(report)
    assert "Xã Xuân Định: báo cáo" not in client.get("/nhan-su/").content.decode()


def test_a_merger_that_is_taken_back_gives_the_unit_its_form_again(
    cycle: ReportCycle, long_phuoc: OrgUnit
) -> None:
    report = cycle.unit_reports.get(unit=long_phuoc)
    save_unit_report(report=report, said=SAID, at=IN_TIME, by=None)
    OrgUnit.objects.filter(pk=long_phuoc.pk).update(valid_to=date(2026, 12, 1))
    follow_units(cycle=cycle, at=IN_TIME)
    report.refresh_from_db()
    assert report.state == UnitReport.State.CLOSED
    OrgUnit.objects.filter(pk=long_phuoc.pk).update(valid_to=None)
    for _again in range(2):
        follow_units(cycle=cycle, at=IN_TIME)
    report.refresh_from_db()
    assert (report.state, report.done) == (UnitReport.State.RETURNED, SAID["done"])
    assert [step.verb for step in report.steps.all()] == ["dong", "tra_lai"]
