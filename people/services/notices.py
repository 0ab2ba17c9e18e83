"""Tells people something: kept for their own pages at once, mailed together a moment later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from people.models import Account, Notice

GATHERS = timedelta(minutes=5)  # a clerk who changes three things is done by then
LONGEST = timedelta(minutes=30)
LAPSES = timedelta(minutes=15)
GIVEN_UP = timedelta(days=2)
BATCH = 500


@dataclass(frozen=True)
class Mail:
    """What goes to one address."""

    address: str
    notices: list[Notice]

    @property
    def subject(self) -> str:
        """The title, or how many there are."""
        titles = list(dict.fromkeys(notice.title for notice in self.notices))
        return titles[0] if len(titles) == 1 else f"Lớp Số: {len(self.notices)} thông báo"

    @property
    def keys(self) -> list[int]:
        return [notice.pk for notice in self.notices]


def notify(
    *,
    topic: str,
    title: str,
    text: str,
    at: datetime,
    path: str = "",
    people: Iterable[int] = (),
    accounts: Iterable[Account] = (),
) -> int:
    """Say it to each of them once; an account with a person hears it as that person. In the caller's transaction."""
    accounts = list(accounts)
    persons = dict.fromkeys([*people, *(one.person_id for one in accounts if one.person_id)])
    said = {"topic": topic, "title": title[:255], "text": text, "path": path, "created_at": at}
    rows = [Notice(person_id=person, **said) for person in persons]
    rows += [Notice(account=one, **said) for one in accounts if not one.person_id]
    Notice.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def keep(notices: Iterable[Notice], *, at: datetime) -> None:
    """Show these on their readers' pages and mail none of them: whoever calls has ways of their own."""
    rows = list(notices)
    for row in rows:
        row.created_at = row.sent_at = at
    Notice.objects.bulk_create(rows, batch_size=BATCH)


def take_due(*, at: datetime, most: int = 200) -> list[Mail]:
    """Claim what is to be mailed now, one mail a reader; whoever else looks does not find it any more."""
    waiting = _waiting(at).annotate(address=Coalesce("person__email", "account__email"))
    readers = (
        waiting.exclude(address="")
        .values("person", "account")
        .annotate(first=Min("created_at"), last=Max("created_at"))
        .filter(Q(last__lte=at - GATHERS) | Q(first__lte=at - LONGEST))
        .order_by("first")[:most]
    )
    mails = (_claimed(at, one["person"], one["account"]) for one in readers)
    return [mail for mail in mails if mail.notices]


def sent(*, mail: Mail, at: datetime) -> None:
    """It has left the house."""
    Notice.objects.filter(pk__in=mail.keys).update(sent_at=at)


def not_sent(*, mail: Mail) -> None:
    """Try again at the next look."""
    Notice.objects.filter(pk__in=mail.keys, sent_at__isnull=True).update(claimed_at=None)


@transaction.atomic
def _claimed(at: datetime, person: int | None, account: int | None) -> Mail:
    mine = _waiting(at).filter(person=person, account=account)
    rows = list(mine.select_for_update(of=("self",)).select_related("person", "account").order_by("pk"))
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(claimed_at=at)
    reader = (rows[0].person or rows[0].account) if rows else None
    return Mail(reader.email if reader else "", rows)


def _waiting(at: datetime) -> QuerySet[Notice]:
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - LAPSES)
    return Notice.objects.filter(free, sent_at__isnull=True, created_at__gt=at - GIVEN_UP)
