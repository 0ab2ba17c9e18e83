"""Planning at the desk: a class, its meetings, its people; within one's own units only."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from courses.models import CostLine, Meeting, Seat, SessionTrainer, TrainingSession
from courses.models.seat import SeatState
from courses.services.training.planning import change_session
from courses.services.training.ticking import Tick, tick
from people.models import Account, AuditEntry, Notice, OrgUnit, Scope
from tests.factories import AccountFactory, OrgUnitFactory, PostingFactory, ReleaseFactory
from tests.factories.training import SeatFactory, SessionTrainerFactory, TrainingFactory

pytestmark = pytest.mark.django_db


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def hr(unit: OrgUnit, role: str = Scope.Role.HR) -> Client:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    return client_of(account)


@pytest.fixture
def desk(clerk: Account) -> Client:
    return client_of(clerk)


def form(unit: OrgUnit, **more: Any) -> dict[str, Any]:
    release = ReleaseFactory()
    said = {
        "title": "Tập huấn chuyển đổi số đợt 1", "course": str(release.course.uuid), "lead_unit": str(unit.uuid),
        "capacity": "30", "hours": "8", "attendance_by": "percent", "attendance_needed": "80",
        "registration": "free", "cost_ngan_sach": "12.500.000", "guests": "Lê Thị Hoa, Trường Chính trị",
    }  # fmt: skip
    return said | more


def slot(days: int = 14, **more: str) -> dict[str, str]:
    day = clock.today() + timedelta(days=days)
    return {"day": f"{day:%d/%m/%Y}", "starts": "8:00", "ends": "11h30", "hall": "Hội trường A"} | more


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_a_class_is_planned_given_a_meeting_filled_and_opened(desk: Client, province: OrgUnit) -> None:
    people = [PostingFactory(unit=province).person for _number in range(3)]
    made = desk.post(reverse("training_new"), form(province, capacity="2"))
    session = TrainingSession.objects.get()
    assert made.headers["Location"] == reverse("training_detail", args=[session.uuid])
    assert session.code.endswith("-001")
    assert CostLine.objects.get().amount == 12_500_000
    assert str(SessionTrainer.objects.get()) == "Lê Thị Hoa (Trường Chính trị)"
    assert desk.post(reverse("meeting_new", args=[session.uuid]), slot()).status_code == 302
    asked = desk.post(reverse("training_invite", args=[session.uuid]), {"unit": str(province.uuid)})
    assert "Mời 3 người" in text_of(asked)
    assert not Seat.objects.exists()
    desk.post(reverse("training_invite", args=[session.uuid]), {"unit": str(province.uuid), "confirmed": "1"})
    assert not Notice.objects.exists()
    desk.post(reverse("training_open", args=[session.uuid]))
    assert set(Notice.objects.values_list("person_id", flat=True)) == {person.pk for person in people}
    page = text_of(desk.get(reverse("training_detail", args=[session.uuid])))
    assert "2/2" in page
    assert "12.500.000 đồng" in page


def test_a_class_without_a_meeting_does_not_open(desk: Client, province: OrgUnit) -> None:
    session = TrainingFactory(lead_unit=province, state="draft", meetings=0)
    page = desk.post(reverse("training_open", args=[session.uuid]), follow=True)
    assert "ít nhất một buổi" in text_of(page)
    session.refresh_from_db()
    assert session.state == "draft"


def test_a_hall_that_is_taken_is_told_by_name_and_may_be_kept(desk: Client, province: OrgUnit) -> None:
    other = TrainingFactory(lead_unit=province, title="Lớp Tin học", meetings=0)
    desk.post(reverse("meeting_new", args=[other.uuid]), slot(hall="hội trường a"))
    session = TrainingFactory(lead_unit=province, meetings=0)
    refused = desk.post(reverse("meeting_new", args=[session.uuid]), slot())
    assert refused.status_code == 409
    assert "Lớp Tin học" in text_of(refused)
    assert not session.meetings.exists()
    desk.post(reverse("meeting_new", args=[session.uuid]), slot(anyway="on"))
    assert session.meetings.count() == 1
    assert "Trùng lịch" in text_of(desk.get(reverse("training_detail", args=[session.uuid])))


def test_another_hour_and_a_cancellation_are_one_message_each(desk: Client, province: OrgUnit) -> None:
    session = TrainingFactory(lead_unit=province, meetings=1)
    seat, gone = SeatFactory(session=session), SeatFactory(session=session, state=SeatState.DECLINED)
    trainer = SessionTrainerFactory(session=session)
    meeting = session.meetings.get()
    for _twice in range(2):
        desk.post(reverse("meeting_edit", args=[meeting.uuid]), slot())
    assert Notice.objects.filter(person=seat.person).count() == 1
    assert Notice.objects.filter(account=trainer.account).count() == 1
    desk.post(reverse("training_cancel", args=[session.uuid]), {"ly_do": "Bão số 9"})
    assert Notice.objects.filter(person=seat.person, text__contains="Bão số 9").count() == 1
    assert not Notice.objects.filter(person=gone.person).exists()
    meeting.refresh_from_db()
    assert meeting.cancelled_at
    assert meeting.revision == 2


def test_a_meeting_called_off_stays_to_be_seen(desk: Client, province: OrgUnit) -> None:
    session = TrainingFactory(lead_unit=province, meetings=2)
    meeting = session.meetings.first()
    desk.post(reverse("meeting_call_off", args=[meeting.uuid]))
    assert "đã bỏ" in text_of(desk.get(reverse("training_detail", args=[session.uuid])))
    assert Meeting.objects.count() == 2


def test_money_hours_and_shares_that_cannot_be_are_told(desk: Client, province: OrgUnit) -> None:
    said = form(province, cost_xa_hoi_hoa="nhiều", attendance_needed="120", capacity="0")
    page = desk.post(reverse("training_new"), said)
    assert page.status_code == 422
    assert "ví dụ 1.500.000" in text_of(page)
    assert "không quá 100" in text_of(page)
    session = TrainingFactory(lead_unit=province, meetings=0)
    late = desk.post(reverse("meeting_new", args=[session.uuid]), slot(starts="13:00"))
    assert "sau giờ bắt đầu" in text_of(late)
    assert not TrainingSession.objects.exclude(pk=session.pk).exists()


def test_a_pasted_list_finds_by_code_phone_and_name_and_names_the_rest(
    desk: Client, province: OrgUnit
) -> None:
    by_code = PostingFactory(unit=province, person__staff_code="CB000900").person
    by_phone = PostingFactory(unit=province, person__phone="0912000111").person
    by_name = PostingFactory(unit=province, person__full_name="Đỗ Văn Út").person
    for _twin in range(2):
        PostingFactory(unit=province, person__full_name="Lê Thị Lan")
    session = TrainingFactory(lead_unit=province)
    listed = "cb000900\n0912.000.111\nĐỗ Văn Út\nLê Thị Lan\nKhông Có Ai\n"
    url = reverse("training_invite", args=[session.uuid])
    page = text_of(desk.post(url, {"listed": listed}))
    assert "Không Có Ai" in page
    assert "hãy ghi mã cán bộ" in page
    desk.post(url, {"listed": listed, "confirmed": "1"})
    assert set(session.seats.values_list("person_id", flat=True)) == {by_code.pk, by_phone.pk, by_name.pk}


def test_ticked_requests_are_approved_together_and_logged(desk: Client, province: OrgUnit) -> None:
    session = TrainingFactory(lead_unit=province)
    seats = [SeatFactory(session=session, state=SeatState.APPLIED) for _number in range(2)]
    url = reverse("training_step", args=[session.uuid])
    desk.post(url, {"cho": [str(seat.uuid) for seat in seats], "viec": "duyet"})
    assert set(session.seats.values_list("state", flat=True)) == {SeatState.CONFIRMED}
    assert AuditEntry.objects.filter(action="class_seat_changed").count() == 2
    assert "Hãy chọn người" in text_of(desk.post(url, {"viec": "duyet"}, follow=True))


def test_another_office_sees_only_its_own_people_and_changes_nothing(province: OrgUnit) -> None:
    commune = OrgUnitFactory()
    session = TrainingFactory(lead_unit=province)
    mine = PostingFactory(unit=commune, person__full_name="Phạm Thị Mận").person
    theirs = PostingFactory(person__full_name="Hoàng Văn Ổi").person
    SeatFactory(session=session, person=theirs)
    other = hr(commune)
    assert other.get(reverse("training_detail", args=[session.uuid])).status_code == 404
    SeatFactory(session=session, person=mine)
    page = text_of(other.get(reverse("training_roll", args=[session.uuid])))
    assert "Phạm Thị Mận" in page
    assert "Hoàng Văn Ổi" not in page
    for name in ("training_edit", "training_invite", "meeting_new"):
        assert other.get(reverse(name, args=[session.uuid])).status_code == 403
    for name in ("training_open", "training_cancel", "training_step"):
        assert other.post(reverse(name, args=[session.uuid])).status_code == 403
    assert other.get(reverse("training_print", args=[session.uuid, "the"])).status_code == 403
    TrainingSession.objects.update(state="draft")
    assert other.get(reverse("training_detail", args=[session.uuid])).status_code == 404


def test_a_coordinating_office_names_its_own_people_and_no_others(province: OrgUnit) -> None:
    commune = OrgUnitFactory()
    session = TrainingFactory(lead_unit=province)
    session.partners.create(unit=commune, added_at=session.created_at)
    mine = PostingFactory(unit=commune, person__staff_code="CB000801").person
    PostingFactory(person__staff_code="CB000802")
    url = reverse("training_invite", args=[session.uuid])
    hr(commune).post(url, {"listed": "CB000801\nCB000802", "confirmed": "1"})
    assert session.seats.get().person == mine


def test_a_leader_looks_and_a_trainer_has_the_roll_and_the_papers_of_their_own_class(
    province: OrgUnit,
) -> None:
    leader = hr(province, Scope.Role.LEADER)
    session, other = TrainingFactory(lead_unit=province), TrainingFactory(lead_unit=province)
    assert leader.get(reverse("training_detail", args=[session.uuid])).status_code == 200
    assert leader.get(reverse("training_new")).status_code == 403
    assert leader.get(reverse("training_edit", args=[session.uuid])).status_code == 403
    trainer = client_of(SessionTrainerFactory(session=session).account)
    seat = SeatFactory(session=session)
    assert seat.person.full_name in text_of(trainer.get(reverse("training_roll", args=[session.uuid])))
    assert trainer.get(reverse("training_print", args=[session.uuid, "diem-danh"])).status_code == 200
    assert trainer.get(reverse("training_edit", args=[session.uuid])).status_code == 403
    assert trainer.get(reverse("training_detail", args=[other.uuid])).status_code == 404
    assert client_of(AccountFactory()).get(reverse("training_list")).status_code == 403


@pytest.mark.parametrize("name", ["training_list", "training_month"])
def test_lists_cost_the_same_however_many_classes_there_are(
    desk: Client, province: OrgUnit, name: str, django_assert_num_queries: Any
) -> None:
    url = reverse(name) + "?thang=2026-12"
    assert "chưa có" in text_of(desk.get(url)).lower()
    first = TrainingFactory(lead_unit=province)
    desk.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert first.title in text_of(desk.get(url))
    for _number in range(5):
        SeatFactory(session=TrainingFactory(lead_unit=province))
    with django_assert_num_queries(len(few)):
        desk.get(url)


def test_the_roll_costs_the_same_for_one_and_for_many(
    desk: Client, province: OrgUnit, django_assert_num_queries: Any
) -> None:
    session = TrainingFactory(lead_unit=province)
    url = reverse("training_roll", args=[session.uuid])
    assert "Chưa mời ai" in text_of(desk.get(url))
    SeatFactory(session=session)
    desk.get(url)
    with CaptureQueriesContext(connection) as few:
        desk.get(url)
    for _number in range(10):
        SeatFactory(session=session, unit=province)
    with django_assert_num_queries(len(few)):
        desk.get(url)


def test_a_class_names_who_pays_or_helps(desk: Client, province: OrgUnit) -> None:
    desk.post(reverse("training_new"), form(province, sponsors="  Viettel   Đồng Nai "))
    session = TrainingSession.objects.get()

    assert session.sponsors == "Viettel Đồng Nai"
    assert "Viettel Đồng Nai" in text_of(desk.get(reverse("training_detail", args=[session.uuid])))
    assert "Viettel Đồng Nai" in text_of(desk.get(reverse("training_edit", args=[session.uuid])))


def test_two_clerks_with_one_class_open_put_nothing_back(desk: Client, province: OrgUnit) -> None:
    desk.post(reverse("training_new"), form(province))
    session = TrainingSession.objects.get()
    address = reverse("training_edit", args=[session.uuid])
    same = {"course": str(session.release.course.uuid)}
    first, second = (desk.get(address).context["form"]["seen"].value() for _clerk in range(2))
    assert desk.post(address, form(province, **same, note="Mang máy", seen=first)).status_code == 302
    answer = desk.post(address, form(province, **same, capacity="50", seen=second))
    assert answer.status_code == 422
    assert "có người khác đã sửa lớp" in text_of(answer)
    session.refresh_from_db()
    assert (session.note, session.capacity) == ("Mang máy", 30)
    again = desk.get(address).context["form"]["seen"].value()
    assert desk.post(address, form(province, **same, capacity="50", seen=again)).status_code == 302


def test_a_clerk_who_saves_between_the_form_and_the_lock_is_not_overwritten(
    desk: Client, province: OrgUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.post(reverse("training_new"), form(province))
    session = TrainingSession.objects.get()
    address = reverse("training_edit", args=[session.uuid])
    seen = desk.get(address).context["form"]["seen"].value()

    def overtaken(**said: Any) -> Any:
        TrainingSession.objects.filter(pk=session.pk).update(note="Mang máy")
        return change_session(**said)

    monkeypatch.setattr("courses.views.training.session.change_session", overtaken)
    said = form(province, course=str(session.release.course.uuid), capacity="50", seen=seen)
    answer = desk.post(address, said)
    assert answer.status_code == 422
    assert "có người khác đã sửa lớp" in text_of(answer)
    session.refresh_from_db()
    assert (session.note, session.capacity) == ("Mang máy", 30)


def test_a_course_that_cannot_be_changed_any_more_is_told_on_the_form(
    desk: Client, province: OrgUnit
) -> None:
    session = TrainingFactory(lead_unit=province, state="running")
    seat, meeting = SeatFactory(session=session), session.meetings.earliest("starts_at")
    tick(meeting=meeting, ticks={seat.uuid: Tick("", "present")}, at=meeting.ends_at, by=AccountFactory())
    answer = desk.post(
        reverse("training_edit", args=[session.uuid]), form(province, sponsors="Còn nguyên trên trang")
    )
    assert answer.status_code == 422
    for text in ("không đổi sang khóa học khác", "Còn nguyên trên trang"):
        assert text in text_of(answer)
