"""What belongs to a unit, of what the maker may take out of the house.

People and certificates of the units over which they have the right; papers of classes that these units led (a roll
names people of other units too); surveys that these units asked.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from assessments.surveys.queries import surveys_of
from certificates.models import Certificate
from certificates.queries.register import in_register
from common.clock import local_day
from courses.models import EvidenceFile, PastClass, TrainingSession
from courses.models.past import PastState
from courses.models.session import SessionState
from people.models import Account, OrgUnit, Person
from people.queries.coverage import covered, heads_on
from people.queries.people import people_of_unit
from people.rights import Right
from people.scope import require_unit
from people.views.desk import Desk


@dataclass
class Dossier:
    """What belongs to a unit on a day, for one maker."""

    unit: OrgUnit
    desk: Desk

    @cached_property
    def units(self) -> set[int]:
        """The unit, all below it, and what they were, within the maker's right."""
        heads = heads_on(self.desk.tree, self.unit.pk, self.desk.today)
        found: set[int] = set().union(*(covered(self.desk.tree, one, self.desk.today) for one in heads))
        return found if self.desk.units is None else found & self.desk.units

    @cached_property
    def people(self) -> QuerySet[Person]:
        return people_of_unit(self.desk.people, self.desk.tree, self.unit.pk, self.desk.today)

    @cached_property
    def certificates(self) -> list[Certificate]:
        rows = in_register(self.units, self.desk.today).select_related("enrolment__course")
        return list(rows.order_by("year", "number", "pk"))

    @cached_property
    def led(self) -> list[TrainingSession]:
        """Classes that the units led and that took place."""
        rows = TrainingSession.objects.filter(lead_unit__in=self.units, state=SessionState.CLOSED)
        return list(rows.select_related("release", "lead_unit").order_by("closed_at", "pk"))

    @cached_property
    def past(self) -> list[PastClass]:
        rows = PastClass.objects.filter(lead_unit__in=self.units, state=PastState.APPLIED)
        return list(rows.select_related("lead_unit").order_by("starts_on", "pk"))

    @cached_property
    def scans(self) -> list[EvidenceFile]:
        rows = EvidenceFile.objects.filter(Q(session__in=self.led) | Q(past_class__in=self.past))
        return list(
            rows.select_related("session", "past_class").order_by("session", "past_class", "kind", "pk")
        )

    @cached_property
    def surveys(self) -> list[Any]:
        return list(surveys_of(self.units).filter(published__gt=0).order_by("opens_on", "pk"))

    @property
    def files(self) -> int:
        """How many entries there will be, with the two tables and the index."""
        return 3 + len(self.certificates) + len(self.scans) + len(self.surveys)


def dossier_of(uuid: Any, by: Account, at: datetime) -> Dossier:
    """Refused like an unknown unit where the maker may take nothing out."""
    day = local_day(at)
    unit = require_unit(by, uuid, day, right=Right.EXPORT)
    return Dossier(unit, Desk(by, at, day, Right.EXPORT))
