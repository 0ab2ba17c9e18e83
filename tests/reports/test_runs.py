"""A frozen figure stays that number: recomputed byte for byte, whatever happened since."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from threading import Barrier, Thread
from typing import Any
from unicodedata import normalize

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from common import clock
from common.errors import DomainError
from courses.models import Enrolment, LearningEvent
from courses.services.record import append_event
from people.models import OrgUnit, Person, Posting, UnitChange, UnitParent
from people.services.merging import merge_persons
from reports import triggers
from reports.definitions import definition_of, target_of
from reports.models import Programme, ReportCycle, ReportRun, RunFile, Target, TargetUnit, UnitAchievement
from reports.queries.canonical import digest
from reports.queries.figures import Frame
from reports.queries.runs import as_known, file_of, parsed, printed, verdict_on
from reports.services.cycles import open_cycle
from reports.services.runs import freeze_cycle, freeze_due, run_target, settled
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 14)
FROZEN = datetime(2026, 6, 14, 9, tzinfo=UTC)
LATER = datetime(2027, 6, 20, tzinfo=UTC)


def learner(name: str) -> Person:
    return Person.objects.get(full_name__endswith=name)


def complete(name: str, on: datetime, known: datetime | None = None) -> LearningEvent:
    enrolment = Enrolment.objects.get(learner=learner(name))
    return append_event(
        enrolment=enrolment, kind="activity_completed", activity=enrolment.release.items.get().activity,
        version=1, occurred_at=on, recorded_at=known or on, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


def retract(event: LearningEvent, at: datetime) -> None:
    append_event(
        enrolment=event.enrolment, kind="retracted", occurred_at=at, recorded_at=at, corrects=event,
        evidence={"reason": "điểm danh nhầm người"},
    )  # fmt: skip


@pytest.fixture
def run(desk_target: Target) -> ReportRun:
    """One of two had learnt."""
    complete("Ánh", datetime(2026, 3, 10, tzinfo=UTC))
    return run_target(target=desk_target, as_of=DAY, cutoff=None, frame=Frame.DAY, at=FROZEN, by=None)


def totals(run: ReportRun, code: str = "cbql-100") -> tuple[int, int]:
    row = printed(run).totals[code]
    return row["numerator"], row["denominator"]


def now_known(run: ReportRun) -> tuple[int, int]:
    row = as_known(run, LATER).totals["cbql-100"]
    return row["numerator"], row["denominator"]


def test_rows_are_sorted_lines_of_plain_json(run: ReportRun) -> None:
    content = file_of(run, RunFile.Kind.ROWS)
    lines = content.splitlines(keepends=True)
    assert lines == sorted(lines)
    assert content.endswith(b"}\n")
    assert content.decode() == normalize("NFC", content.decode())
    assert (run.row_count, run.rows_sha256) == (len(lines), digest(content))
    assert {row["kind"] for row in parsed(content.splitlines())} == {"total", "unit", "member"}
    assert "Ánh" not in content.decode()
    assert totals(run) == (1, 2)


def test_a_late_register_does_not_change_a_printed_report(run: ReportRun) -> None:
    complete("Cường", datetime(2026, 3, 12, tzinfo=UTC), known=FROZEN + timedelta(days=1))
    assert totals(run) == (1, 2)
    assert verdict_on(run).holds
    assert now_known(run) == (2, 2)


def test_a_retraction_after_print_does_not_change_it(run: ReportRun) -> None:
    retract(LearningEvent.objects.get(kind="activity_completed"), FROZEN + timedelta(days=2))
    assert verdict_on(run).holds
    assert now_known(run) == (0, 2)


def _posting_corrected(unit: OrgUnit) -> None:
    Posting.objects.filter(person=learner("Cường")).update(ends_on=date(2026, 2, 1))


def _late_roster(unit: OrgUnit) -> None:
    PostingFactory(person=PersonFactory(), unit=unit)


def _unit_renamed_by_hand(unit: OrgUnit) -> None:
    OrgUnit.objects.filter(pk=unit.pk).update(full_name="Xã Xuân Định mới")


def _reform(unit: OrgUnit) -> None:
    day = date(2027, 1, 1)
    new = OrgUnitFactory(code="30001", full_name="Phường Xuân Định", valid_from=day)
    UnitParent.objects.create(unit=new, parent=unit.parents.get().parent)
    OrgUnit.objects.filter(pk=unit.pk).update(valid_to=day)
    UnitChange.objects.create(from_unit=unit, to_unit=new, effective_on=day, is_principal=True)


def _merged(unit: OrgUnit) -> None:
    by = AccountFactory(is_superuser=True)
    merge_persons(survivor=learner("Ánh"), gone=learner("Cường"), take={}, at=LATER, by=by)


def _definition_changed(unit: OrgUnit) -> None:
    target = Target.objects.get(code="cbql-100")
    target.courses.set([ReleaseFactory().course])
    target.population, target.definition_version = {"levels": ["tinh"]}, 2
    target.save()


def _corrected_name(unit: OrgUnit) -> None:
    Person.objects.update(full_name="Tên đã sửa")


@pytest.mark.parametrize(
    "happened",
    [
        _posting_corrected, _late_roster, _unit_renamed_by_hand, _reform, _merged, _definition_changed,
        _corrected_name,
    ],
)  # fmt: skip
def test_a_year_later_it_is_the_same_byte_for_byte(
    run: ReportRun, xuan_dinh: OrgUnit, happened: Callable[[OrgUnit], None]
) -> None:
    happened(xuan_dinh)
    assert verdict_on(run).holds


def test_whoever_asks_in_english_gets_the_same_rows(run: ReportRun) -> None:
    with translation.override("en"):
        assert verdict_on(run).holds


def test_a_target_of_units_is_kept_too(province: OrgUnit, xuan_dinh: OrgUnit) -> None:
    target = Target.objects.create(
        code="qlvb", title="Đơn vị", counts="don_vi", unit=province, population={"levels": ["xa"]},
        starts_on=date(2026, 1, 1), due_on=date(2030, 1, 1),
    )  # fmt: skip
    run = run_target(target=target, as_of=DAY, cutoff=None, frame=Frame.DAY, at=FROZEN, by=None)
    UnitAchievement.objects.create(
        target=target, unit=xuan_dinh, achieved_on=date(2026, 1, 2), evidence="muộn", recorded_at=LATER
    )
    assert totals(run, "qlvb") == (0, 1)
    assert verdict_on(run).holds


def test_a_changed_byte_is_found_out(run: ReportRun) -> None:
    _without_triggers(lambda: RunFile.objects.filter(run=run, kind="rows").update(packed=_altered(run)))
    verdict = verdict_on(run)
    assert (verdict.intact, verdict.holds) == (False, False)
    with pytest.raises(CommandError, match="không còn khớp"):
        call_command("verify_run", str(run.uuid), stdout=StringIO())


def _altered(run: ReportRun) -> bytes:
    import gzip

    return gzip.compress(file_of(run, "rows").replace(b'"numerator":1', b'"numerator":2'))


def _without_triggers(deed: Callable[[], Any]) -> None:
    with connection.cursor() as cursor:
        for line in triggers.cycle_statements(connection.vendor, create=False):
            cursor.execute(line)
        deed()
        for line in triggers.cycle_statements(connection.vendor, create=True):
            cursor.execute(line)


def test_the_database_itself_refuses_to_edit_a_run(run: ReportRun) -> None:
    for rows in (ReportRun.objects.all(), RunFile.objects.all()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(id=99)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_definition_survives_its_round_trip(desk_target: Target) -> None:
    told = definition_of(desk_target)
    again = target_of(json.loads(json.dumps(told)))
    assert definition_of(again) == told
    assert list(again.courses.values_list("pk")) == list(desk_target.courses.values_list("pk"))


def test_a_rule_of_gender_units_and_programmes_is_kept_as_it_was(
    desk_target: Target, province: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    programme = Programme.objects.create(code="so-1", title="Số 1")
    programme.courses.set(desk_target.courses.all())
    desk_target.programmes.set([programme])
    desk_target.courses.clear()
    TargetUnit.objects.create(target=desk_target, unit=xuan_dinh, part="chi")
    desk_target.learning = {"programmes": True}
    desk_target.population |= {"named": True, "genders": ["nu"]}
    desk_target.save()
    Person.objects.update(gender="nu")
    complete("Ánh", datetime(2026, 3, 10, tzinfo=UTC))
    run = run_target(target=desk_target, as_of=DAY, cutoff=None, frame=Frame.DAY, at=FROZEN, by=None)
    assert totals(run) == (1, 1)
    programme.courses.set([ReleaseFactory().course])
    desk_target.listed.all().delete()
    Person.objects.filter(pk=learner("Ánh").pk).update(gender="nam")
    assert verdict_on(run).holds


def test_what_is_still_being_written_lies_after_the_cutoff(run: ReportRun) -> None:
    assert run.cutoff == settled(FROZEN) < FROZEN


def test_nobody_counts_gives_no_share_and_no_error(province: OrgUnit) -> None:
    target = Target.objects.create(
        code="trong", title="Không ai", unit=province, population={"levels": ["huyen"]},
        starts_on=date(2026, 1, 1), due_on=date(2030, 1, 1),
    )  # fmt: skip
    run = run_target(target=target, as_of=DAY, cutoff=None, frame=Frame.DAY, at=FROZEN, by=None)
    assert totals(run, "trong") == (0, 0)
    assert verdict_on(run).holds


# --- the cycle's own run


@pytest.fixture
def cycle(desk_target: Target) -> ReportCycle:
    return open_cycle(year=2026, half="6-thang", at=datetime(2026, 6, 1, tzinfo=UTC), by=None)


def test_a_second_freeze_gives_the_first_run(cycle: ReportCycle) -> None:
    first = freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    second = freeze_cycle(cycle=cycle, at=FROZEN + timedelta(hours=1), by=None)
    assert first == second
    assert ReportRun.objects.count() == 1


def test_it_is_frozen_by_itself_once_the_day_is_over(cycle: ReportCycle) -> None:
    over = clock.end_of_day(DAY)
    assert freeze_due(at=over) == []
    [run] = freeze_due(at=over + timedelta(hours=2))
    assert (run.as_of, run.cutoff, run.frame) == (DAY, over, "day")
    assert freeze_due(at=over + timedelta(hours=3)) == []


def test_what_was_recorded_after_the_day_is_not_in_it(cycle: ReportCycle) -> None:
    over = clock.end_of_day(DAY)
    complete("Ánh", datetime(2026, 3, 1, tzinfo=UTC), known=over + timedelta(minutes=5))
    [run] = freeze_due(at=over + timedelta(days=3))
    assert totals(run) == (0, 2)


def test_killed_while_freezing_leaves_nothing_and_can_be_done_again(
    cycle: ReportCycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("reports.services.runs.gzip.compress", _killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    assert not ReportRun.objects.exists()
    assert verdict_on(freeze_cycle(cycle=cycle, at=FROZEN, by=None)).holds


def _killed(*args: object, **more: object) -> bytes:
    raise KeyboardInterrupt


def test_a_cycle_without_targets_is_not_frozen(cycle: ReportCycle) -> None:
    cycle.targets.clear()
    with pytest.raises(DomainError, match="chưa có chỉ tiêu"):
        freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    assert freeze_due(at=LATER) == []


def said(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_the_commands_freeze_and_verify(desk_target: Target) -> None:
    told = json.loads(said("run_report", "cbql-100", "--as-of", "14/06/2026", "--frame", "then"))
    assert (told["as_of"], told["frame"]) == ("2026-06-14", "then")
    assert told["targets"]["cbql-100"] == {"numerator": 0, "denominator": 2, "excluded": 0}
    assert "Đúng từng byte" in said("verify_run", told["run"])
    assert json.loads(said("verify_run", told["run"], "--json"))["verdict"] == "same"


def test_a_cycle_is_frozen_and_verified_by_its_code(cycle: ReportCycle) -> None:
    told = json.loads(said("run_report", "--cycle", cycle.code))
    assert told["cycle"] == "2026-6-thang"
    assert told["sha256"] in said("verify_run", cycle.code)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["run_report"], "Hãy ghi mã"),
        (["run_report", "khong-co"], "Không có chỉ tiêu"),
        (["run_report", "--cycle", "khong-co"], "Không có đợt"),
        (["run_report", "cbql-100", "--as-of", "31/12/2099"], "không thể sau hôm nay"),
        (["run_report", "--cycle", "2026-nam", "--as-of", "1/1/2026"], "đã có sẵn"),
        (["verify_run", "abc"], "Không có bản chốt"),
    ],
)
def test_bad_input_is_a_sentence(desk_target: Target, args: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command(*args, stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_two_freezes_at_once_give_one_run(desk_target: Target) -> None:
    cycle = open_cycle(year=2026, half="6-thang", at=datetime(2026, 6, 1, tzinfo=UTC), by=None)
    both, found = Barrier(2), []

    def freeze() -> None:
        both.wait()
        found.append(freeze_cycle(cycle=cycle, at=FROZEN, by=None).pk)
        connection.close()

    threads = [Thread(target=freeze) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert ReportRun.objects.count() == RunFile.objects.filter(kind="rows").count() == 1
