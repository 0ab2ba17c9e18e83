"""One deed for many people: who, confirmed by number, done once, undone by new facts, and within the scope."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from common.clock import now, today
from courses.models import Course, Enrolment, LearningEvent
from courses.models.record import EventKind
from courses.queries.my_learning import studies_of
from courses.services.enrolment import enrol, enrol_many
from courses.services.record import append_event
from people.models import Account, AuditEntry, Notice, OrgUnit, Person, Scope
from reports import periodic
from reports.models import BulkDeed, BulkLine, Target
from reports.services.bulk import doing, work
from tests.factories import AccountFactory, PersonFactory, PostingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NEW = "/nhan-su/viec-hang-loat/moi/"
DUE = date(2030, 3, 31)


@pytest.fixture(autouse=True)
def _no_nudge(settings: Any) -> None:
    """The worker comes when a test says so."""
    settings.NUDGES = settings.NUDGES | {"bulk_deed_waits": []}


@pytest.fixture
def course(desk_target: Target) -> Course:
    return desk_target.courses.get()


@pytest.fixture
def staff(xuan_dinh: OrgUnit, desk_target: Target) -> list[Person]:
    """Three more of the commune, whom nobody has given the course."""
    people = [PersonFactory(full_name=f"Lê Văn {name}") for name in ("Bình", "Chi", "Dũng")]
    for person in people:
        PostingFactory(person=person, unit=xuan_dinh)
    return people


@pytest.fixture
def desk(client: Client, commune_officer: Account) -> Client:
    client.force_login(commune_officer)
    return client


def deed_of(desk: Client, kind: str, course: Course, **more: Any) -> BulkDeed:
    """Chosen from the commune's list and described."""
    asked = {"nguon": "cbql-100", "loc": "", "tat-ca": "1", "viec": kind, **more.pop("chosen", {})}
    answer = desk.post(NEW, asked)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert desk.post(answer["Location"], {"course": course.uuid, **more}).status_code == 302
    return BulkDeed.objects.get(uuid=UUID(answer["Location"].split("/")[-2]))


def confirm(desk: Client, deed: BulkDeed, number: object | None = None) -> None:
    people = deed.lines.filter(state="in").count() if number is None else number
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/xac-nhan/", {"so": str(people)})


def done(desk: Client, kind: str, course: Course, **more: Any) -> BulkDeed:
    deed = deed_of(desk, kind, course, **more)
    confirm(desk, deed)
    periodic.work_on_bulk(deed.pk)
    deed.refresh_from_db()
    assert deed.state == "done", deed.reason
    return deed


def undone(desk: Client, deed: BulkDeed) -> BulkDeed:
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/hoan-tac/")
    periodic.work_on_bulk(deed.pk)
    deed.refresh_from_db()
    return deed


def page_of(desk: Client, deed: BulkDeed, query: str = "") -> str:
    answer = desk.get(f"/nhan-su/viec-hang-loat/{deed.uuid}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_preview_names_who_is_in_and_who_is_left_out_and_why(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    page = page_of(desk, deed)
    assert "Giao cho 3 người?" in page
    assert "<b>Bình</b>" in page
    assert "Đã được giao khóa học này" in page
    assert "<b>Ánh</b>" in page_of(desk, deed, "?muc=ngoai")
    assert not Enrolment.objects.filter(learner__in=staff).exists()


def test_assigning_gives_the_course_with_its_day_and_is_written_down(
    desk: Client, course: Course, staff: list[Person], commune_officer: Account
) -> None:
    deed = done(desk, "giao", course, due_on="31/03/2030")
    assert set(Enrolment.objects.filter(learner__in=staff).values_list("due_on", flat=True)) == {DUE}
    entry = AuditEntry.objects.get(action="bulk_assigned")
    assert (entry.actor, entry.count, entry.detail["deed"]) == (commune_officer, 3, str(deed.uuid))
    assert "Đã làm xong cho 3 người" in page_of(desk, deed)


def test_who_joins_the_list_after_the_preview_is_not_in_the_deed(
    desk: Client, course: Course, staff: list[Person], xuan_dinh: OrgUnit
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    late = PostingFactory(unit=xuan_dinh).person
    confirm(desk, deed)
    periodic.work_on_bulk(deed.pk)
    assert Enrolment.objects.filter(learner__in=staff).count() == 3
    assert not Enrolment.objects.filter(learner=late).exists()


def test_who_finishes_between_preview_and_deed_is_passed_over_and_said(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    enrol(learner=staff[0], course=course, at=now())
    confirm(desk, deed)
    periodic.work_on_bulk(deed.pk)
    line = deed.lines.get(person=staff[0])
    assert (line.state, line.why) == ("skipped", "enrolled")
    assert deed.lines.filter(state="done").count() == 2


@pytest.mark.parametrize("number", ["", "2", "4", "ba", "-3"])
def test_another_number_than_the_previews_does_nothing(
    desk: Client, course: Course, staff: list[Person], number: str
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    confirm(desk, deed, number)
    deed.refresh_from_db()
    assert deed.state == "preview"


def test_above_twenty_people_the_number_is_typed_by_hand(
    desk: Client, course: Course, xuan_dinh: OrgUnit
) -> None:
    for _ in range(21):
        PostingFactory(unit=xuan_dinh)
    page = page_of(desk, deed_of(desk, "giao", course, due_on="31/03/2030"))
    assert "Gõ số người (21) để xác nhận" in page
    assert 'value="21"' not in page


def test_one_person_is_confirmed_by_name(desk: Client, course: Course, staff: list[Person]) -> None:
    chosen = {"tat-ca": "", "nguoi": str(staff[1].uuid)}
    assert "Lê Văn Chi?" in page_of(desk, deed_of(desk, "giao", course, due_on="31/03/2030", chosen=chosen))


def test_a_deed_done_twice_has_its_effects_once(desk: Client, course: Course, staff: list[Person]) -> None:
    deed = done(desk, "nhac", course)
    periodic.work_on_bulk(deed.pk)
    confirm(desk, deed, 1)
    periodic.requeue_jobs()
    assert Notice.objects.filter(topic=f"remind:{course.uuid}").count() == 1


def test_a_worker_killed_between_two_pieces_leaves_the_rest_to_the_next(
    desk: Client, course: Course, staff: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second piece breaks inside its transaction, as a kill does; nothing of it stays."""
    monkeypatch.setattr(work, "PIECE", 1)
    deed, real, calls = deed_of(desk, "giao", course, due_on="31/03/2030"), doing.do, []

    def breaks(*args: Any) -> None:
        real(*args)
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    confirm(desk, deed)
    monkeypatch.setattr(work, "do", breaks)
    with pytest.raises(KeyboardInterrupt):
        work.run(deed.pk, now)
    assert Enrolment.objects.filter(learner__in=staff).count() == 1
    work.run(deed.pk, now)
    deed.refresh_from_db()
    assert deed.state == "done"
    given = LearningEvent.objects.filter(kind=EventKind.ENROLLED, enrolment__learner__in=staff)
    assert given.count() == 3


def test_undoing_an_assignment_takes_the_course_off_and_giving_it_again_works(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = undone(desk, done(desk, "giao", course, due_on="31/03/2030"))
    assert deed.undone_at
    assert studies_of(staff[0].pk, today()) == []
    assert LearningEvent.objects.filter(kind=EventKind.RETRACTED).count() == 3
    assert AuditEntry.objects.filter(action="bulk_undone", count=3).exists()
    done(desk, "giao", course, due_on="01/04/2030")
    assert studies_of(staff[0].pk, today())[0].enrolment.due_on == date(2030, 4, 1)


def test_whoever_has_begun_keeps_the_course_when_it_is_undone(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = done(desk, "giao", course, due_on="31/03/2030")
    learnt = Enrolment.objects.get(learner=staff[0])
    append_event(
        enrolment=learnt, kind="activity_completed", activity=learnt.release.items.get().activity, version=1,
        occurred_at=now(), recorded_at=now(), evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip
    undone(desk, deed)
    assert deed.lines.get(person=staff[0]).why == "started"
    assert studies_of(staff[0].pk, today())[0].enrolment.due_on == DUE


def test_extending_moves_the_day_and_undoing_brings_the_old_one_back(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    keys = [person.pk for person in staff]
    enrol_many(learners=keys, course=course, at=now(), by=None, due_on=date(2029, 1, 1))
    deed = done(desk, "gia-han", course, due_on="31/03/2030")
    rows = Enrolment.objects.filter(learner__in=staff)
    assert set(rows.values_list("due_on", flat=True)) == {DUE}
    assert LearningEvent.objects.filter(kind=EventKind.DUE_CHANGED).count() == 4
    rows.filter(learner=staff[0]).update(due_on=date(2031, 1, 1))  # changed again since
    undone(desk, deed)
    assert sorted(rows.values_list("due_on", flat=True)) == [date(2029, 1, 1)] * 2 + [date(2031, 1, 1)]
    assert deed.lines.get(person=staff[0]).why == "due_changed"


def test_an_extension_leaves_the_learners_last_act_where_it_was(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    """Who has stopped learning stays stopped, whatever day the office sets."""
    then = now() - timedelta(days=30)
    enrol_many(learners=[staff[0].pk], course=course, at=then, by=None)
    done(desk, "gia-han", course, due_on="31/03/2030")
    assert Enrolment.objects.get(learner=staff[0]).progress.last_event_at == then


def test_an_excuse_needs_its_reason_counts_and_can_be_taken_back(
    desk: Client, course: Course, staff: list[Person], desk_target: Target
) -> None:
    enrol_many(learners=[person.pk for person in staff], course=course, at=now(), by=None)
    answer = desk.post(NEW, {"nguon": "cbql-100", "loc": "tim=le+van", "tat-ca": "1", "viec": "mien"})
    assert desk.post(answer["Location"], {"course": course.uuid, "text": " "}).status_code == 422
    deed = done(desk, "mien", course, text="Nghỉ thai sản", chosen={"loc": "tim=le+van"})
    excused = "/nhan-su/chi-tieu/cbql-100/danh-sach/?loai=loai-tru"
    assert "Nghỉ thai sản" in desk.get(excused).content.decode()
    undone(desk, deed)
    assert "Nghỉ thai sản" not in desk.get(excused).content.decode()


def test_nobody_is_reminded_of_one_course_twice_in_a_day(desk: Client, course: Course) -> None:
    done(desk, "nhac", course)
    notice = Notice.objects.get(topic=f"remind:{course.uuid}")
    assert course.title in notice.title
    again = deed_of(desk, "nhac", course)
    assert list(again.lines.values_list("state", "why")) == [("out", "reminded")]
    Notice.objects.update(created_at=now() - timedelta(hours=25))
    assert deed_of(desk, "nhac", course).lines.get().state == "in"


def test_the_time_for_undoing_is_shown_and_ends(desk: Client, course: Course, staff: list[Person]) -> None:
    deed = done(desk, "giao", course, due_on="31/03/2030")
    assert "Hoàn tác được đến" in page_of(desk, deed)
    BulkDeed.objects.update(finished_at=now() - timedelta(hours=25))
    assert "Hoàn tác được đến" not in page_of(desk, deed)
    undone(desk, deed)
    assert deed.undone_at is None


def test_a_reminder_cannot_be_undone(desk: Client, course: Course) -> None:
    deed = undone(desk, done(desk, "nhac", course))
    assert deed.undone_at is None


def test_a_colleague_of_another_commune_cannot_be_put_into_a_deed(
    desk: Client, course: Course, long_phuoc: OrgUnit
) -> None:
    other = PostingFactory(unit=long_phuoc).person
    asked = {"nguon": "cbql-100", "viec": "giao", "nguoi": str(other.uuid)}
    assert desk.post(NEW, asked).status_code == 404
    assert desk.post(NEW, {**asked, "nguoi": str(UUID(int=7))}).status_code == 404
    assert not BulkLine.objects.exists()


def test_whom_one_may_see_but_not_give_courses_is_left_out_and_named(
    client: Client, course: Course, province: OrgUnit, xuan_dinh: OrgUnit, staff: list[Person]
) -> None:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=province, role=Scope.Role.LEADER)
    Scope.objects.create(account=account, unit=xuan_dinh)
    client.force_login(account)
    deed = deed_of(client, "nhac", course)
    assert deed.lines.get(person__full_name="=Trần Văn Cường").why == "outside"


def test_whoever_lost_the_right_meanwhile_has_nothing_done_in_their_name(
    desk: Client, course: Course, staff: list[Person], commune_officer: Account
) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    confirm(desk, deed)
    Scope.objects.filter(account=commune_officer).update(valid_to=today() - timedelta(days=1))
    periodic.work_on_bulk(deed.pk)
    deed.refresh_from_db()
    assert deed.state == "failed"
    assert not Enrolment.objects.filter(learner__in=staff).exists()


def test_a_leader_who_only_looks_starts_nothing(client: Client, xuan_dinh: OrgUnit, course: Course) -> None:
    leader = AccountFactory()
    Scope.objects.create(account=leader, unit=xuan_dinh, role=Scope.Role.LEADER)
    client.force_login(leader)
    assert client.post(NEW, {"nguon": "cbql-100", "tat-ca": "1", "viec": "nhac"}).status_code == 403
    page = client.get("/nhan-su/chi-tieu/cbql-100/danh-sach/").content.decode()
    assert "Nguyễn Thị Hồng Ánh" in page
    assert "viec-hang-loat" not in page


def test_nobody_elses_deed_is_seen_or_touched(desk: Client, course: Course, officer: Account) -> None:
    deed = deed_of(desk, "nhac", course)
    stranger = Client()
    stranger.force_login(officer)
    address = f"/nhan-su/viec-hang-loat/{deed.uuid}/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}xac-nhan/", {"so": "1"}).status_code == 404


def test_ticked_units_mean_their_missing_people(
    client: Client, officer: Account, course: Course, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    client.force_login(officer)
    asked = {"tat-ca": "", "don-vi": [str(xuan_dinh.uuid), str(long_phuoc.uuid)]}
    deed = deed_of(client, "nhac", course, chosen=asked)
    assert deed.lines.filter(state="in").count() == 2


def test_the_whole_list_of_cadres_can_be_chosen(desk: Client, course: Course, staff: list[Person]) -> None:
    chosen = {"nguon": "can-bo", "loc": "tim=chi"}
    deed = deed_of(desk, "giao", course, due_on="31/03/2030", chosen=chosen)
    assert [line.person for line in deed.lines.all()] == [staff[1]]


def test_a_stopped_deed_goes_on_where_it_stopped(desk: Client, course: Course, staff: list[Person]) -> None:
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    confirm(desk, deed)
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/dung/")
    assert not work.run(deed.pk, now)
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/lam-tiep/")
    assert work.run(deed.pk, now)
    assert deed.lines.filter(state="done").count() == 3


def test_a_day_in_the_past_and_a_course_without_release_are_refused_in_words(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    address = desk.post(NEW, {"nguon": "cbql-100", "loc": "", "tat-ca": "1", "viec": "giao"})["Location"]
    answer = desk.post(address, {"course": course.uuid, "due_on": "01/01/2020"})
    assert answer.status_code == 422
    assert "từ hôm nay trở đi" in answer.content.decode()
    assert desk.post(NEW, {"nguon": "cbql-100", "tat-ca": "1", "viec": "la"}).status_code == 400


def test_a_list_that_was_not_used_goes(desk: Client, course: Course) -> None:
    deed = deed_of(desk, "nhac", course)
    desk.post(f"/nhan-su/viec-hang-loat/{deed.uuid}/bo/")
    assert not BulkDeed.objects.exists()
    deed_of(desk, "nhac", course)
    BulkDeed.objects.update(asked_at=now() - timedelta(days=8))
    periodic.forget_files()
    assert not BulkDeed.objects.exists()


def test_pages_of_a_deed_cost_the_same_however_many_people(
    desk: Client, course: Course, staff: list[Person], xuan_dinh: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        PostingFactory(unit=xuan_dinh)
    deed = deed_of(desk, "giao", course, due_on="31/03/2030")
    page_of(desk, deed)
    with django_assert_max_num_queries(25):
        page_of(desk, deed)
    with django_assert_max_num_queries(12):
        desk.get("/nhan-su/viec-hang-loat/")


def test_another_course_is_untouched(desk: Client, course: Course, staff: list[Person]) -> None:
    other = ReleaseFactory(items=["lesson"]).course
    enrol(learner=staff[0], course=other, at=now(), due_on=DUE)
    undone(desk, done(desk, "giao", course, due_on="31/03/2030"))
    assert [study.enrolment.course for study in studies_of(staff[0].pk, today())] == [other]


def test_a_due_day_that_passed_between_preview_and_word_is_refused(
    desk: Client, course: Course, staff: list[Person]
) -> None:
    deed = deed_of(desk, "giao", course, due_on=DUE)
    BulkDeed.objects.filter(pk=deed.pk).update(due_on=today() - timedelta(days=1))
    page = desk.post(
        f"/nhan-su/viec-hang-loat/{deed.uuid}/xac-nhan/",
        {"so": str(deed.lines.filter(state="in").count())},
        follow=True,
    )
    assert "Hạn hoàn thành đã qua" in page.content.decode()
    deed.refresh_from_db()
    assert deed.state == "preview"
