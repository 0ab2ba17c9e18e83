"""Notices: kept at once, mailed together a moment later, never twice, and a mail server that is away loses none."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from people import mailing
from people.mailing import send_due
from people.models import Account, Notice, Person
from people.services.notices import GIVEN_UP, LAPSES, LONGEST, notify, take_due
from tests.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def reader() -> Person:
    person: Person = PersonFactory(email="mai@xa.vn")
    return person


def tell(
    *people: Person, text: str = "Đổi phòng", at: datetime = AT, accounts: tuple[Account, ...] = ()
) -> int:
    keys = [person.pk for person in people]
    return notify(
        topic="training:1", title="Lớp 1", text=text, at=at, path="/x/", people=keys, accounts=accounts
    )


def test_several_changes_within_minutes_are_one_mail(reader: Person, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://lop-so.vn/"
    tell(reader)
    tell(reader, text="Đổi giờ", at=AT + 3 * MINUTE)
    assert send_due(AT + 6 * MINUTE) == 0
    assert send_due(AT + 9 * MINUTE) == 1
    sent = mail.outbox[0]
    assert sent.to == ["mai@xa.vn"]
    assert sent.body.index("Đổi phòng") < sent.body.index("Đổi giờ")
    assert "https://lop-so.vn/x/" in sent.body
    assert send_due(AT + 20 * MINUTE) == 0


def test_a_clerk_who_never_stops_changing_holds_mail_up_for_half_an_hour_at_most(reader: Person) -> None:
    for minutes in range(0, 31, 3):
        tell(reader, at=AT + minutes * MINUTE)
    assert send_due(AT + LONGEST + MINUTE) == 1


def test_a_mail_that_the_server_refused_goes_later_and_holds_nobody_up(
    reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = PersonFactory(email="lan@xa.vn")
    tell(reader, other)

    def refuse(subject: str, text: str, sender: None, to: list[str]) -> int:
        if to == ["mai@xa.vn"]:
            raise OSError("421")
        return 1

    with monkeypatch.context() as away:
        away.setattr(mailing, "send_mail", refuse)
        assert send_due(AT + 6 * MINUTE) == 1
    assert send_due(AT + 7 * MINUTE) == 1
    assert [sent.to for sent in mail.outbox] == [["mai@xa.vn"]]


def test_what_a_dead_worker_had_taken_is_taken_again(reader: Person) -> None:
    tell(reader)
    assert len(take_due(at=AT + 6 * MINUTE)) == 1
    assert take_due(at=AT + 7 * MINUTE) == []
    assert len(take_due(at=AT + 7 * MINUTE + LAPSES)) == 1


def test_whoever_has_no_address_reads_it_on_the_page_and_old_news_is_not_mailed(reader: Person) -> None:
    tell(PersonFactory(email=""))
    assert send_due(AT + 6 * MINUTE) == 0
    assert Notice.objects.count() == 1
    tell(reader)
    assert send_due(AT + GIVEN_UP + MINUTE) == 0


def test_an_account_with_a_person_hears_once_and_one_without_hears_too(reader: Person) -> None:
    own, alone = AccountFactory(person=reader), AccountFactory(email="khoa@truong.vn")
    assert tell(reader, accounts=(own, alone)) == 2
    assert send_due(AT + 6 * MINUTE) == 2
    assert {sent.to[0] for sent in mail.outbox} == {"mai@xa.vn", "khoa@truong.vn"}
