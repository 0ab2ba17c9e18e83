"""The demonstration learner's own year: the safety course finished, the main course under way."""

from datetime import timedelta
from random import Random

from common import clock
from courses.models import Course, Enrolment, LearningEvent, WatchedSpans
from courses.queries.lesson import film_of
from courses.services.progress import rebuild
from lms.demo.calendar import DemoYear
from lms.demo.learning import done_item
from people.models import Person


def tell(*, learner: Person, main: Course, safety: Course, year: DemoYear) -> None:
    """Two lessons of the main course done, the next one waits; the safety course gave a certificate."""
    random = Random(3)
    events: list[LearningEvent] = []
    for course, days_ago, count in ((safety, 36, None), (main, 9, 2)):
        enrolment = Enrolment.objects.get(learner=learner, course=course)
        for place, item in enumerate(enrolment.release.items.select_related("activity")[:count]):
            day = clock.today() - timedelta(days=days_ago - place)
            events.append(done_item(enrolment, item, day, random))
    LearningEvent.objects.bulk_create(events)
    WatchedSpans.objects.bulk_create(watched for event in events if (watched := _watched(event)))
    rebuild(Enrolment.objects.filter(learner=learner), write=True)


def _watched(event: LearningEvent) -> WatchedSpans | None:
    """The whole film of a finished video lesson, so that its page shows what was seen."""
    version = film_of(event.activity) if event.activity else None
    duration = version.media.get("duration") if version else None
    if version is None or not duration:
        return None
    return WatchedSpans(
        enrolment=event.enrolment, activity=event.activity, spans=[[0, duration]], seconds=duration,
        position=duration, opened_at=event.occurred_at - timedelta(seconds=duration),
        reported_at=event.occurred_at, film=version.media.get("video", ""),
    )  # fmt: skip
