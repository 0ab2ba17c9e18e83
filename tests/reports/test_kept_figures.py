"""Figures kept ready say what the record says, after whatever has happened; the record stays the truth."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Enrolment
from people.models import Account, OrgUnit, Posting
from people.queries.tree import UnitTree
from reports.models import RollUp, Target, TargetSpan, TargetStep, Touched
from reports.queries import kept as kept_module
from reports.queries.behind import Choice, behind
from reports.queries.facts import Frame
from reports.queries.figures import compute
from reports.queries.kept_cutoff import late_people
from reports.queries.kept_figures import KeptFigures, figure_of
from reports.queries.kept_marks import can_be_kept
from reports.queries.touched import Owners
from reports.rules import Standing
from reports.services.rollup_check import check_all
from reports.services.rollups import catch_up, count_missing, count_whole
from tests.factories import AccountFactory, PersonFactory, PostingFactory, ReleaseFactory
from tests.reports.kept_cast import NOW, TODAY, Happenings, assert_kept_equals_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Account:
    account: Account = AccountFactory(is_superuser=True)
    return account


@pytest.fixture
def begin(
    desk_target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit, province: OrgUnit, operator: Account
) -> Callable[[int], Happenings]:
    def begun(seed: int) -> Happenings:
        return Happenings(desk_target, [xuan_dinh, province, long_phuoc], operator, Random(seed))

    return begun


def kept(target: Target, day: date = TODAY, within: set[int] | None = None) -> KeptFigures:
    found = figure_of(target, UnitTree.load(), as_of=day, frame=Frame.NOW, within=within, now=NOW)
    assert isinstance(found, KeptFigures)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_after_anything_that_happens_the_kept_figures_are_those_of_the_record(
    begin: Callable[[int], Happenings], seed: int
) -> None:
    world = begin(seed)
    count_whole(target=world.target, at=NOW)
    for step in range(36):
        world.happen()
        if step % 12 == 11:  # touched people are counted by the page itself, later by the worker
            assert_kept_equals_record(world.target)
        if step % 12 == 5:
            catch_up(at=NOW)
            assert not Touched.objects.exists()
    catch_up(at=NOW)
    assert_kept_equals_record(world.target, {world.units[0].pk})
    assert check_all(at=NOW, write=False) == []


def test_after_a_reorganisation_or_another_definition_the_record_answers_until_all_is_counted_anew(
    begin: Callable[[int], Happenings],
) -> None:
    world = begin(7)
    count_whole(target=world.target, at=NOW)
    for change in (world.reorganise, world.redefine):
        for _ in range(8):
            world.happen()
        change()
        tree = UnitTree.load()
        told = figure_of(world.target, tree, as_of=TODAY, frame=Frame.NOW, within=None, now=NOW)
        assert not isinstance(told, KeptFigures)
        assert count_missing(at=NOW) == 1
        assert count_missing(at=NOW) == 0
        assert_kept_equals_record(world.target)
        assert RollUp.objects.count() == 1


def test_a_target_whose_rule_spans_do_not_know_is_never_kept(desk_target: Target) -> None:
    desk_target.population = {"levels": ["xa"], "born_before": 1970}
    desk_target.save()
    assert not can_be_kept(desk_target)
    assert count_missing(at=NOW) == 0


def test_every_column_of_a_target_is_known_to_what_is_kept() -> None:
    """A new column changes what counts, or it does not: say which in `mark_of`, in spans, and here."""
    counted = {
        "id", "counts", "unit", "population", "learning", "courses", "programmes", "starts_on", "due_on",
        "definition_version",
    }  # fmt: skip
    told_only = {
        "code", "title", "percent", "legal_basis", "responsible_unit", "plans", "responsible_person",
        "responsible_unit_text", "responsible_person_text", "responsible_phone", "training",
    }  # fmt: skip
    fields = [*Target._meta.concrete_fields, *Target._meta.many_to_many]
    assert {field.name for field in fields} == counted | told_only


def test_for_many_touched_people_a_page_says_until_when_its_figures_hold(
    desk_target: Target, xuan_dinh: OrgUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_whole(target=desk_target, at=NOW)
    catch_up(at=NOW)
    monkeypatch.setattr(kept_module, "AT_ONCE", 3)
    for _ in range(4):
        PostingFactory(person=PersonFactory(), unit=xuan_dinh)
    found = kept(desk_target)
    assert found.tally.total.denominator == 2
    assert found.kept.until == Touched.objects.order_by("at").values_list("at", flat=True)[0]
    assert catch_up(at=NOW) == 4
    assert kept(desk_target).tally.total.denominator == 6
    assert kept(desk_target).kept.until == NOW


def test_what_leaves_the_house_is_never_behind(
    desk_target: Target, xuan_dinh: OrgUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_whole(target=desk_target, at=NOW)
    catch_up(at=NOW)
    monkeypatch.setattr(kept_module, "AT_ONCE", 1)
    for _ in range(3):
        PostingFactory(person=PersonFactory(), unit=xuan_dinh)
    asked: dict[str, Any] = {"as_of": TODAY, "frame": Frame.NOW, "within": None, "now": NOW}
    assert figure_of(desk_target, UnitTree.load(), **asked).tally.total.denominator == 2
    assert figure_of(desk_target, UnitTree.load(), exact=True, **asked).tally.total.denominator == 5
    assert figure_of(desk_target, UnitTree.load(), cutoff=NOW, **asked).tally.total.denominator == 5


def test_when_too_much_was_recorded_since_the_record_answers(
    begin: Callable[[int], Happenings], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, cutoff = begin(3), NOW - timedelta(days=30)
    for _ in range(40):
        world.happen()
    count_whole(target=world.target, at=NOW)
    catch_up(at=NOW)
    asked: dict[str, Any] = {
        "as_of": TODAY,
        "frame": Frame.THEN,
        "within": None,
        "now": NOW,
        "cutoff": cutoff,
    }
    kept_one = figure_of(world.target, UnitTree.load(), **asked)
    monkeypatch.setattr("reports.queries.kept_cutoff.MOST", 0)
    record = figure_of(world.target, UnitTree.load(), **asked)
    assert (isinstance(kept_one, KeptFigures), isinstance(record, KeptFigures)) == (True, False)
    assert kept_one.tally == record.tally
    assert late_people(world.target, TODAY, cutoff)


def test_a_completion_is_counted_again_only_where_its_course_counts(desk_target: Target) -> None:
    enrolment = Enrolment.objects.get(
        course__in=desk_target.courses.all(), learner__full_name__endswith="Ánh"
    )
    rows = [(1, None, enrolment.pk)]
    assert enrolment.learner_id in Owners.of(rows).toward(desk_target)
    desk_target.courses.set([ReleaseFactory(items=["lesson"]).course])
    assert Owners.of(rows).toward(desk_target) == set()
    assert enrolment.learner_id in Owners.of([(1, enrolment.learner_id, None)]).toward(desk_target)


def test_nobody_touched_while_a_target_is_counted_is_forgotten(
    desk_target: Target, xuan_dinh: OrgUnit
) -> None:
    under_way = RollUp.objects.create(target=desk_target, mark="", begun_at=NOW)
    PostingFactory(person=PersonFactory(), unit=xuan_dinh)
    assert catch_up(at=NOW) == 0
    assert Touched.objects.exists()
    RollUp.objects.filter(pk=under_way.pk).update(begun_at=NOW - timedelta(hours=1))
    assert catch_up(at=NOW) > 0


def test_the_nightly_check_finds_and_mends_a_span_and_a_count_that_are_wrong(desk_target: Target) -> None:
    count_whole(target=desk_target, at=NOW)
    catch_up(at=NOW)  # or it would mend what follows by itself
    TargetSpan.objects.filter(pk=TargetSpan.objects.first().pk).update(kind="completed")  # type: ignore[union-attr]
    (drift,) = check_all(at=NOW, write=False)
    assert len(drift.people) == 1
    assert drift.counts > 0
    check_all(at=NOW, write=True)
    assert check_all(at=NOW, write=False) == []
    step = TargetStep.objects.first()
    assert step
    TargetStep.objects.filter(pk=step.pk).update(change=step.change + 5)
    (drift,) = check_all(at=NOW, write=False)
    assert (drift.people, drift.counts) == ((), 1)


def test_the_command_checks_and_counts_anew(desk_target: Target) -> None:
    out = StringIO()
    call_command("rebuild_figures", "--write", stdout=out)
    assert "1 chỉ tiêu" in out.getvalue()
    call_command("rebuild_figures", "--check", stdout=out)
    assert "0 bảng sai lệch" in out.getvalue()
    TargetSpan.objects.all().delete()
    with pytest.raises(CommandError, match="1 bảng sai lệch"):
        call_command("rebuild_figures", "--check", stdout=out)
    with pytest.raises(CommandError, match="khong-co"):
        call_command("rebuild_figures", "khong-co", "--write")


def test_the_names_behind_a_cell_are_those_of_the_record(begin: Callable[[int], Happenings]) -> None:
    world = begin(11)
    for _ in range(30):
        world.happen()
    count_whole(target=world.target, at=NOW)
    for _ in range(5):
        world.happen()
    told = compute(world.target, as_of=TODAY, known_at=NOW)
    for choice in (
        Choice(), Choice(units=(world.units[0].pk,)), Choice(standing=Standing.MISSING),
        Choice(group="not_enrolled"), Choice(keep=lambda unit: unit != world.units[0].pk),
    ):  # fmt: skip
        ours, record = behind(kept(world.target), choice), behind(told, choice)
        assert list(ours.keys()) == list(record.keys())
        assert ours.standings() == record.standings()
        assert list(ours.keys("nguyen")) == list(record.keys("nguyen"))
        shown = list(record.keys())[:2]
        assert set(ours.members(shown)) == set(record.members(shown))


@pytest.mark.parametrize("people", [10, 1000])
def test_a_kept_figure_takes_as_many_queries_for_ten_people_as_for_a_thousand(
    desk_target: Target, xuan_dinh: OrgUnit, people: int
) -> None:
    made = [
        PersonFactory.build(staff_code=f"Q{number}", created_at=NOW).set_keys() for number in range(people)
    ]
    type(made[0]).objects.bulk_create(made)
    Posting.objects.bulk_create(Posting(person=one, unit=xuan_dinh, starts_on=TODAY) for one in made)
    catch_up(at=NOW)
    count_whole(target=desk_target, at=NOW)
    tree = UnitTree.load()
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found = figure_of(desk_target, tree, as_of=TODAY, frame=Frame.NOW, within=None, now=NOW)
    assert found.tally.total.denominator == people + 2
    assert len(seen) == 6  # roll-up, courses, touched, years and months, days, version
