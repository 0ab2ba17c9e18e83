"""Targets that count units: recorded with day and evidence, inherited only from wholes that had all reached them."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from python_calamine import CalamineWorkbook

from common.errors import Conflict, DomainError
from people.models import Account, AuditEntry, OrgUnit, Scope, UnitChange, UnitParent
from reports import triggers
from reports.models import Target, UnitAchievement
from reports.queries.figures import Figures, compute
from reports.queries.rows import as_json
from reports.queries.unit_lines import unit_lines_of
from reports.services.achievements import record_achievement, withdraw_achievement
from reports.services.targets import save_target
from tests.factories import AccountFactory, OrgUnitFactory
from tests.factories.surveys import SurveyFactory, answered

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
REFORM, EVE = date(2025, 7, 1), date(2025, 6, 30)
TARGET = "/nhan-su/chi-tieu/qlvb-100/"


@pytest.fixture
def target(province: OrgUnit) -> Target:
    return Target.objects.create(
        code="qlvb-100", title="100 % đơn vị dùng phần mềm", counts="don_vi", unit=province,
        population={"levels": ["xa"], "kinds": []}, starts_on=date(2023, 8, 18), due_on=date(2030, 12, 15),
    )  # fmt: skip


def below(parent: OrgUnit, **more: Any) -> OrgUnit:
    unit = OrgUnitFactory(**more)
    UnitParent.objects.create(unit=unit, parent=parent, valid_to=more.get("valid_to"))
    return unit


def became(old: OrgUnit, new: OrgUnit, extent: str = "whole") -> None:
    UnitChange.objects.create(from_unit=old, to_unit=new, extent=extent, effective_on=REFORM)


@pytest.fixture
def merger(province: OrgUnit) -> tuple[OrgUnit, OrgUnit, OrgUnit]:
    """Two communes that became one on 1/7/2025."""
    first, second = (below(province, code=code, valid_to=REFORM) for code in ("26464", "26353"))
    new = below(province, code="26461", full_name="Xã Xuân Định", valid_from=REFORM)
    became(first, new)
    became(second, new)
    return first, second, new


def done(target: Target, unit: OrgUnit, on: date = date(2024, 5, 5), **more: Any) -> UnitAchievement:
    told = {"evidence": "Báo cáo 15/BC-UBND", "at": NOW, "by": None} | more
    return record_achievement(target=target, unit=unit, achieved_on=on, **told)


def figure(target: Target, as_of: date = TODAY, **more: Any) -> Figures:
    return compute(target, as_of=as_of, known_at=NOW, **more)


def total(figures: Figures) -> tuple[int, int]:
    return figures.tally.total.numerator, figures.tally.total.denominator


def test_units_of_the_rule_count_once_and_the_province_is_none(
    target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    done(target, xuan_dinh)
    assert total(figure(target)) == (1, 2)
    assert total(figure(target, date(2024, 5, 4))) == (0, 2)


def test_only_the_kinds_of_the_rule_count(target: Target, province: OrgUnit, xuan_dinh: OrgUnit) -> None:
    below(province, kind="phường")
    target.population = {"levels": ["xa"], "kinds": ["phường"]}
    assert total(figure(target)) == (0, 1)
    below(province, kind="sở", level="tinh", is_office=True)
    target.population = {"levels": ["tinh", "xa"], "kinds": []}
    assert total(figure(target)) == (0, 3)


def test_a_merged_commune_inherits_when_all_had_reached_it(
    target: Target, merger: tuple[OrgUnit, OrgUnit, OrgUnit]
) -> None:
    first, second, new = merger
    done(target, first, date(2024, 1, 1))
    assert total(figure(target, EVE)) == (1, 2)
    assert total(figure(target)) == (0, 1)
    done(target, second, date(2024, 3, 3))
    figures = figure(target)
    assert total(figures) == (1, 1)
    line = unit_lines_of(figures)[0]
    assert [unit.id for unit in line.through] == [first.pk, second.pk]
    assert line.member.completed_on == date(2024, 3, 3)
    assert line.unit.id == new.pk


def test_one_of_two_says_so_and_waits_for_a_record_of_its_own(
    target: Target, merger: tuple[OrgUnit, OrgUnit, OrgUnit]
) -> None:
    first, _second, new = merger
    done(target, first)
    line = unit_lines_of(figure(target))[0]
    assert ([unit.id for unit in line.partly], line.forerunners, line.done) == ([first.pk], 2, False)
    done(target, new, date(2025, 9, 1))
    assert total(figure(target)) == (1, 1)
    assert total(figure(target, date(2025, 8, 31))) == (0, 1)


def test_a_renamed_commune_keeps_what_it_reached(target: Target, province: OrgUnit) -> None:
    old = below(province, valid_to=REFORM)
    new = below(province, kind="phường", valid_from=REFORM)
    became(old, new)
    done(target, old)
    assert total(figure(target)) == (1, 1)
    assert total(figure(target, REFORM)) == (1, 1)


def test_a_part_carries_nothing_and_hinders_nothing(
    target: Target, province: OrgUnit, merger: tuple[OrgUnit, OrgUnit, OrgUnit]
) -> None:
    first, second, new = merger
    split = below(province, code="26449", valid_to=REFORM)
    other = below(province, code="26359", valid_from=REFORM)
    became(split, new, "part")
    became(split, other, "part")
    for unit in (first, second, split):
        done(target, unit)
    assert {line.unit.id: line.done for line in unit_lines_of(figure(target))} == {
        new.pk: True,
        other.pk: False,
    }


def test_what_joins_a_living_commune_gives_it_nothing(
    target: Target, province: OrgUnit, long_phuoc: OrgUnit
) -> None:
    joined = below(province, valid_to=REFORM)
    became(joined, long_phuoc)
    done(target, joined)
    assert total(figure(target)) == (0, 1)


def test_a_late_record_and_a_withdrawal_do_not_change_what_was_known(
    target: Target, xuan_dinh: OrgUnit
) -> None:
    row = done(target, xuan_dinh, at=NOW - timedelta(days=10))
    withdraw_achievement(achievement=row, reason="nhầm xã", at=NOW, by=None)
    assert total(figure(target)) == (0, 1)
    assert total(figure(target, cutoff=NOW - timedelta(days=5))) == (1, 1)
    assert total(figure(target, cutoff=NOW - timedelta(days=11))) == (0, 1)
    done(target, xuan_dinh)
    assert total(figure(target)) == (1, 1)
    with pytest.raises(Conflict):
        withdraw_achievement(achievement=row, reason="lần nữa", at=NOW, by=None)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": date(2027, 1, 1)}, "không thể sau hôm nay"),
        ({"evidence": " "}, "Hãy ghi căn cứ"),
    ],
)
def test_a_record_needs_a_day_gone_by_and_evidence(
    target: Target, xuan_dinh: OrgUnit, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        done(target, xuan_dinh, **more)


def test_a_unit_outside_the_rule_or_its_time_and_a_target_of_people_are_refused(
    target: Target, province: OrgUnit, xuan_dinh: OrgUnit, merger: tuple[OrgUnit, ...], desk_target: Target
) -> None:
    for unit, on in ((province, EVE), (merger[0], TODAY), (merger[2], EVE)):
        with pytest.raises(DomainError, match="không thuộc chỉ tiêu này"):
            done(target, unit, on)
    with pytest.raises(DomainError, match="tính theo người"):
        done(desk_target, xuan_dinh)
    done(target, xuan_dinh)
    with pytest.raises(Conflict, match="đã được ghi đạt"):
        done(target, xuan_dinh)


@pytest.mark.parametrize(
    "sql", ["UPDATE reports_unitachievement SET evidence = ''", "DELETE FROM reports_unitachievement"]
)
def test_the_database_refuses_to_change_the_record(target: Target, xuan_dinh: OrgUnit, sql: str) -> None:
    done(target, xuan_dinh)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert all("achievement" in line for line in triggers.statements("postgresql", create=True))


def test_kind_of_counting_is_not_changed_later(
    target: Target, province: OrgUnit, desk_target: Target
) -> None:
    target.counts = "nguoi"
    with pytest.raises(DomainError, match="đặt chỉ tiêu mới"):
        save_target(
            target=target, unit=province, levels=["xa"], courses=desk_target.courses.all(), at=NOW, by=None
        )


@pytest.fixture
def desk(client: Client, officer: Account, target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> Client:
    client.force_login(officer)
    return client


def record_page(unit: OrgUnit) -> str:
    return f"{TARGET}don-vi/{unit.uuid}/"


def test_hr_records_and_withdraws_on_the_page(desk: Client, xuan_dinh: OrgUnit, officer: Account) -> None:
    form = {"achieved_on": "5/5/2024", "evidence": "Biên bản 7"}
    assert "Biên bản 7" in desk.post(record_page(xuan_dinh), form, follow=True).content.decode()
    row = UnitAchievement.objects.get()
    assert (row.recorded_by, row.achieved_on) == (officer, date(2024, 5, 5))
    lists = desk.get(f"{TARGET}danh-sach/", {"loai": "hoan-thanh"}).content.decode()
    assert "Xã Xuân Định" in lists
    assert "Xã Long Phước" not in lists
    address = f"{record_page(xuan_dinh)}rut-lai/{row.uuid}/"
    assert desk.post(address, {"reason": ""}).status_code == 400
    assert "đã rút lại" in desk.post(address, {"reason": "nhầm"}, follow=True).content.decode()
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert actions == {"unit_achievement_recorded", "unit_achievement_withdrawn"}


def test_the_page_of_an_heir_says_from_whom(
    desk: Client, target: Target, merger: tuple[OrgUnit, OrgUnit, OrgUnit]
) -> None:
    first, second, new = merger
    done(target, first)
    assert "Được coi là đạt" not in desk.get(record_page(new)).content.decode()
    done(target, second)
    page = desk.get(record_page(new))
    assert [unit.id for unit in page.context["through"]] == [first.pk, second.pk]
    assert "Được coi là đạt" in page.content.decode()


@pytest.mark.parametrize(
    "form", [{}, {"achieved_on": "31/02/2024", "evidence": "x"}, {"achieved_on": "1/1/2024"}]
)
def test_a_bad_record_is_refused(desk: Client, xuan_dinh: OrgUnit, form: dict[str, str]) -> None:
    assert desk.post(record_page(xuan_dinh), form).status_code == 422
    assert not UnitAchievement.objects.exists()


def test_a_commune_records_itself_and_knows_no_other(
    client: Client, commune_officer: Account, target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    client.force_login(commune_officer)
    form = {"achieved_on": "5/5/2024", "evidence": "Biên bản 7"}
    assert client.post(record_page(xuan_dinh), form).status_code == 302
    for unit in (long_phuoc.uuid, uuid4()):
        assert client.get(f"{TARGET}don-vi/{unit}/").status_code == 404
        assert client.post(f"{TARGET}don-vi/{unit}/", form).status_code == 404
        assert client.post(f"{TARGET}don-vi/{unit}/rut-lai/{uuid4()}/").status_code == 404
    assert client.post(f"{record_page(xuan_dinh)}rut-lai/{uuid4()}/").status_code == 404
    assert "Long Phước" not in client.get(f"{TARGET}danh-sach/").content.decode()
    assert "Long Phước" not in client.get(TARGET).content.decode()


def test_leaders_look_and_learners_stay_out(
    client: Client, target: Target, province: OrgUnit, xuan_dinh: OrgUnit, desk_target: Target
) -> None:
    account = AccountFactory()
    client.force_login(account)
    assert client.get(record_page(xuan_dinh)).status_code == 403
    Scope.objects.create(account=account, unit=province, role=Scope.Role.LEADER)
    assert "Ghi đã đạt" not in client.get(record_page(xuan_dinh)).content.decode()
    assert client.post(record_page(xuan_dinh), {}).status_code == 403
    people = f"/nhan-su/chi-tieu/{desk_target.code}/don-vi/{xuan_dinh.uuid}/"
    assert client.get(people).status_code == 404


def test_workbook_and_json_name_every_unit(desk: Client, target: Target, xuan_dinh: OrgUnit) -> None:
    done(target, xuan_dinh)
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get(f"{TARGET}xuat/").content))
    rows = book.get_sheet_by_name("Kết quả từng đơn vị").to_python()
    assert [(row[1], row[3]) for row in rows[1:]] == [("Xã Long Phước", "Chưa đạt"), ("Xã Xuân Định", "Đạt")]
    told = as_json(figure(target))
    assert told["counts"] == "don_vi"
    assert told["total"] == {"numerator": 1, "denominator": 2, "excluded": 0, "percent": 50.0}


def test_the_desk_of_people_is_not_disturbed(desk: Client, target: Target) -> None:
    assert desk.get("/nhan-su/").headers["Location"] == "/nhan-su/chi-tieu/"
    assert "tính theo đơn vị" in desk.get("/nhan-su/chi-tieu/").content.decode()


def test_a_figure_of_units_takes_few_queries(
    desk: Client, target: Target, xuan_dinh: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    done(target, xuan_dinh)
    with django_assert_max_num_queries(5):
        figure(target)
    desk.get(TARGET)
    with django_assert_max_num_queries(18):
        desk.get(TARGET)


def test_a_unit_that_asked_its_people_online_counts_by_itself_where_the_target_says_so(
    target: Target, province: OrgUnit
) -> None:
    asked, silent = below(province), below(province)
    answered(SurveyFactory(kind="commune"), 10, asked)
    assert figure(target).tally.total.numerator == 0
    save_target(
        target=target, unit=province, levels=["xa"], courses=[], surveyed=True, at=NOW, by=None
    )  # fmt: skip
    found = figure(target)
    assert {member.unit for member in found.members if member.completed_on} == {asked.pk}
    assert target.definition_version == 2
    with pytest.raises(Conflict):
        done(target, asked)
    done(target, silent)
    assert figure(target).tally.total.numerator == 2
