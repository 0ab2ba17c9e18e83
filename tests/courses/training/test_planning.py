"""Planning: codes in sequence, more seats, classes that begin, and what collides."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from common import clock
from common.errors import Conflict, DomainError
from courses.models import SessionTrainer, TrainingSession
from courses.models.seat import SeatState
from courses.models.session import SessionState
from courses.queries.training.conflicts import clashes_of, double_booked
from courses.services.training.meetings import Slot, add_meeting
from courses.services.training.planning import (
    Plan,
    begin_due,
    cancel_session,
    change_session,
    open_session,
    plan_session,
)
from courses.services.training.ticking import Tick, tick
from courses.training_forms import SessionForm
from people.models import Account, Notice, OrgUnit
from people.queries.tree import UnitTree
from tests.factories import AccountFactory, OrgUnitFactory, ReleaseFactory
from tests.factories.training import FIRST_MEETING, SeatFactory, SessionTrainerFactory, TrainingFactory
from tests.factories.training import PLANNED_AT as AT

pytestmark = pytest.mark.django_db
HALL = "Hội trường UBND xã Xuân Định"


def plan(unit: OrgUnit, session: TrainingSession | None = None, **more: Any) -> Plan:
    said = {
        "title": session.title if session else "Lớp", "release": session.release if session else ReleaseFactory(),
        "lead_unit": unit, "capacity": 30, "hours": 8, "registration": "off", "attendance_percent": 80,
    }  # fmt: skip
    return Plan(**(said | more))


def clashes(session: TrainingSession, **more: Any) -> list[str]:
    said = {
        "starts_at": FIRST_MEETING,
        "ends_at": FIRST_MEETING + timedelta(hours=1),
        "hall": "Nơi khác",
        "room": "",
    }
    return [clash.kind for clash in clashes_of(session, **(said | more))]


def test_codes_follow_one_another_within_a_year(clerk: Account, province: OrgUnit) -> None:
    made = [plan_session(plan=plan(province), at=AT, by=clerk).code for _number in range(2)]
    made.append(plan_session(plan=plan(province), at=AT + timedelta(days=60), by=clerk).code)
    assert made == ["LTH2026-001", "LTH2026-002", "LTH2027-001"]


def test_more_seats_let_the_waiting_in_at_once_and_nobody_hears_of_seats(
    clerk: Account, province: OrgUnit
) -> None:
    session = TrainingFactory(lead_unit=province, capacity=1)
    SeatFactory(session=session)
    waiting = SeatFactory(session=session, state=SeatState.WAITING, waiting_since=AT)
    change_session(session=session, plan=plan(province, session, capacity=2), at=AT, by=clerk)
    waiting.refresh_from_db()
    assert waiting.state == SeatState.INVITED
    assert list(Notice.objects.values_list("person", flat=True)) == [waiting.person_id]


def test_a_new_note_is_told_to_everybody_once(clerk: Account, province: OrgUnit) -> None:
    session = TrainingFactory(lead_unit=province)
    SeatFactory(session=session)
    SeatFactory(session=session, state=SeatState.DECLINED)
    change_session(session=session, plan=plan(province, session, note="Mang máy tính"), at=AT, by=clerk)
    assert Notice.objects.get().text.endswith("Mang máy tính")


def test_a_trainer_named_later_is_told_alone_and_one_taken_off_loses_the_class(
    clerk: Account, province: OrgUnit
) -> None:
    first, second = AccountFactory(), AccountFactory(first_name="Lan", last_name="Đỗ")
    session = SessionTrainerFactory(session__lead_unit=province, account=first).session
    change_session(session=session, plan=plan(province, session, trainers=[second]), at=AT, by=clerk)
    assert list(SessionTrainer.objects.values_list("account", flat=True)) == [second.pk]
    assert list(Notice.objects.values_list("account", flat=True)) == [second.pk]


def test_a_class_whose_first_meeting_begins_is_running() -> None:
    TrainingFactory(), TrainingFactory(state="draft")
    assert begin_due(at=FIRST_MEETING - timedelta(minutes=1)) == 0
    assert begin_due(at=FIRST_MEETING) == 1
    assert set(TrainingSession.objects.values_list("state", flat=True)) == {
        SessionState.RUNNING,
        SessionState.DRAFT,
    }


def test_what_is_over_is_neither_opened_nor_cancelled_nor_changed(clerk: Account, province: OrgUnit) -> None:
    session = TrainingFactory(lead_unit=province, state="closed")
    slot = Slot(FIRST_MEETING, FIRST_MEETING + timedelta(hours=1), "A")
    for deed in (
        lambda: open_session(session=session, at=AT, by=clerk),
        lambda: cancel_session(session=session, reason="x", at=AT, by=clerk),
        lambda: change_session(session=session, plan=plan(province, session), at=AT, by=clerk),
        lambda: add_meeting(session=session, slot=slot, at=AT, by=clerk),
    ):
        with pytest.raises(Conflict):
            deed()
    with pytest.raises(DomainError, match="lý do"):
        cancel_session(session=TrainingFactory(), reason=" ", at=AT, by=clerk)


def test_a_draft_is_cancelled_without_a_word(clerk: Account) -> None:
    seat = SeatFactory(session__state="draft")
    cancel_session(session=seat.session, reason="Thôi", at=AT, by=clerk)
    assert not Notice.objects.exists()


def test_a_hall_collides_with_its_rooms_and_rooms_with_themselves() -> None:
    other, mine = TrainingFactory(meetings=1), TrainingFactory(meetings=0)
    assert clashes(mine, hall=HALL) == ["place"]
    assert clashes(mine, hall="hoi truong  UBND xa Xuan Dinh", room="Phòng 2") == ["place"]
    other.meetings.update(room="Phòng 1")
    assert clashes(mine, hall=HALL, room="Phòng 2") == []
    assert clashes(mine, hall=HALL, room="phong 1") == ["place"]
    after = FIRST_MEETING + timedelta(hours=3)
    assert clashes(mine, hall=HALL, starts_at=after, ends_at=after + timedelta(hours=1)) == []
    other.meetings.update(cancelled_at=AT)
    assert clashes(mine, hall=HALL) == []


def test_a_trainer_collides_by_account_and_a_guest_by_name() -> None:
    trainer = SessionTrainerFactory()
    same = SessionTrainerFactory(account=trainer.account, session__meetings=0).session
    assert clashes(same) == ["trainer"]
    SessionTrainerFactory(session=trainer.session, account=None, name="Lê Thị Hoa")
    guest = SessionTrainerFactory(account=None, name="LÊ THỊ HOA", session__meetings=0).session
    assert clashes(guest) == ["trainer"]
    assert clashes(SessionTrainerFactory(session__meetings=0).session) == []


def test_people_in_two_classes_at_one_hour_are_found() -> None:
    here, there = TrainingFactory(), TrainingFactory()
    twice = SeatFactory(session=here)
    SeatFactory(session=here)
    elsewhere = SeatFactory(session=there, person=twice.person)
    assert list(double_booked(here)) == [twice]
    elsewhere.state = SeatState.DECLINED
    elsewhere.save()
    assert not double_booked(here).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"capacity": 0},
        {"attendance_percent": None},
        {"attendance_percent": 101},
        {"attendance_hours": 4},
        {"state": "cancelled"},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingFactory(**wrong)


def test_a_unit_outside_the_scope_leads_no_class(clerk: Account) -> None:

    own, foreign = OrgUnitFactory(), OrgUnitFactory()
    form = SessionForm(
        {"lead_unit": str(foreign.uuid)}, visible={own.pk}, tree=UnitTree.load(), today=clock.today()
    )
    assert "lead_unit" in form.errors
    form = SessionForm(
        {"lead_unit": str(own.uuid)}, visible={own.pk}, tree=UnitTree.load(), today=clock.today()
    )
    assert "lead_unit" not in form.errors


def test_a_class_that_was_attended_keeps_its_course(clerk: Account, province: OrgUnit) -> None:
    session = TrainingFactory(lead_unit=province, state=SessionState.RUNNING)
    other = plan(province, session, release=ReleaseFactory())
    change_session(session=session, plan=other, at=AT, by=clerk)
    tick(meeting=session.meetings.earliest("starts_at"), ticks={SeatFactory(session=session).uuid: Tick("", "present")},
         at=FIRST_MEETING, by=clerk)  # fmt: skip
    with pytest.raises(Conflict, match="khóa học khác"):
        change_session(
            session=session, plan=plan(province, session, release=ReleaseFactory()), at=AT, by=clerk
        )
    change_session(session=session, plan=plan(province, session, title="Tên mới"), at=AT, by=clerk)


@pytest.mark.parametrize("more", [{"title": "Lớp mới"}, {"note": "Mang máy"}, {"guests": [("Bà Hoa", "")]}])
def test_what_calendars_show_of_a_class_makes_their_entries_newer(
    clerk: Account, province: OrgUnit, more: dict[str, Any]
) -> None:
    session = TrainingFactory(lead_unit=province)
    gone, live = session.meetings.all()
    gone.cancelled_at = AT
    gone.save()
    later = AT + timedelta(hours=1)
    change_session(session=session, plan=plan(province, session, capacity=99), at=later, by=clerk)
    live.refresh_from_db()
    assert live.revision == 0
    change_session(session=session, plan=plan(province, session, **more), at=later, by=clerk)
    assert list(session.meetings.values_list("revision", "changed_at")) == [
        (0, gone.changed_at),
        (1, later),
    ]
