"""What was written down and has not gone yet: held back, put off, or stopped by one sender's fault."""

from collections.abc import Callable

import pytest
from django.core import mail

from people.models import Account, OrgUnit, Person
from reports.channels import Outgoing
from reports.channels.mail import send
from reports.ladder import EMAIL, IN_APP, Audience, Step
from reports.models import ChaseDelivery, ChasePlan, Target
from reports.services.chasing.daily import prepare_due
from reports.services.chasing.manners import choose_ways
from reports.services.chasing.plans import leave_out, pause
from reports.services.chasing.sending import send_waiting
from tests.reports.chasing.cast import on, put_up

pytestmark = pytest.mark.django_db
Deed = Callable[[ChasePlan, Person, Account, OrgUnit], object]


@pytest.fixture
def plan(target: Target, anh: Person) -> ChasePlan:
    """Written down, not sent."""
    made = put_up(target, Step(Audience.PERSON, 1, (IN_APP, EMAIL)))
    prepare_due(at=on(1))
    return made


def _pause(plan: ChasePlan, anh: Person, by: Account, unit: OrgUnit) -> None:
    pause(plan=plan, why="Bão", at=on(1, 10), by=by)


def _leave_out(plan: ChasePlan, anh: Person, by: Account, unit: OrgUnit) -> None:
    leave_out(plan=plan, person=anh, reason="Nghỉ ốm", at=on(1, 10), by=by)


def _leave_unit_out(plan: ChasePlan, anh: Person, by: Account, unit: OrgUnit) -> None:
    leave_out(plan=None, unit=unit, reason="Lũ lụt", at=on(1, 10), by=by)


def _put_off(plan: ChasePlan, anh: Person, by: Account, unit: OrgUnit) -> None:
    choose_ways(person=anh, email=False, sms=True, at=on(1, 10))


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        (_pause, "tạm dừng"), (_leave_out, "để ngoài"), (_leave_unit_out, "để ngoài"),
        (_put_off, "không nhận theo cách này"),
    ],
)  # fmt: skip
def test_a_message_that_waits_is_asked_again(
    plan: ChasePlan, anh: Person, officer: Account, xuan_dinh: OrgUnit, happened: Deed, sentence: str
) -> None:
    happened(plan, anh, officer, xuan_dinh)
    send_waiting(at=on(1, 11), most=50)
    assert mail.outbox == []
    dropped = ChaseDelivery.objects.get(message__person=anh, channel=EMAIL)
    assert (dropped.state, sentence in dropped.reason) == (ChaseDelivery.State.DROPPED, True)


def test_untouched_it_goes(plan: ChasePlan, anh: Person) -> None:
    send_waiting(at=on(1, 11), most=50)
    assert [one.to for one in mail.outbox] == [["anh@xa.vn"]]


def broken(outgoing: Outgoing) -> str:
    """A sender with a fault in it."""
    if outgoing.address == "anh@xa.vn":
        raise ValueError("odd")
    return send(outgoing)


def test_one_senders_fault_keeps_nobody_elses_message_back(
    target: Target, anh: Person, cuong: Person, settings
) -> None:
    settings.CHASE_CHANNELS = {EMAIL: f"{__name__}.broken"}
    Person.objects.filter(pk=cuong.pk).update(email="cuong@xa.vn")
    put_up(target, Step(Audience.PERSON, 1, (IN_APP, EMAIL)))
    prepare_due(at=on(1))
    send_waiting(at=on(1, 11), most=50)
    assert [one.to for one in mail.outbox] == [["cuong@xa.vn"]]
    failed = ChaseDelivery.objects.get(message__person=anh, channel=EMAIL)
    assert (failed.state, "ValueError" in failed.reason) == (ChaseDelivery.State.FAILED, True)
