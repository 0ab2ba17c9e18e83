"""Spans know every rule by which people count: on every day of any history they say what the record says."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import CourseRelease
from people.models import Account, OrgUnit, Person, RoleKind
from people.queries.tree import UnitTree
from reports.models import Programme, Target, TargetUnit, Touched
from reports.population import Traits
from reports.queries.behind import group_sizes
from reports.queries.breakdown import Breakdown
from reports.queries.chase import Chasing, chasing
from reports.queries.facts import Facts, Frame
from reports.queries.figures import evaluate, load_facts
from reports.queries.kept_figures import KeptFacts, KeptFigures, figure_of, member_of
from reports.queries.kept_marks import can_be_kept
from reports.queries.posts import Post, day_held, days_held
from reports.queries.selection import Selection, listed
from reports.queries.spans import Span, spans_of
from reports.rules import Member, Standing
from reports.services.rollup_check import check_all
from reports.services.rollups import catch_up, count_missing, count_whole
from tests.factories import AccountFactory, ReleaseFactory
from tests.reports.brute.history import asked, day, history
from tests.reports.brute.recount import end_of
from tests.reports.brute.writing import Written, now
from tests.reports.kept_cast import NOW, TODAY, Happenings, assert_kept_equals_record

pytestmark = pytest.mark.django_db
HISTORIES = int(os.environ.get("BRUTE_FORCE", "40"))
UNKNOWN = {"Danh sách chưa ghi giới tính": "gender", "Danh sách chưa ghi năm sinh": "age"}
WOMEN = {"genders": ["nu"], "age_from": 30, "age_to": 45}
PERIOD = {"held": "ky", "least_days": 60}
RULES: list[tuple[dict[str, object], dict[str, object]]] = [
    (WOMEN, {}),
    (PERIOD, {"what": "tat_ca"}),
    ({"held": "chot", "held_on": "2026-03-15", "named": True}, {"programmes": True}),
    ({"roles": ["bcd_ntm"], "named": True} | PERIOD | WOMEN, {"what": "tat_ca", "programmes": True}),
]


@pytest.fixture
def operator(db: None) -> Account:
    account: Account = AccountFactory(is_superuser=True)
    return account


@pytest.fixture
def releases(db: None) -> list[CourseRelease]:
    return [ReleaseFactory(items=["lesson", "lesson"]) for _course in range(2)]


def told(members: Iterable[Member]) -> Counter[object]:
    """With what members do not compare by, too."""
    return Counter((one, one.category, one.started_on, one.due_on) for one in members)


@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=False))
def test_spans_say_of_every_day_and_rule_what_the_record_says(
    releases: list[CourseRelease], operator: Account, random: Random
) -> None:
    story = history(random)
    with transaction.atomic():
        written = Written(story, releases, operator)
        for _n in range(3):
            target = written.target(asked(random, story.units))
            facts, chase = load_facts(target, cutoff=None, known_at=now()), chasing(target)
            spans = list(spans_of(facts, chase))
            _same_on_every_day(facts, chase, spans)
            _each_alone(target, spans)
            _same_from_the_tables(facts, random)
        transaction.set_rollback(True)


def _same_on_every_day(facts: Facts, chase: Chasing, spans: list[Span]) -> None:
    kept = KeptFacts(facts.target, facts.tree, {}, {}, {}, facts.known_at)
    for number in range(-3, 150):
        standing = [span for span in spans if span.holds_on(day(number))]
        members = facts.members(day(number))
        assert told(member_of(span, kept, day(number)) for span in standing) == told(members)
        assert {span.person: span.kind for span in standing} == {
            one.person: _kind(one, chase, day(number)) for one in members
        }


def _kind(member: Member, chase: Chasing, on: date) -> str:
    if member.standing is Standing.MISSING:
        return chase.group(member.person, on)
    return UNKNOWN.get(member.reason, member.standing.value)


def _each_alone(target: Target, spans: list[Span]) -> None:
    """What is said of a person does not depend on who else is read."""
    for person in {span.person for span in spans}:
        facts = load_facts(target, cutoff=None, known_at=now(), people={person})
        assert list(spans_of(facts, chasing(target, {person}))) == [
            span for span in spans if span.person == person
        ]


def _same_from_the_tables(facts: Facts, random: Random) -> None:
    """Of any day, on any map, as known now or earlier: figure, people, goals and every way to split it."""
    if can_be_kept(facts.target):
        count_whole(target=facts.target, at=now())
    cutoff = end_of(random.randrange(20, 110))
    earlier = load_facts(facts.target, cutoff=cutoff, known_at=now())
    for number in random.sample(range(110), 2):
        for frame in Frame:
            _same_figure(facts, number, frame)
            _same_figure(earlier, number, frame)


def _same_figure(facts: Facts, number: int, frame: Frame) -> None:
    found = figure_of(
        facts.target, UnitTree.load(), as_of=day(number), frame=frame, within=None, now=now(), cutoff=facts.cutoff
    )  # fmt: skip
    assert isinstance(found, KeptFigures) is can_be_kept(facts.target)
    record = evaluate(facts, day(number), frame)
    assert told(found.members) == told(record.members)
    assert (found.tally, found.cutoff) == (record.tally, record.cutoff)
    assert group_sizes(found) == group_sizes(record)
    assert Breakdown(found).ways == Breakdown(record).ways
    for unit in record.tally.units:
        assert found.facts.goal_of(unit) == record.facts.goal_of(unit)


@pytest.fixture
def begin(
    desk_target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit, province: OrgUnit, operator: Account
) -> Callable[..., Happenings]:
    """A target with all that rules may name: a second course, a programme of both, a unit left out."""

    def begun(seed: int, population: dict[str, object], learning: dict[str, object]) -> Happenings:
        RoleKind.objects.get_or_create(code="bcd_ntm", defaults={"name": "BCĐ"})
        courses = [desk_target.courses.get(), ReleaseFactory(items=["lesson"]).course]
        programme = Programme.objects.create(code="ca-hai", title="Cả hai")
        programme.courses.set(courses)
        desk_target.programmes.add(programme)
        desk_target.courses.set(courses)
        TargetUnit.objects.create(target=desk_target, unit=long_phuoc, part=TargetUnit.Part.WITHOUT)
        desk_target.population = {"levels": ["tinh", "xa"], **population}
        desk_target.learning, desk_target.due_on = learning, date(2026, 9, 30)
        desk_target.save()
        return Happenings(desk_target, [xuan_dinh, province, long_phuoc], operator, Random(seed))

    return begun


@pytest.mark.parametrize(("seed", "rule"), list(enumerate(RULES)))
def test_after_anything_that_happens_figures_kept_by_finer_rules_are_those_of_the_record(
    begin: Callable[..., Happenings], seed: int, rule: tuple[dict[str, object], dict[str, object]]
) -> None:
    world = begin(seed, *rule)
    count_whole(target=world.target, at=NOW)
    for step in range(40):
        world.happen()
        if step == 25:
            catch_up(at=NOW)
            assert not Touched.objects.exists()
    assert_kept_equals_record(world.target)  # what is touched is counted by the page itself
    catch_up(at=NOW)
    assert_kept_equals_record(world.target, {world.units[0].pk})
    assert check_all(at=NOW, write=False) == []


def test_a_change_of_what_a_rule_names_makes_the_record_answer_until_all_is_counted_anew(
    begin: Callable[..., Happenings],
) -> None:
    world = begin(5, {"named": True}, {"programmes": True})
    count_whole(target=world.target, at=NOW)
    for change in (
        lambda: TargetUnit.objects.all().delete(),
        lambda: Programme.objects.get().courses.remove(world.target.courses.last()),
        lambda: Target.objects.update(due_on=date(2026, 8, 1)),
        lambda: Target.objects.update(learning={"what": "tat_ca", "programmes": True}),
    ):
        change()
        world.target.refresh_from_db()
        found = figure_of(world.target, UnitTree.load(), as_of=TODAY, frame=Frame.NOW, within=None, now=NOW)
        assert not isinstance(found, KeptFigures)
        assert count_missing(at=NOW) == 1
        assert_kept_equals_record(world.target)


@pytest.mark.parametrize("learning", [{"what": "gio", "hours": 8}, {"papers": False}, {"score": 5}])
def test_what_rests_on_single_events_is_read_from_the_record(desk_target: Target, learning: object) -> None:
    desk_target.learning = learning
    desk_target.save()
    assert not can_be_kept(desk_target)
    assert count_missing(at=NOW) == 0


def test_residents_and_units_are_never_kept(desk_target: Target) -> None:
    for counts in ("don_vi", "dan_cu"):
        desk_target.counts = counts
        desk_target.save()
        assert count_missing(at=NOW) == 0


def test_of_whom_too_little_is_known_the_reason_is_said_in_the_readers_language(desk_target: Target) -> None:
    desk_target.population |= {"genders": ["nu"]}
    desk_target.save()
    with translation.override("en"):
        count_whole(target=desk_target, at=NOW)
    for language in ("vi", "en"):
        with translation.override(language):
            found = figure_of(
                desk_target, UnitTree.load(), as_of=TODAY, frame=Frame.NOW, within=None, now=NOW
            )
            record = load_facts(desk_target, cutoff=None, known_at=NOW).members(TODAY)
            assert {one.reason for one in found.members} == {one.reason for one in record} != {""}


def test_a_gender_written_down_is_seen_at_once(desk_target: Target) -> None:
    desk_target.population |= {"genders": ["nu"]}
    desk_target.save()
    count_whole(target=desk_target, at=NOW)
    catch_up(at=NOW)
    Person.objects.update(gender="nu")
    found = figure_of(desk_target, UnitTree.load(), as_of=TODAY, frame=Frame.NOW, within=None, now=NOW)
    assert isinstance(found, KeptFigures)
    assert (found.tally.total.denominator, found.tally.total.excluded) == (2, 0)


def test_a_kept_figure_is_split_as_that_of_the_record(begin: Callable[..., Happenings]) -> None:
    world = begin(9, WOMEN, {})
    for _ in range(40):
        world.happen()
    count_whole(target=world.target, at=NOW)
    found = figure_of(world.target, UnitTree.load(), as_of=TODAY, frame=Frame.NOW, within=None, now=NOW)
    record = evaluate(load_facts(world.target, cutoff=None, known_at=NOW), TODAY)
    assert isinstance(found, KeptFigures)
    assert Breakdown(found).ways == Breakdown(record).ways != []
    for way in Breakdown(record).ways:
        for line in way.lines:
            asked = Selection(way=way.key, part=line.key)
            ours, told = listed(found, asked), listed(record, asked)
            assert set(ours.keys()) == {one.person for one in Breakdown(record).chosen(way.key, line.key)}
            assert (list(ours.keys()), ours.standings()) == (list(told.keys()), told.standings())
            assert set(ours.members(ours.keys())) == set(told.members(told.keys()))
    assert len(listed(found, Selection(way="khong-co", part="")).keys()) == len(record.members)


@pytest.mark.parametrize(
    "traits",
    [Traits("", date(1996, 2, 29)), Traits("", date(1990, 12, 31)), Traits("", None, 1985), Traits()],
)
def test_the_day_on_which_somebody_comes_to_an_age_is_the_first_on_which_they_have_it(traits: Traits) -> None:
    for age in (0, 18, 30, 31, 32, 60):
        comes = traits.comes_to(age)
        if traits == Traits():
            assert comes is None
        else:
            assert comes
            assert (traits.age_on(comes - timedelta(days=1)), traits.age_on(comes)) == (age - 1, age)
    assert traits.comes_to(9000) is None


def test_the_day_that_makes_posts_long_enough_is_the_first_on_which_they_are() -> None:
    random, first = Random(3), date(2026, 1, 1)
    for _ in range(200):
        posts = [_post(random, n, first) for n in range(random.randrange(4))]
        days = [first + timedelta(days=n) for n in range(150)]
        enough = next((one for one in days if days_held(posts, one) >= 30), None)
        assert day_held(posts, 30) == enough


def _post(random: Random, number: int, first: date) -> Post:
    start = first + timedelta(days=random.randrange(60))
    end = random.choice([None, start + timedelta(days=random.randrange(40))])
    return Post(number, 1, "", start, end)
