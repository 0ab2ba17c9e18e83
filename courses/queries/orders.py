"""The orders that an HR officer sees: their own units', those from above that reach them, those they help with."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from courses.models import Assignment, Enrolment
from courses.models.progress import State
from courses.queries.assigning import assignments_with_counts, listed, units_under
from people.models import Person
from people.queries.tree import UnitTree

COUNTS = ("people", "finished", "excused", "owed")


class Shelf(StrEnum):
    """Why an order is seen; only one's own may be changed."""

    OWN = ""
    ABOVE = "cap-tren"
    PARTNER = "phoi-hop"


@dataclass(frozen=True)
class Orders:
    """What one scope sees on a day. Counts of orders that are not one's own hold only one's own people."""

    units: set[int] | None
    people: QuerySet[Person]
    tree: UnitTree
    day: date

    def on(self, shelf: Shelf) -> QuerySet[Assignment]:
        """The orders of a shelf, newest first; see `counted` for the numbers of those from elsewhere."""
        if shelf is Shelf.OWN or self.units is None:
            return assignments_with_counts(self.units)
        strange = Assignment.objects.exclude(unit__in=self.units)
        return listed(self._above(strange) if shelf is Shelf.ABOVE else self._helped(strange))

    def counted(self, orders: list[Assignment]) -> list[Assignment]:
        """The same orders, each with the numbers of one's own people alone: one query for a page of them."""
        rows = Enrolment.objects.filter(
            assignment__in=[order.pk for order in orders], learner__in=self.people
        )
        found = {
            row["assignment"]: [row["people"], row["finished"], row["excused"], row["owed"]]
            for row in rows.values("assignment").annotate(
                people=Count("pk"),
                finished=Count("pk", filter=Q(progress__state=State.COMPLETED)),
                excused=Count("pk", filter=Q(progress__state=State.EXCUSED)),
                owed=F("people") - F("finished") - F("excused"),
            )
        }
        for order in orders:
            vars(order).update(zip(COUNTS, found.get(order.pk, [0] * len(COUNTS)), strict=True))
        return orders

    def shelf_of(self, uuid: UUID) -> tuple[Assignment, Shelf] | None:
        """One order and why it is seen; None when it is not."""
        for shelf in Shelf:
            order = self.on(shelf).filter(uuid=uuid).first()
            if order is not None:
                return (order if shelf is Shelf.OWN else self.counted([order])[0]), shelf
        return None

    def _above(self, orders: QuerySet[Assignment]) -> QuerySet[Assignment]:
        given = set(orders.order_by().values_list("unit_id", flat=True).distinct())
        mine: Collection[int] = self.units or ()
        reaching = [unit for unit in given if units_under(self.tree, unit, self.day).intersection(mine)]
        return orders.filter(unit__in=reaching)

    def _helped(self, orders: QuerySet[Assignment]) -> QuerySet[Assignment]:
        partner = Assignment.objects.filter(partners__unit__in=self.units or ()).values("pk")
        return orders.filter(Q(lead_unit__in=self.units or ()) | Q(pk__in=partner))
