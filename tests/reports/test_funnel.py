"""How far a course's learners come: every step counted from the record, names only within one's scope."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from content.services.groups import ensure_groups
from courses.models import CourseRelease, Enrolment
from courses.models.record import EventKind
from courses.services.record import append_event
from people.models import Account, AuditEntry, OrgUnit, Scope
from reports.models import ExportFile
from reports.queries.funnel import Funnel, funnel_of, lines_of_releases
from tests.factories import AccountFactory, EnrolmentFactory, PersonFactory, PostingFactory, ReleaseFactory
from tests.factories.pages import course_page

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LIST = "/quan-tri/ket-qua-hoc/"


def did(enrolment: Enrolment, position: int, days: float) -> None:
    item = enrolment.release.items.get(position=position)
    passed = item.activity.kind == "quiz"
    mark = {"score": 10, "of": 10, "pass_percent": 50, "attempt": str(uuid4())}
    at = START + timedelta(days=days)
    append_event(
        enrolment=enrolment, activity=item.activity, version=1, occurred_at=at, recorded_at=at,
        kind=EventKind.ASSESSMENT_PASSED if passed else EventKind.ACTIVITY_COMPLETED,
        evidence=mark if passed else {"rule": "read", "seconds": 60},
    )  # fmt: skip


@pytest.fixture
def release() -> CourseRelease:
    """Three lessons: the second need not be done, the last is a test."""
    made = ReleaseFactory(items=["lesson", "lesson", "quiz"])
    made.items.filter(position=2).update(required=False)
    return made


@pytest.fixture
def learners(release: CourseRelease, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> dict[str, Enrolment]:
    """One enrolled, one who stopped before the test, one who passed; the last of them in another commune."""
    found = {}
    for name, unit in (("Bình", xuan_dinh), ("Dung", xuan_dinh), ("Giang", long_phuoc)):
        person = PersonFactory(full_name=f"Lê Thị {name}")
        PostingFactory(person=person, unit=unit)
        found[name] = EnrolmentFactory(
            learner=person, release=release, course=release.course, enrolled_at=START
        )
    did(found["Dung"], 1, 2)
    did(found["Giang"], 1, 1)
    did(found["Giang"], 3, 4)
    return found


@pytest.fixture
def trainer(client: Client, release: CourseRelease) -> Account:
    course_page(course=release.course)
    account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return account


def told(funnel: Funnel) -> list[tuple[str, int, int]]:
    return [(step.key, step.count, len(step.stopped)) for step in funnel.steps]


def test_each_step_counts_who_came_so_far_and_who_stopped_before_it(
    release: CourseRelease, learners: dict[str, Enrolment]
) -> None:
    assert told(funnel_of(release)) == [
        ("ghi-danh", 3, 0), ("bat-dau", 2, 0), ("bai-1", 2, 0), ("bai-2", 0, 0), ("bai-3", 1, 1),
        ("hoan-thanh", 1, 0), ("chung-nhan", 0, 0),
    ]  # fmt: skip


def test_withdrawn_and_excused_enrolments_are_no_steps(
    release: CourseRelease, learners: dict[str, Enrolment]
) -> None:
    Enrolment.objects.filter(pk=learners["Bình"].pk).update(withdrawn_at=START)
    append_event(
        enrolment=learners["Dung"], kind=EventKind.EXCUSED, occurred_at=START + timedelta(days=5),
        recorded_at=START + timedelta(days=5), evidence={"reason": "Nghỉ thai sản"},
    )  # fmt: skip
    funnel = funnel_of(release)
    assert funnel.enrolled == 1
    assert funnel.excused == {learners["Dung"].learner_id}


def test_days_of_few_people_are_not_told(release: CourseRelease, learners: dict[str, Enrolment]) -> None:
    assert all(step.median_days is None for step in funnel_of(release).steps)
    for number in range(4):
        learner = EnrolmentFactory(release=release, course=release.course, enrolled_at=START)
        did(learner, 1, 10)
        did(learner, 2, 13 + number)
    did(learners["Dung"], 2, 12)
    second = funnel_of(release).steps[3]
    assert (second.count, second.median_days) == (5, 5.0)


def test_days_count_from_the_first_learning_whenever_the_course_was_given(release: CourseRelease) -> None:
    """A standing order gives the course again to whoever learnt it long before."""
    for _number in range(5):
        learner = EnrolmentFactory(release=release, course=release.course, enrolled_at=START)
        did(learner, 1, -30)
        did(learner, 2, -28)
    steps = funnel_of(release).steps
    assert (steps[0].median_days, steps[1].median_days, steps[3].median_days) == (None, None, 2.0)


def test_the_sums_of_releases_are_those_of_the_steps(
    release: CourseRelease, learners: dict[str, Enrolment]
) -> None:
    ReleaseFactory(course=release.course, number=2, items=["lesson"])
    newest, first = lines_of_releases(release.course)
    assert (newest[1].enrolled, newest[1].percent) == (0, None)
    assert (first[1].enrolled, first[1].started, first[1].completed) == (3, 2, 1)


def test_a_trainer_sees_the_steps_of_their_course_and_nobodys_name(
    client: Client, trainer: Account, release: CourseRelease, learners: dict[str, Enrolment]
) -> None:
    page = client.get(f"{LIST}{release.course.uuid}/").content.decode()
    assert "Nhiều người dừng nhất ở trước" in page
    assert "danh-sach" not in page
    assert client.get(f"{LIST}{release.course.uuid}/danh-sach/?buoc=bat-dau").status_code == 403
    assert release.course.title in client.get(LIST).content.decode()


def test_a_trainer_who_looks_after_a_unit_sees_its_people_and_how_many_others_there_are(
    client: Client, trainer: Account, release: CourseRelease, learners: dict[str, Enrolment], xuan_dinh: OrgUnit
) -> None:  # fmt: skip
    Scope.objects.create(account=trainer, unit=xuan_dinh, role=Scope.Role.LEADER)
    page = client.get(f"{LIST}{release.course.uuid}/danh-sach/?buoc=bat-dau").content.decode()
    assert "Dung" in page
    assert "Giang" not in page
    assert "Còn 1 người ngoài phạm vi" in page
    assert AuditEntry.objects.get(action="funnel_people_listed").count == 1
    assert client.get(f"{LIST}{release.course.uuid}/danh-sach/?buoc=la").status_code == 404


def test_the_file_of_a_step_holds_the_people_of_its_page(
    client: Client, trainer: Account, release: CourseRelease, learners: dict[str, Enrolment], xuan_dinh: OrgUnit
) -> None:  # fmt: skip
    Scope.objects.create(account=trainer, unit=xuan_dinh)
    asked = {"loai": "khoa-hoc", "dang": "csv", "nguon": release.course.uuid, "loc": "ban=1&buoc=bat-dau"}
    answer = client.post("/nhan-su/tep-da-xuat/moi/", asked, follow=True)
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [row[1] for row in rows[1:]] == ["Lê Thị Dung"]
    assert ExportFile.objects.get().rows == 1
    for wrong in ({"loc": "buoc=la"}, {"nguon": uuid4()}, {"nguon": "x"}):
        assert client.post("/nhan-su/tep-da-xuat/moi/", asked | wrong).status_code == 404


def test_another_trainers_course_is_not_there(client: Client, trainer: Account) -> None:
    strange = ReleaseFactory().course
    for address in (f"{LIST}{strange.uuid}/", f"{LIST}{uuid4()}/"):
        assert client.get(address).status_code == 404
    assert str(strange.uuid) not in client.get(LIST).content.decode()


def test_a_cadre_is_refused_and_a_visitor_signs_in(client: Client, release: CourseRelease) -> None:
    assert client.get(LIST).status_code == 302
    client.force_login(AccountFactory(person=PersonFactory()))
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{release.course.uuid}/").status_code == 403


def test_a_release_nobody_learns_says_so(client: Client, trainer: Account, release: CourseRelease) -> None:
    assert (
        "Chưa ai học bản phát hành này" in client.get(f"{LIST}{release.course.uuid}/?ban=9").content.decode()
    )


def test_more_learners_ask_no_more_queries(
    client: Client,
    trainer: Account,
    release: CourseRelease,
    learners: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for _number in range(20):
        did(EnrolmentFactory(release=release, course=release.course, enrolled_at=START), 1, 3)
    with django_assert_max_num_queries(20):
        assert client.get(f"{LIST}{release.course.uuid}/").status_code == 200
