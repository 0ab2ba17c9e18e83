"""A list for an officer or a head is counted again when it goes: it speaks of nobody who has finished since."""

from typing import Any

import pytest
from django.core import mail

from people.models import Account, OrgUnit, Person
from reports.ladder import Audience, Step
from reports.models import ChaseDelivery, ChaseMessage, ChasePlan, Target
from reports.queries.chasing import lists_now
from reports.services.chasing.plans import leave_out, pause
from reports.services.chasing.preparing import prepare
from reports.services.chasing.sending import send_waiting
from tests.factories import EnrolmentFactory, PersonFactory, PostingFactory
from tests.reports.chasing.cast import DUE, finish, on, put_up, work

pytestmark = pytest.mark.django_db
LADDER = (Step(Audience.PERSON, -3, ("in_app",)), Step(Audience.HEAD, 2, ("email",)))


@pytest.fixture
def binh(target: Target, anh: Person, xuan_dinh: OrgUnit) -> Person:
    """A second manager of Xuân Định who has not learnt."""
    person: Person = PersonFactory(full_name="Phạm Văn Bình")
    PostingFactory(person=person, unit=xuan_dinh)
    release = anh.enrolments.get().release
    EnrolmentFactory(learner=person, course=release.course, release=release)
    return person


@pytest.fixture
def written(target: Target, anh: Person, binh: Person, head: Account) -> ChaseMessage:
    """People were told three days before the day; the head's list is written two days after it, and waits."""
    put_up(target, *LADDER)
    work(on(-3))
    mail.outbox.clear()
    prepare(at=on(2))
    message = ChaseMessage.objects.get(audience=Audience.HEAD)
    assert "2 người chưa xong" in message.text
    return message


def state() -> tuple[str, str]:
    row = ChaseDelivery.objects.get(message__audience=Audience.HEAD, channel="email")
    return row.state, row.reason


def test_a_list_that_still_holds_goes_as_it_was_written(written: ChaseMessage) -> None:
    send_waiting(at=on(2), most=10)
    assert written.text in mail.outbox[0].body
    assert state() == ("sent", "")


def test_who_finished_since_is_not_counted_in_the_mail(written: ChaseMessage, anh: Person) -> None:
    finish(anh, on(2))
    send_waiting(at=on(2, 10), most=10)
    (sent,) = mail.outbox
    assert "1 lượt cán bộ chưa hoàn thành" in sent.subject
    assert "1 người chưa xong" in sent.body
    assert "2 người" not in sent.body
    assert (
        "2 người" in ChaseMessage.objects.get(pk=written.pk).text
    )  # the page says what was known on its day


def test_who_is_left_out_since_is_not_counted_either(written: ChaseMessage, anh: Person) -> None:
    leave_out(person=anh, reason="Nghỉ thai sản", until=None, plan=None, at=on(2), by=None)  # type: ignore[arg-type]
    send_waiting(at=on(2, 10), most=10)
    assert "1 người chưa xong" in mail.outbox[0].body


def test_a_list_of_nobody_is_not_sent_and_says_why(written: ChaseMessage, anh: Person, binh: Person) -> None:
    for person in (anh, binh):
        finish(person, on(2))
    send_waiting(at=on(2, 10), most=10)
    assert not mail.outbox
    assert state()[0] == "dropped"
    assert "Không còn phải nhắc" in state()[1]


@pytest.mark.parametrize("how", ["paused", "later"])
def test_a_plan_that_rests_or_was_given_more_time_sends_no_list(
    written: ChaseMessage, target: Target, how: str
) -> None:
    if how == "paused":
        pause(plan=target.chase_plan, why="Chờ văn bản mới", at=on(2), by=None)  # type: ignore[arg-type, attr-defined]
    else:
        Target.objects.filter(pk=target.pk).update(due_on=DUE.replace(month=12))
    send_waiting(at=on(2, 10), most=10)
    assert not mail.outbox
    assert state()[0] == "dropped"


def test_each_plan_is_counted_once_a_run(written: ChaseMessage, monkeypatch: pytest.MonkeyPatch) -> None:
    counted, count = [], lists_now.missing_of

    def counting(plan: ChasePlan, **more: Any) -> dict[int, int]:
        counted.append(plan)
        return count(plan, **more)

    monkeypatch.setattr(lists_now, "missing_of", counting)
    lists = lists_now.ListsNow(on(2))
    assert lists.words(written) == lists.words(written) == (written.title, written.text)
    assert len(counted) == 1
