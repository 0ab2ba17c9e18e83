"""Writes the day's messages down: message, reasons and ways in one transaction, so a worker may die at any line."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import IntegrityError, transaction

from people.models import Notice, Person
from people.services.notices import keep
from reports import chase_words
from reports.chase_words import Thing
from reports.ladder import IN_APP, Audience
from reports.models import (
    ChaseDelivery,
    ChaseListing,
    ChaseMessage,
    ChasePlan,
    ChaseReason,
    ReminderChoice,
)
from reports.queries.chasing.digest import things_of
from reports.queries.chasing.manners import silence_at
from reports.queries.chasing.proposals import Day, Proposal, day_of
from reports.services.chasing.letters import draft_letter
from reports.services.chasing.ways import ways_of

BATCH = 500
PATH = "/cua-toi/nhac/{uuid}/"


def prepare(*, at: datetime, within: Collection[int] | None = None, people_only: bool = False) -> int:
    """Everything due now; how many messages. Nothing in quiet hours. Said again, it finds nothing left to say.

    A narrowed call (`within`) is an officer's, of their own people: it neither writes to officers nor ends the day.
    """
    if silence_at(at):
        return 0
    day = day_of(at, within)
    written = sum(_write_people(part, day, at) for part in _batches(day.people))
    if people_only or within is not None:
        return written
    written += sum(_write_reader(one, day, at) for one in day.officers)
    _note_unheard(day)
    for plan, days in day.letters:
        draft_letter(plan=plan, days=days, day=day, at=at)
    ChasePlan.objects.filter(pk__in=[plan.pk for plan in day.open]).update(prepared_on=day.day)
    return written


def _batches(proposals: list[Proposal]) -> Iterator[list[Proposal]]:
    for start in range(0, len(proposals), BATCH):
        yield proposals[start : start + BATCH]


def _write_people(proposals: list[Proposal], day: Day, at: datetime) -> int:
    """One batch; when somebody else wrote some of it meanwhile, those are found written by the next look."""
    people = Person.objects.in_bulk([one.person for one in proposals])
    things = things_of(people, day.open)
    choices = {choice.person_id: choice for choice in ReminderChoice.objects.filter(person__in=people)}
    rows = []
    for one in proposals:
        assert one.person
        title, text = chase_words.person(_things(one, things), day.day)
        message = ChaseMessage(
            day=day.day, audience=one.audience, person_id=one.person, unit_id=one.unit, title=title, text=text,
            created_at=at,
        )  # fmt: skip
        rows.append((message, one, ways_of(people[one.person], None, one.channels, choices.get(one.person))))
    return _stored(rows, day, at)


def _things(one: Proposal, things: dict[int, list[Thing]]) -> list[Thing]:
    return things.get(one.person or 0) or [Thing(plan.title, plan.due_on) for plan, _days in one.rungs]


Row = tuple[ChaseMessage, Proposal, dict[str, tuple[str, str]]]


def _stored(rows: list[Row], day: Day, at: datetime) -> int:
    try:
        with transaction.atomic():
            _store(rows, day, at)
    except IntegrityError:
        if len(rows) == 1:
            return 0
        return sum(_stored([row], day, at) for row in rows)
    return len(rows)


def _store(rows: list[Row], day: Day, at: datetime) -> None:
    ChaseMessage.objects.bulk_create([message for message, _one, _ways in rows])
    ChaseReason.objects.bulk_create(
        ChaseReason(
            message=message,
            plan=plan,
            person_id=one.person or 0,
            due_on=plan.due_on,
            days=days,
            told_on=day.day,
        )
        for message, one, _ways in rows
        if one.audience is Audience.PERSON and one.person
        for plan, days in one.rungs
    )
    ChaseListing.objects.bulk_create(
        ChaseListing(
            message=message, plan=item.plan, unit_id=item.unit, audience=one.audience,
            reader=one.account.username if one.account else "", due_on=item.plan.due_on, days=item.days,
            told_on=day.day, people=len(item.people),
        )
        for message, one, _ways in rows
        for item in one.lists
    )  # fmt: skip
    ChaseDelivery.objects.bulk_create(
        ChaseDelivery(
            message=message, channel=channel, address=address, state=_state(channel, trouble), reason=trouble,
            not_before=at, changed_at=at,
        )
        for message, _one, ways in rows
        for channel, (address, trouble) in ways.items()
    )  # fmt: skip
    keep((_notice(message) for message, _one, ways in rows if IN_APP in ways), at=at)


def _state(channel: str, trouble: str) -> str:
    if trouble:
        return ChaseDelivery.State.FAILED
    return ChaseDelivery.State.DELIVERED if channel == IN_APP else ChaseDelivery.State.QUEUED


def _notice(message: ChaseMessage) -> Notice:
    return Notice(
        person_id=message.person_id, account_id=message.account_id, topic=f"chase:{message.uuid}",
        title=message.title, text=message.text, path=PATH.format(uuid=message.uuid),
    )  # fmt: skip


def _write_reader(one: Proposal, day: Day, at: datetime) -> int:
    """An officer's or a head's message: with the units that they answer for."""
    account = one.account
    assert account
    lines = [
        (day.tree.units[item.unit].full_name, item.plan.title, item.plan.due_on, len(item.people))
        for item in sorted(one.lists, key=lambda item: (day.tree.units[item.unit].sort_key, item.plan.pk))
    ]
    title, text = chase_words.officer(lines, day.day, head=one.audience is Audience.HEAD)
    person = account.person
    message = ChaseMessage(
        day=day.day, audience=one.audience, person=person, account=None if person else account, unit_id=one.unit,
        title=title, text=text, created_at=at,
    )  # fmt: skip
    choice = ReminderChoice.objects.filter(person=person).first() if person else None
    return _stored([(message, one, ways_of(person, account, one.channels, choice))], day, at)


def _note_unheard(day: Day) -> None:
    """Where nobody holds the right, that is written down, shown as something to mend, and the ladder goes on."""
    for item in day.unheard:
        ChaseListing.objects.get_or_create(
            plan=item.plan, unit_id=item.unit, audience=item.audience, reader="", due_on=item.plan.due_on, days=item.days,
            defaults={"told_on": day.day, "people": len(item.people)},
        )  # fmt: skip
