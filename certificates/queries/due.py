"""What waits for a certificate or for its file, and who signs on what ground."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from certificates.models import Certificate, LegalBasis, Signatory
from courses.models import Enrolment, LearningEvent
from courses.models.progress import State
from courses.models.record import EventKind, EventSource

LEARNING = (EventKind.ACTIVITY_COMPLETED, EventKind.ASSESSMENT_PASSED, EventKind.SESSION_ATTENDED)


def _due() -> QuerySet[Enrolment]:
    """Completed, not excused, without a certificate: the anti-join that makes issuing sure.

    What is left with a record merged away has its twin with the survivor: one certificate a person and course.

    What rests on paper alone (a class held before this system, typed in later) had its certificate on paper then.
    """
    issued = Certificate.objects.filter(enrolment=OuterRef("pk"))
    twin = Certificate.objects.filter(
        enrolment__learner__merged_into=OuterRef("learner"), enrolment__course=OuterRef("course")
    )
    learnt_here = LearningEvent.objects.filter(enrolment=OuterRef("pk"), kind__in=LEARNING).exclude(
        source__in=[EventSource.PAPER, EventSource.IMPORT]
    )
    completed = Enrolment.objects.filter(
        progress__state=State.COMPLETED,
        progress__completed_at__isnull=False,
        learner__merged_into__isnull=True,
    )
    return completed.filter(Exists(learnt_here), ~Exists(issued), ~Exists(twin))


def is_due(enrolment_id: int) -> bool:
    """Whether this enrolment waits for a certificate."""
    return _due().filter(pk=enrolment_id).exists()


def enrolments_due(limit: int) -> list[int]:
    """Enrolments to issue a certificate for, first completed first."""
    return list(_due().order_by("progress__completed_at", "pk").values_list("pk", flat=True)[:limit])


def awaited_courses(person_id: int | None) -> list[str]:
    """Titles of courses completed a moment ago, whose certificate is not entered yet."""
    if not person_id:
        return []
    own = _due().filter(learner_id=person_id)
    return list(own.order_by("-progress__completed_at").values_list("release__title", flat=True))


def certificates_without_pdf(limit: int) -> list[int]:
    """Issued but not yet drawn: a worker died in between, or a letter was missing. Refused ones come last."""
    return list(without_file().order_by("pdf_error", "pk").values_list("pk", flat=True)[:limit])


def without_file() -> QuerySet[Certificate]:
    """Entered, and nothing drawn: neither the file nor the draft that waits to be signed."""
    return Certificate.objects.filter(pdf="", draft=None)


def signatory_of(office_id: int, day: date) -> Signatory | None:
    """Who signs for the office that day."""
    return (
        Signatory.objects.filter(office=office_id, starts_on__lte=day)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
        .order_by("-starts_on", "-pk")
        .first()
    )


def bases_of(office_id: int, day: date) -> dict[int | None, str]:
    """The office's legal bases that day: by course, and its own under None; of several the one begun last."""
    held = LegalBasis.objects.filter(office=office_id, starts_on__lte=day)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).order_by("starts_on", "pk")
    return dict(held.values_list("course_id", "text"))
