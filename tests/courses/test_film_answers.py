"""A film that asks is done when it was watched and its questions were answered; answers are facts."""

from itertools import permutations
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from common.errors import Conflict, DomainError
from courses.models import FilmAnswer, LearningEvent
from courses.services.finishing import finish_activity
from courses.services.progress import rebuild
from courses.services.record import append_event
from tests.courses.film_asking import AT, FIRST, QUESTIONS, SECOND, Viewer, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer() -> Viewer:
    return Viewer()


STEPS = {
    "watch": lambda viewer, after: viewer.watch(0, 95, after),
    "first": lambda viewer, after: viewer.answer(FIRST, "b", after=after).completed,
    "second": lambda viewer, after: viewer.answer(SECOND, "a", "c", after=after).completed,
}


@pytest.mark.parametrize("order", list(permutations(STEPS)))
def test_seconds_and_answers_complete_it_in_whatever_order_they_come(
    viewer: Viewer, order: tuple[str, ...]
) -> None:
    results = [STEPS[step](viewer, 100 * (place + 1)) for place, step in enumerate(order)]
    assert results == [False, False, True]
    assert LearningEvent.objects.filter(kind="activity_completed").count() == 1
    assert rebuild(write=False) == []


def test_the_event_tells_both_what_was_seen_and_what_was_answered(viewer: Viewer) -> None:
    viewer.answer(FIRST, "b")
    viewer.answer(SECOND, "a", "c")
    viewer.watch(0, 95, 100)
    evidence = viewer.completion.evidence  # type: ignore[union-attr]
    assert evidence["questions"] == {"asked": 2, "answered": 2, "right": 1}
    assert evidence["seconds"] == 95


def test_a_wrong_answer_counts_as_answered_unless_it_must_be_right(viewer: Viewer) -> None:
    first, second = viewer.answer(FIRST, "b"), viewer.answer(SECOND, "a")
    assert (first.right, first.rewind_to, first.asked.left) == (False, 10.0, [str(SECOND)])
    assert (second.right, second.asked.left) == (False, [str(SECOND)])
    assert "hôm qua" in first.feedback


def test_the_button_at_the_end_says_that_questions_are_open(viewer: Viewer) -> None:
    viewer.watch(0, 95, 100)
    with pytest.raises(Conflict, match="Còn 2 câu hỏi trong video cần trả lời"):
        finish_activity(
            enrolment=viewer.enrolment,
            activity=viewer.activity,
            version=viewer.version,
            at=AT,
            item=viewer.item,
        )


def test_a_replay_gets_its_first_grade_and_is_kept_once(viewer: Viewer) -> None:
    uuid = uuid4()
    first = viewer.answer(FIRST, "b", uuid=uuid)
    again = viewer.answer(FIRST, "a", uuid=uuid)
    assert (first.right, again.right) == (False, False)
    assert FilmAnswer.objects.count() == 1


def test_another_learners_uuid_is_refused(viewer: Viewer) -> None:
    uuid = uuid4()
    viewer.answer(FIRST, "b", uuid=uuid)
    with pytest.raises(Conflict):
        Viewer().answer(FIRST, "a", uuid=uuid)
    with pytest.raises(Conflict):
        viewer.answer(SECOND, "a", uuid=uuid)


@pytest.mark.parametrize(("name", "chosen"), [(UUID(int=9), "a"), (FIRST, "x"), (FIRST, "ab"), (FIRST, "")])
def test_what_is_not_in_the_version_is_refused_and_not_kept(viewer: Viewer, name: UUID, chosen: str) -> None:
    with pytest.raises(DomainError):
        viewer.answer(name, *chosen)
    assert not FilmAnswer.objects.exists()


def test_answers_are_never_changed_or_deleted(viewer: Viewer) -> None:
    viewer.answer(FIRST, "b")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FilmAnswer.objects.update(right=True)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FilmAnswer.objects.all()._raw_delete("default")  # type: ignore[attr-defined]


def test_a_question_added_later_is_not_demanded_by_the_release_one_is_pinned_to(viewer: Viewer) -> None:
    viewer.publish(2, [*QUESTIONS, question(UUID(int=3), 80.0)])
    viewer.answer(FIRST, "a")
    viewer.answer(SECOND, "a", "c")
    assert viewer.watch(0, 95, 100)
    assert viewer.answer(UUID(int=3), "b").completed


def test_a_question_taken_out_later_keeps_nobody_waiting(viewer: Viewer) -> None:
    viewer.publish(2, QUESTIONS[:1])
    viewer.answer(FIRST, "a")
    assert viewer.watch(0, 95, 100)


def test_new_substance_asks_again(viewer: Viewer) -> None:
    viewer.answer(FIRST, "a")
    viewer.answer(SECOND, "a", "c")
    viewer.publish(2, QUESTIONS)
    viewer.item.minimum_version = 2
    viewer.item.save()
    assert not viewer.watch(0, 95, 100)
    viewer.answer(FIRST, "a", after=101)
    assert viewer.answer(SECOND, "a", "c", after=102).completed


def test_evidence_about_questions_is_checked(viewer: Viewer) -> None:
    told = {"rule": "watch", "seconds": 1, "questions": {"asked": "all"}}
    with pytest.raises(DomainError, match="questions is not valid"):
        append_event(
            enrolment=viewer.enrolment, kind="activity_completed", activity=viewer.activity, occurred_at=AT,
            recorded_at=AT, evidence=told,
        )  # fmt: skip
