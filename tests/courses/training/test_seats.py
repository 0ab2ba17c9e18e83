"""Who gets a seat, who waits, who moves up: told as it happens in an office."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from common.errors import Conflict, DomainError, Forbidden
from courses.models import Seat, SeatChange, TrainingSession
from courses.models.seat import SeatState
from courses.models.session import Registration
from courses.services.training.inviting import invite
from courses.services.training.planning import open_session
from courses.services.training.seats import (
    accept,
    decline,
    fill_everywhere,
    fill_free_seats,
    register,
    step_seats,
)
from people.models import Account, Notice, Person
from people.services.merging import merge_persons
from tests.factories import AccountFactory, PersonFactory, PostingFactory
from tests.factories.training import PLANNED_AT as AT
from tests.factories.training import SeatFactory, TrainingFactory

pytestmark = pytest.mark.django_db


def people(number: int) -> list[Person]:
    return [PostingFactory().person for _number in range(number)]


def states(session: TrainingSession) -> list[str]:
    return list(session.seats.order_by("pk").values_list("state", flat=True))


def keys(persons: list[Person]) -> list[int]:
    return [person.pk for person in persons]


def self_registering(**more: object) -> TrainingSession:
    session: TrainingSession = TrainingFactory(registration=Registration.FREE, **more)
    return session


def put_down(session: TrainingSession, person: Person) -> Seat:
    return register(session=session, person=person, at=AT, by=None)


def test_an_invitation_fills_the_seats_and_the_rest_wait_in_the_order_given(clerk: Account) -> None:
    session, some = TrainingFactory(capacity=2), people(3)
    done = invite(session=session, people=keys([some[2], some[0], some[1]]), at=AT, by=clerk)
    assert (done.invited, done.waiting, done.already) == (2, 1, 0)
    assert Seat.objects.get(person=some[1]).state == SeatState.WAITING
    assert Seat.objects.get(person=some[2]).unit == some[2].postings.get().unit


def test_a_second_invitation_asks_nobody_again(clerk: Account) -> None:
    session, some = TrainingFactory(), people(2)
    invite(session=session, people=keys(some), at=AT, by=clerk)
    decline(seat=Seat.objects.get(person=some[0]), reason="Đi công tác", at=AT, by=None)
    done = invite(session=session, people=keys(some), at=AT, by=clerk)
    assert (done.invited, done.already) == (0, 2)
    assert states(session) == [SeatState.DECLINED, SeatState.INVITED]


def test_whoever_cannot_come_lets_the_first_in_turn_move_up_at_once(clerk: Account) -> None:
    session, some = TrainingFactory(capacity=1), people(3)
    invite(session=session, people=keys(some), at=AT, by=clerk)
    decline(seat=Seat.objects.get(person=some[0]), reason="Ốm", at=AT + timedelta(hours=1), by=None)
    assert states(session) == [SeatState.DECLINED, SeatState.INVITED, SeatState.WAITING]
    moved = Notice.objects.filter(person=some[1]).order_by("-pk")[0]
    assert moved.title.startswith("Đã có chỗ")
    assert [change.step for change in SeatChange.objects.filter(seat__person=some[1])] == [
        "invited",
        "promoted",
    ]


def test_whoever_put_themselves_down_and_waits_comes_without_being_asked_again() -> None:
    session, some = self_registering(capacity=1), people(2)
    first, second = (put_down(session, person) for person in some)
    assert (first.state, second.state) == (SeatState.CONFIRMED, SeatState.WAITING)
    decline(seat=first, reason="", at=AT, by=None)
    assert states(session) == [SeatState.CANCELLED, SeatState.CONFIRMED]


def test_a_larger_hall_lets_the_waiting_in_and_a_smaller_one_puts_nobody_out(clerk: Account) -> None:
    session, some = self_registering(capacity=1), people(3)
    for person in some:
        put_down(session, person)
    TrainingSession.objects.update(capacity=2)
    assert fill_free_seats(session=session, at=AT) == 1
    TrainingSession.objects.update(capacity=1)
    assert fill_free_seats(session=session, at=AT) == 0
    assert states(session) == [SeatState.CONFIRMED, SeatState.CONFIRMED, SeatState.WAITING]
    decline(seat=Seat.objects.get(person=some[0]), reason="", at=AT, by=None)
    assert states(session) == [SeatState.CANCELLED, SeatState.CONFIRMED, SeatState.WAITING]


def test_a_request_holds_no_seat_until_it_is_approved(clerk: Account) -> None:
    session, some = TrainingFactory(capacity=1, registration=Registration.APPROVAL), people(3)
    seats = [put_down(session, person) for person in some]
    assert states(session) == [SeatState.APPLIED] * 3
    step_seats(session=session, seats=seats[:2], step="approved", reason="", at=AT, by=clerk)
    step_seats(session=session, seats=seats[2:], step="refused", reason="Đã học", at=AT, by=clerk)
    assert states(session) == [SeatState.CONFIRMED, SeatState.WAITING, SeatState.DECLINED]
    assert "Đã học" in Notice.objects.get(person=some[2]).text
    with pytest.raises(Conflict):
        put_down(session, some[2])


def test_the_office_takes_out_with_a_reason_and_may_invite_again(clerk: Account) -> None:
    seat = SeatFactory()
    with pytest.raises(DomainError, match="lý do"):
        step_seats(session=seat.session, seats=[seat], step="removed", reason=" ", at=AT, by=clerk)
    step_seats(session=seat.session, seats=[seat], step="removed", reason="Trùng lớp", at=AT, by=clerk)
    step_seats(session=seat.session, seats=[seat], step="invited", reason="", at=AT, by=clerk)
    seat.refresh_from_db()
    assert seat.state == SeatState.INVITED
    assert [change.step for change in seat.changes.all()] == ["removed", "invited"]
    with pytest.raises(Forbidden):
        step_seats(session=seat.session, seats=[seat], step="declined", reason="x", at=AT, by=clerk)


def test_a_step_that_does_not_fit_changes_none_of_the_ticked(clerk: Account) -> None:
    session = TrainingFactory()
    fits, not_so = SeatFactory(session=session, state=SeatState.APPLIED), SeatFactory(session=session)
    with pytest.raises(Conflict, match="Sẽ dự"):
        step_seats(session=session, seats=[fits, not_so], step="approved", reason="", at=AT, by=clerk)
    fits.refresh_from_db()
    assert fits.state == SeatState.APPLIED
    assert not SeatChange.objects.exists()


def test_nothing_is_told_before_the_class_opens_and_each_hears_once_when_it_does(clerk: Account) -> None:
    session, some = TrainingFactory(state="draft", capacity=1), people(2)
    invite(session=session, people=keys(some), at=AT, by=clerk)
    assert not Notice.objects.exists()
    open_session(session=session, at=AT, by=clerk)
    titles = dict(Notice.objects.values_list("person_id", "title"))
    assert titles[some[0].pk].startswith("Mời dự lớp")
    assert titles[some[1].pk].startswith("Danh sách chờ")
    assert Notice.objects.count() == 2


def test_registration_closes_with_its_day_its_class_and_its_beginning() -> None:
    closed = self_registering(registration_ends_at=AT)
    for session, at in (
        (closed, AT),
        (TrainingFactory(), AT),
        (self_registering(state="draft"), AT),
        (self_registering(), AT + timedelta(days=60)),
    ):
        with pytest.raises(Conflict):
            register(session=session, person=PersonFactory(), at=at, by=None)


def test_nobody_is_put_down_twice_and_an_invited_person_says_why_not() -> None:
    seat = SeatFactory(state=SeatState.INVITED, session__registration=Registration.FREE)
    with pytest.raises(Conflict):
        put_down(seat.session, seat.person)
    with pytest.raises(DomainError):
        decline(seat=seat, reason=" ", at=AT, by=None)
    assert accept(seat=seat, at=AT, by=None).state == SeatState.CONFIRMED


def test_a_class_that_is_over_changes_no_seat(clerk: Account) -> None:
    seat = SeatFactory(session__state="closed")
    for deed in (
        lambda: decline(seat=seat, reason="x", at=AT, by=None),
        lambda: step_seats(session=seat.session, seats=[seat], step="removed", reason="x", at=AT, by=clerk),
        lambda: invite(session=seat.session, people=keys(people(1)), at=AT, by=clerk),
    ):
        with pytest.raises(Conflict):
            deed()


def test_the_history_of_a_seat_is_append_only() -> None:
    put_down(self_registering(), PersonFactory())
    for deed in (SeatChange.objects.all().delete, lambda: SeatChange.objects.update(reason="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_two_records_of_one_person_keep_the_surer_seat_and_free_the_other(clerk: Account) -> None:
    session = TrainingFactory(capacity=2)
    survivor, gone, third = people(3)
    SeatFactory(session=session, person=survivor, state=SeatState.INVITED)
    SeatFactory(session=session, person=gone, state=SeatState.CONFIRMED)
    SeatFactory(session=session, person=third, state=SeatState.WAITING, waiting_since=AT)
    merge_persons(survivor=survivor, gone=gone, take={}, at=AT, by=AccountFactory(is_superuser=True))
    assert Seat.objects.get(person=survivor).state == SeatState.CONFIRMED
    assert fill_everywhere(at=AT) == 1
    assert fill_everywhere(at=AT) == 0
    assert Seat.objects.get(person=third).state == SeatState.INVITED


def test_nobody_moves_up_into_a_class_whose_last_meeting_has_begun(clerk: Account) -> None:
    session = TrainingFactory(state="running", capacity=1)
    seat = SeatFactory(session=session)
    waiting = SeatFactory(session=session, state=SeatState.WAITING, waiting_since=AT)
    late = session.meetings.latest("starts_at").starts_at
    step_seats(session=session, seats=[seat], step="removed", reason="Không đến", at=late, by=clerk)
    assert fill_everywhere(at=late) == 0
    waiting.refresh_from_db()
    assert (waiting.state, Notice.objects.filter(person=waiting.person).exists()) == (
        SeatState.WAITING,
        False,
    )
    assert fill_everywhere(at=late - timedelta(minutes=1)) == 1
