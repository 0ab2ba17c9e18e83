"""Versions and releases: publishing changes nothing for those who learn until a release is made."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from common.errors import Conflict, DomainError
from courses.models import Activity, ActivityVersion, Course
from courses.services.enrolment import change_release, enrol
from courses.services.record import append_event
from courses.services.releases import (
    ensure_course,
    impact_of,
    publish_version,
    release_course,
    withdraw_activity,
)
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def publish(activity: Activity | None = None, **changes: Any) -> ActivityVersion:
    page = {
        "kind": "lesson",
        "title": "Bài 1",
        "summary": "",
        "body": [{"type": "text"}],
        "body_html": "<p>…</p>",
    }
    return publish_version(
        **page | {"activity": activity, "media": {}, "facts": {}, "at": AT, "by": None} | changes
    )


def line(version: ActivityVersion, **changes: Any) -> dict[str, Any]:
    rule = {"kind": "read", "seconds": 60}
    return {
        "activity": version.activity,
        "minimum_version": version.number,
        "required": True,
        "rule": rule,
    } | changes


def release(course: Course, *items: dict[str, Any], title: str = "Khóa") -> Any:
    return release_course(course=course, items=items, title=title, hours=8, notes="", at=AT, by=None)  # type: ignore[arg-type]


@pytest.fixture
def course() -> Course:
    return ensure_course(code="ATTT", slug="an-toan", title="An toàn thông tin", hours=8, at=AT)


def test_publishing_the_same_words_again_makes_no_new_version() -> None:
    first = publish()
    assert publish(first.activity) == first
    assert publish(first.activity, body_html="<p>drawn anew</p>") == first
    second = publish(first.activity, title="Bài 1 (sửa)")
    assert (second.number, second.activity.title) == (2, "Bài 1 (sửa)")
    assert len(second.digest) == 64


def test_a_first_publication_makes_an_activity_with_its_own_address() -> None:
    assert publish().activity.uuid != publish().activity.uuid


def test_an_activity_keeps_its_kind() -> None:
    with pytest.raises(Conflict):
        publish(publish().activity, kind="quiz")


def test_a_withdrawn_activity_comes_back_with_its_next_publication() -> None:
    version = publish()
    withdraw_activity(activity=version.activity, at=AT)
    version.activity.refresh_from_db()
    assert version.activity.withdrawn_at == AT
    assert publish(version.activity, title="Lại").activity.withdrawn_at is None


def test_releasing_an_unchanged_outline_returns_the_release_there_is(course: Course) -> None:
    version = publish()
    first = release(course, line(version))
    assert release(course, line(version)) == first
    assert release(course, line(version), title="Tên mới").number == 2


def test_a_release_needs_something_required_published_and_known(course: Course) -> None:
    version = publish()
    refused = [
        [],
        [line(version, required=False)],
        [line(version), line(version)],
        [line(version, minimum_version=2)],
        [line(version, rule={"kind": "quiz"})],
        [line(version, rule={"kind": "watch", "share": 1.5})],
    ]
    for items in refused:
        with pytest.raises(DomainError):
            release(course, *items)
    assert not course.releases.exists()


def test_a_course_is_named_by_its_code_and_made_once(course: Course) -> None:
    again = ensure_course(
        code="ATTT", slug="an-toan", title="An toàn thông tin mới", hours=9, at=AT + timedelta(days=1)
    )
    assert (again.pk, again.title, again.created_at) == (course.pk, "An toàn thông tin mới", AT)


def test_the_impact_is_known_before_releasing(course: Course) -> None:
    one, two = publish(), publish(title="Bài 2")
    release(course, line(one), line(two))
    midway, done = (enrol(learner=PersonFactory(), course=course, at=AT) for _ in range(2))
    enrol(learner=PersonFactory(), course=course, at=AT)
    for enrolment, versions in ((midway, [one]), (done, [one, two])):
        for version in versions:
            append_event(
                enrolment=enrolment, kind="activity_completed", activity=version.activity, version=1, occurred_at=AT,
                recorded_at=AT, evidence={"rule": "read", "seconds": 60},
            )  # fmt: skip
    renewed, added = publish(one.activity, title="Bài 1 mới"), publish(title="Bài 3")
    impact = impact_of(course, [line(renewed), line(added)])
    assert (impact.not_started, impact.midway, impact.completed) == (1, 1, 1)
    assert (impact.new_required, impact.renewed, impact.dropped) == (
        [added.activity],
        [one.activity],
        [two.activity],
    )
    assert impact.asks_more
    assert impact_of(course, [line(one), line(two)]).unchanged


def test_moving_to_a_later_release_takes_no_completion_away(course: Course) -> None:
    one = publish()
    release(course, line(one))
    enrolment = enrol(learner=PersonFactory(), course=course, at=AT)
    append_event(
        enrolment=enrolment, kind="activity_completed", activity=one.activity, version=1, occurred_at=AT,
        recorded_at=AT, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip
    second = release(course, line(one), line(publish(title="Bài 2")))
    change_release(enrolment=enrolment, release=second, at=AT + timedelta(days=1), by=None)
    enrolment.refresh_from_db()
    assert (enrolment.release, enrolment.progress.state) == (second, "completed")
    assert (enrolment.progress.done, enrolment.progress.required) == (1, 2)
    with pytest.raises(Conflict):
        change_release(enrolment=enrolment, release=second, at=AT, by=None)
