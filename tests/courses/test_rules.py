"""The fold: what counts as complete, whatever the order in which the facts arrive."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from courses.rules import Event, Item, Progress, assess, first_release

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
READ, WATCH, TEST = 1, 2, 3
RELEASES = {
    1: [Item(READ), Item(WATCH), Item(TEST, required=False)],
    2: [Item(READ), Item(WATCH, minimum_version=2), Item(TEST)],
}


def event(number: int, kind: str, activity: int | None = None, **more: object) -> Event:
    return Event(UUID(int=number), kind, START + timedelta(hours=number), activity, **more)  # type: ignore[arg-type]


def fold(*events: Event) -> Progress:
    return assess(RELEASES, 1, events)


def test_a_course_is_complete_at_the_moment_its_last_required_item_is_done() -> None:
    progress = fold(event(1, "activity_completed", READ), event(2, "activity_completed", WATCH))
    assert (progress.state, progress.percent, progress.completed_at) == (
        "completed",
        100,
        START + timedelta(hours=2),
    )


def test_an_optional_item_is_not_needed_and_does_not_push_the_percentage() -> None:
    progress = fold(event(1, "assessment_passed", TEST), event(2, "activity_completed", READ))
    assert (progress.state, progress.done, progress.required, progress.percent) == ("in_progress", 1, 2, 50)


def test_nothing_done_is_not_started_even_when_enrolled() -> None:
    assert fold(event(1, "enrolled", release=1)).state == "not_started"


def test_an_empty_outline_is_never_complete() -> None:
    progress = assess({1: []}, 1, [event(1, "enrolled", release=1)])
    assert (progress.state, progress.percent) == ("not_started", 0)


def test_the_same_fact_twice_counts_once() -> None:
    once = event(1, "activity_completed", READ)
    assert fold(once, once) == fold(once)


def test_a_later_release_lists_what_is_open_but_takes_nothing_away() -> None:
    done = [event(1, "activity_completed", READ, version=1), event(2, "activity_completed", WATCH, version=1)]
    progress = fold(*done, event(3, "release_changed", release=2))
    assert progress.completed_at == START + timedelta(hours=2)
    assert (progress.state, progress.release, progress.done, progress.required) == ("completed", 2, 1, 3)


def test_a_learner_mid_way_must_do_the_new_version_that_the_release_asks_for() -> None:
    old = event(1, "activity_completed", WATCH, version=1)
    moved = event(2, "release_changed", release=2)
    rest = [event(3, "activity_completed", READ, version=1), event(4, "assessment_passed", TEST)]
    assert fold(old, moved, *rest).state == "in_progress"
    assert fold(old, moved, *rest, event(5, "activity_completed", WATCH, version=2)).state == "completed"


def test_a_release_that_drops_the_open_item_completes_the_course_at_that_moment() -> None:
    releases = {1: [Item(READ), Item(WATCH)], 2: [Item(READ)]}
    events = [event(1, "activity_completed", READ), event(2, "release_changed", release=2)]
    assert assess(releases, 1, events).completed_at == START + timedelta(hours=2)


def test_a_classroom_day_for_the_whole_course_completes_it() -> None:
    progress = fold(event(1, "session_attended"))
    assert (progress.state, progress.done) == ("completed", 2)


def test_a_retracted_fact_is_as_if_it_had_never_been() -> None:
    done = event(1, "activity_completed", READ)
    taken_back = event(2, "retracted", corrects=done.uuid)
    assert fold(done, taken_back) == fold()


def test_a_retraction_taken_back_brings_the_fact_back() -> None:
    done = event(1, "activity_completed", READ)
    taken_back = event(2, "retracted", corrects=done.uuid)
    restored = event(3, "retracted", corrects=taken_back.uuid)
    assert fold(done, taken_back, restored) == fold(done)


def test_an_excuse_counts_only_before_completion() -> None:
    done = [event(1, "activity_completed", READ), event(2, "activity_completed", WATCH)]
    late = fold(*done, event(3, "excused", evidence={"reason": "Nghỉ hưu"}))
    assert (late.state, late.excused_at) == ("completed", None)
    early = fold(event(1, "excused", evidence={"reason": "Nghỉ thai sản"}))
    assert (early.state, early.excused_reason) == ("excused", "Nghỉ thai sản")


def test_an_excused_person_who_finishes_all_the_same_has_completed() -> None:
    events = [event(n + 1, "activity_completed", activity) for n, activity in enumerate([READ, WATCH])]
    progress = fold(event(0, "excused", evidence={"reason": "Nghỉ ốm"}), *events)
    assert (progress.state, progress.excused_at) == ("completed", START)


def test_the_first_release_is_read_from_the_record_before_the_present_pin() -> None:
    changed = event(2, "release_changed", release=2, evidence={"from": 1, "to": 2})
    assert first_release([changed], fallback=2) == 1
    assert first_release([changed, event(1, "enrolled", release=1)], fallback=2) == 1
    assert first_release([], fallback=2) == 2


KINDS = st.sampled_from(
    ["activity_completed", "assessment_passed", "session_attended", "excused", "release_changed"]
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    for number in range(draw(st.integers(0, 12))):
        moment = START + timedelta(hours=draw(st.integers(0, 5)))
        if events and draw(st.booleans()) and draw(st.booleans()):
            target = draw(st.sampled_from(events)).uuid
            events.append(Event(UUID(int=number), "retracted", moment, corrects=target))
            continue
        activity = draw(st.sampled_from([READ, WATCH, TEST, None]))
        version, release = draw(st.sampled_from([None, 1, 2])), draw(st.sampled_from([1, 2]))
        events.append(Event(UUID(int=number), draw(KINDS), moment, activity, version, release))
    return events


@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_and_doubles_never_matter(history: list[Event], random: Random) -> None:
    shuffled = [*history, *random.sample(history, k=len(history) // 2)]
    random.shuffle(shuffled)
    assert fold(*shuffled) == fold(*history)


@given(histories())
def test_a_percentage_stays_between_0_and_100_and_100_means_complete(history: list[Event]) -> None:
    progress = fold(*history)
    assert 0 <= progress.percent <= 100
    assert (progress.percent == 100) == (progress.state == "completed")
    assert 0 <= progress.done <= progress.required
