"""Classes that anybody may come to, for public pages: what, when, where; nobody's name."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from courses.models import Meeting, SessionPartner, TrainingSession
from courses.models.course import Family
from courses.models.session import TAKES_PEOPLE

MOST = 5


def open_classes_of(units: set[int], *, at: datetime) -> QuerySet[TrainingSession]:
    """Classes of a course open to residents, led or helped by one of the units, with a meeting still to come."""
    ahead = Meeting.objects.filter(cancelled_at=None, ends_at__gte=at)
    helps = SessionPartner.objects.filter(session=OuterRef("pk"), unit__in=units)
    open_to_all = TrainingSession.objects.filter(
        state__in=TAKES_PEOPLE, release__course__audience__in=Family.BENEFICIARIES.audiences
    )
    return (
        open_to_all.filter(Q(lead_unit__in=units) | Exists(helps))
        .filter(Exists(ahead.filter(session=OuterRef("pk"))))
        .select_related("release__course", "lead_unit")
        .prefetch_related(Prefetch("meetings", ahead.order_by("starts_at"), to_attr="ahead"))
        .order_by("pk")[:MOST]
    )
