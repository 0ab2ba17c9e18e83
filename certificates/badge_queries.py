"""Questions about badges: whose, how they stand, what is published of them; never write."""

from uuid import UUID

from django.db.models import Count, Q

from certificates.models import Badge, Certificate
from certificates.queries.standing import with_standing


def certificate_for_badge(certificate_uuid: UUID) -> Certificate | None:
    """A certificate with what its badge is made of."""
    wanted = with_standing(Certificate.objects.filter(uuid=certificate_uuid))
    return wanted.select_related("office", "enrolment__course", "enrolment__learner").first()


def shared_badge(code: str) -> Badge | None:
    """What its owner shows to the world, while they do."""
    wanted = Badge.objects.filter(share_code=code, share_code__isnull=False)
    return wanted.select_related("certificate__office", "certificate__enrolment__course").first()


def badge_by_uuid(uuid: UUID | None) -> Badge | None:
    """For a badge file that somebody hands in."""
    return Badge.objects.filter(uuid=uuid).select_related("certificate").first() if uuid else None


def revoked_places(status_list: int) -> list[int]:
    """Bits to set: badges whose certificate was taken back or replaced."""
    worthless = with_standing(Certificate.objects.all()).filter(Q(revoked=True) | Q(superseded=True))
    badges = Badge.objects.filter(status_list=status_list, certificate__in=worthless.values("pk"))
    return list(badges.order_by("status_index").values_list("status_index", flat=True))


def has_status_list(number: int) -> bool:
    """The first is there before the first badge."""
    return number == 1 or Badge.objects.filter(status_list=number).exists()


def newest_status_list(fullest: int) -> int:
    """The number of the list that takes the next badge."""
    newest = Badge.objects.values("status_list").annotate(count=Count("pk")).order_by("-status_list").first()
    if newest is None:
        return 1
    return int(newest["status_list"]) + (newest["count"] >= fullest)


def certificate_of_release(course: UUID, release: int) -> Certificate | None:
    """Any certificate of a course's release: what the achievement says is the same for all of them."""
    found = Certificate.objects.filter(enrolment__course__uuid=course, enrolment__release__number=release)
    return found.select_related("office", "enrolment__course").order_by("-pk").first()
