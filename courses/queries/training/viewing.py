"""Which classes an account sees, which it runs, and whose names it reads there: the scope layer of classes.

Whoever runs a class (HR of the leading office, its trainers) reads its whole roll: they invited these people or
teach them. HR of other units sees a class when it coordinates or when one of their own people is on the roll, and of
the roll only their own people. A draft is seen by those who run it.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from common.errors import DomainError, Forbidden
from courses.models import Seat, SessionPartner, SessionTrainer, TrainingSession
from courses.models.session import SessionState
from people import scope
from people.models import Account, Person
from people.queries.tree import UnitTree
from people.rights import Right


@dataclass
class Viewer:
    """One account on one day."""

    account: Account
    day: date

    @cached_property
    def tree(self) -> UnitTree:
        return UnitTree.load()

    @cached_property
    def units(self) -> set[int] | None:
        """The units looked after; None means all."""
        return scope.visible_unit_ids(self.account, self.day, self.tree)

    @cached_property
    def running(self) -> set[int] | None:
        """The units whose classes the account plans."""
        return scope.visible_unit_ids(self.account, self.day, self.tree, Right.RUN_CLASSES)

    @cached_property
    def people(self) -> QuerySet[Person]:
        return scope.visible_people(self.account, self.day, self.tree)

    @cached_property
    def invitable(self) -> QuerySet[Person]:
        """Whom the account may put on a roll."""
        return scope.visible_people(self.account, self.day, self.tree, Right.RUN_CLASSES)

    @cached_property
    def teaches_something(self) -> bool:
        return SessionTrainer.objects.filter(account=self.account).exists()

    @property
    def may_plan(self) -> bool:
        return scope.may(self.account, Right.RUN_CLASSES)

    def require(self) -> None:
        """Refuse whoever has neither a desk nor a class to teach."""
        if not scope.may_use_desk(self.account) and not self.teaches_something:
            scope.require_desk(self.account)

    def sessions(self) -> QuerySet[TrainingSession]:
        """The classes that the account sees."""
        rows = TrainingSession.objects.all()
        return rows if self.units is None else rows.filter(self._seen(self.units))

    def session(self, uuid: UUID) -> TrainingSession:
        """The class, or the same answer for "not yours to see" and "none"."""
        self.require()
        rows = self.sessions().select_related("release__course", "lead_unit", "created_by__person")
        found = rows.filter(uuid=uuid).first()
        if found is None:
            raise DomainError(_("Không có lớp này trong phạm vi anh/chị phụ trách."), status=404)
        return found

    def runs(self, session: TrainingSession) -> bool:
        """Whether the account changes the class."""
        return self.running is None or session.lead_unit_id in self.running

    def teaches(self, session: TrainingSession) -> bool:
        return self.teaches_something and session.trainers.filter(account=self.account).exists()

    def reads_all(self, session: TrainingSession) -> bool:
        """Whether the whole roll is shown."""
        return self.units is None or session.lead_unit_id in self.units or self.teaches(session)

    def invites(self, session: TrainingSession) -> bool:
        """The leading office and the coordinating ones, each of their own people."""
        if self.running is None or self.runs(session):
            return True
        return session.partners.filter(unit__in=self.running).exists()

    def require_runs(self, session: TrainingSession) -> None:
        if not self.runs(session):
            raise Forbidden(_("Lớp này do đơn vị khác chủ trì, anh/chị chỉ xem."))

    def seats(self, session: TrainingSession) -> QuerySet[Seat]:
        """The part of the roll that the account reads."""
        rows = session.seats.filter(person__merged_into__isnull=True)
        return rows if self.reads_all(session) else rows.filter(person__in=self._inside())

    def _seen(self, units: set[int]) -> Q:
        own = Q(lead_unit__in=units)
        if self.teaches_something:
            own |= Q(Exists(SessionTrainer.objects.filter(session=OuterRef("pk"), account=self.account)))
        if not units:
            return own
        partner = Exists(SessionPartner.objects.filter(session=OuterRef("pk"), unit__in=units))
        invited = Exists(Seat.objects.filter(session=OuterRef("pk"), person__in=self._inside()))
        return own | (~Q(state=SessionState.DRAFT) & (partner | invited))

    def _inside(self) -> Any:
        return self.people.order_by().values("pk")
