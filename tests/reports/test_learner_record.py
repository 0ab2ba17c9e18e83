"""The learner's record: one line a course whatever the way, hours that add up, a transcript that reads, a full copy."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from courses.models import CourseRelease, Enrolment
from courses.models.record import EventKind, EventSource
from courses.services.enrolment import enrol
from courses.services.record import append_event, retract
from people.models import OrgUnit, Person, Scope
from people.models.org_unit import Level
from reports.queries.learner_record import record_of
from tests.factories.courses import ReleaseFactory
from tests.factories.people import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ON = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _province() -> None:
    OrgUnitFactory(
        code="75", name="Đồng Nai", kind="thành phố", full_name="Thành phố Đồng Nai", level=Level.PROVINCE
    )


@pytest.fixture
def commune() -> OrgUnit:
    return OrgUnitFactory(name="Xuân Định", full_name="Xã Xuân Định")


@pytest.fixture
def learner(commune: OrgUnit) -> Person:
    person: Person = PersonFactory(full_name="Thạch Sô Phia")
    PostingFactory(person=person, unit=commune, position="Công chức văn hóa")
    return person


def release_of(hours: str, **more: Any) -> CourseRelease:
    release: CourseRelease = ReleaseFactory(items=["quiz"], **more)
    release.hours = Decimal(hours)
    release.save()
    return release


def passed(enrolment: Enrolment, at: datetime = AT) -> Any:
    return append_event(
        enrolment=enrolment, kind=EventKind.ASSESSMENT_PASSED, activity=enrolment.release.items.get().activity,
        version=1, occurred_at=at, recorded_at=at, source=EventSource.QUIZ,
        evidence={"score": 9, "of": 10, "pass_percent": 60},
    )  # fmt: skip


def attended(enrolment: Enrolment, at: datetime = AT) -> Any:
    return append_event(
        enrolment=enrolment, kind=EventKind.SESSION_ATTENDED, occurred_at=at, recorded_at=at, source=EventSource.SESSION,
        evidence={"session": "Lớp tập huấn số 3", "place": "Hội trường huyện", "hours": 8},
    )  # fmt: skip


def test_each_course_stands_once_with_the_way_it_was_learnt(learner: Person) -> None:
    online, hall, both = (enrol(learner=learner, course=release_of("16").course, at=AT) for _n in range(3))
    passed(online)
    attended(hall, datetime(2025, 6, 1, tzinfo=UTC))
    attended(both)
    passed(both)
    record = record_of(learner.pk, ON)
    assert {line.mode for line in record.courses} == {"trực tuyến", "trực tiếp", "kết hợp"}
    assert record.hours == 48
    assert [(year, total) for year, _modes, total in record.hours_by_year()] == [(2026, 32), (2025, 16)]


def test_what_was_retracted_is_not_told(learner: Person) -> None:
    enrolment = enrol(learner=learner, course=release_of("16").course, at=AT)
    retract(event=passed(enrolment), reason="Nhầm người", at=AT, by=None)
    [line] = record_of(learner.pk, ON).courses
    assert (line.mark, line.result, line.hours) == ("todo", "", 0)


def test_a_course_that_two_merged_records_learnt_is_one(learner: Person) -> None:
    course = release_of("8").course
    gone = PersonFactory(full_name=learner.full_name)
    for person in (learner, gone):
        passed(enrol(learner=person, course=course, at=AT))
    gone.merged_into = learner
    gone.save()
    assert len(record_of(learner.pk, ON).courses) == 1
    assert record_of(learner.pk, ON).hours == 8


def _sign_in(client: Client, person: Person) -> None:
    client.force_login(AccountFactory(person=person, last_login=AT))


def test_the_transcript_reads_as_printed(client: Client, learner: Person) -> None:
    passed(
        enrol(learner=learner, course=release_of("16.5", title="An toàn thông tin & dữ liệu").course, at=AT)
    )
    _sign_in(client, learner)
    answer = client.get("/cua-toi/ho-so/bang-ke.pdf")
    pdf = PdfReader(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    text = " ".join(pdf.pages[0].extract_text().split())
    for words in (
        "BẢNG KÊ KẾT QUẢ HỌC TẬP", "Thạch Sô Phia", "Công chức văn hóa, xã Xuân Định", "An toàn thông tin & dữ liệu", "16,5",
        "9/10", "02/03/2026", "1 khóa hoàn thành",
    ):  # fmt: skip
        assert words in text
    assert "\u25a0" not in text


def test_the_copy_holds_everything_and_no_key(client: Client, learner: Person) -> None:
    passed(enrol(learner=learner, course=release_of("16").course, at=AT))
    _sign_in(client, learner)
    found = json.loads(client.get("/cua-toi/ho-so/du-lieu.json").content)
    assert found["version"] == 1
    assert found["person"]["full_name"] == "Thạch Sô Phia"
    assert "id_hash" not in found["person"]
    [enrolment] = found["enrolments"]
    assert [event["kind"] for event in enrolment["events"]] == ["enrolled", "assessment_passed"]
    assert found["postings"][0]["unit"] == "Xã Xuân Định"
    assert '"key"' not in json.dumps(found)
    assert client.get("/cua-toi/ho-so/du-lieu.json").status_code == 429


def test_the_page_asks_a_fixed_number_of_questions(
    client: Client, learner: Person, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _number in range(6):
        attended(enrol(learner=learner, course=release_of("8").course, at=AT))
    _sign_in(client, learner)
    client.get("/cua-toi/ho-so/")
    with django_assert_max_num_queries(14):
        page = client.get("/cua-toi/ho-so/").content.decode()
    assert "48 tiết" in page
    assert "Hội trường huyện" in page


def test_hr_sees_it_in_scope_and_it_is_written_down(
    client: Client, learner: Person, commune: OrgUnit
) -> None:
    address = f"/nhan-su/can-bo/{learner.uuid}/hoc-tap/"
    for unit, role, expected in (
        (commune, Scope.Role.HR, (200, 200)), (commune, Scope.Role.LEADER, (200, 403)),
        (OrgUnitFactory(), Scope.Role.HR, (404, 404)),
    ):  # fmt: skip
        account = AccountFactory()
        Scope.objects.create(account=account, unit=unit, role=role)
        client.force_login(account)
        assert (client.get(address).status_code, client.get(f"{address}du-lieu.json").status_code) == expected


def test_an_account_without_a_person_is_told_so(client: Client) -> None:
    client.force_login(AccountFactory())
    assert client.get("/cua-toi/ho-so/").status_code == 404
