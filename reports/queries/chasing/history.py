"""Who was told when, by which way, and what became of it: only of people whom the account looks after."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet

from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from people.scope import visible_people, visible_unit_ids
from reports.ladder import Audience
from reports.models import ChaseDelivery, ChaseListing, ChaseMessage


def messages_for(account: Account, day: date, tree: UnitTree) -> QuerySet[ChaseMessage]:
    """Newest first, with readers and ways."""
    units = visible_unit_ids(account, day, tree)
    rows = ChaseMessage.objects.select_related("person", "account__person", "unit").prefetch_related(
        "deliveries"
    )
    if units is None:
        return rows
    own = Q(audience=Audience.PERSON, person__in=visible_people(account, day, tree).order_by())
    return rows.filter(own | Q(unit__in=units) & ~Q(audience=Audience.PERSON))


def of_unit(rows: QuerySet[ChaseMessage], unit: OrgUnit, day: date, tree: UnitTree) -> QuerySet[ChaseMessage]:
    """Of readers who stood in the unit or below, whatever it was called then."""
    below = tree.subtree(unit.pk, day)
    return rows.filter(unit__in=below.union(*(tree.predecessors(one) for one in below)))


def to_mend(rows: QuerySet[ChaseMessage]) -> QuerySet[ChaseDelivery]:
    """Ways that failed, of the last message by that way alone: what was mended since is no matter any more."""
    failed = ChaseDelivery.objects.filter(state=ChaseDelivery.State.FAILED, message__in=rows.order_by())
    return failed.select_related("message__person", "message__account__person", "message__unit").order_by(
        "-message__created_at", "pk"
    )


def unheard(account: Account, day: date, tree: UnitTree) -> QuerySet[ChaseListing]:
    """Lists that nobody read because nobody holds the right."""
    units = visible_unit_ids(account, day, tree)
    rows = ChaseListing.objects.filter(reader="").select_related(
        "unit", "plan__target", "plan__assignment__course"
    )
    rows = rows if units is None else rows.filter(unit__in=units)
    return rows.order_by("-told_on", "unit__sort_key")


def export_rows(rows: QuerySet[ChaseMessage]) -> Iterator[list[str | datetime | None]]:
    """A line a way."""
    for message in rows.iterator(chunk_size=500):
        for way in message.deliveries.all():
            yield [
                message.created_at, message.reader_name, message.unit.full_name if message.unit else "",
                str(message.audience_label), message.title, str(way.channel_label), way.get_state_display(), way.reason,
                message.opened_at,
            ]  # fmt: skip
