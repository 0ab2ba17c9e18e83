"""The demonstration learner's own year: the safety course finished, the main course under way."""

from datetime import datetime, timedelta
from random import Random

from common import clock
from courses.models import Activity, Course, Enrolment, LearningEvent, WatchedSpans
from courses.queries.lesson import film_of
from courses.services.progress import rebuild
from lms.demo.calendar import DemoYear
from lms.demo.learning import done_item
from people.models import Person


def tell(*, learner: Person, main: Course, safety: Course, year: DemoYear) -> None:
    """Two lessons of the main course done, the next half seen; the safety course gave a certificate."""
    random = Random(3)
    events: list[LearningEvent] = []
    for course, days_ago, count in ((safety, 36, None), (main, 9, 2)):
        enrolment = Enrolment.objects.get(learner=learner, course=course)
        for place, item in enumerate(enrolment.release.items.select_related("activity")[:count]):
            day = clock.today() - timedelta(days=days_ago - place)
            events.append(done_item(enrolment, item, day, random))
    LearningEvent.objects.bulk_create(events)
    spans = [_watched(event.enrolment, event.activity, event.occurred_at, [(0.0, 1.0)]) for event in events]
    following = enrolment.release.items.select_related("activity")[2].activity
    half_way = clock.now() - timedelta(days=2)
    spans.append(_watched(enrolment, following, half_way, [(0.0, 0.38), (0.46, 0.55)]))
    WatchedSpans.objects.bulk_create(watched for watched in spans if watched)
    rebuild(Enrolment.objects.filter(learner=learner), write=True)


def _watched(
    enrolment: Enrolment, activity: Activity | None, at: datetime, shares: list[tuple[float, float]]
) -> WatchedSpans | None:
    """The parts of a lesson's film that were seen, as shares of its length; nothing where there is no film."""
    version = film_of(activity) if activity else None
    duration = version.media.get("duration") if version else None
    if version is None or not duration:
        return None
    spans = [[round(start * duration, 2), round(end * duration, 2)] for start, end in shares]
    seconds = round(sum(end - start for start, end in spans), 2)
    return WatchedSpans(
        enrolment=enrolment, activity=activity, spans=spans, seconds=seconds, position=spans[0][1],
        opened_at=at - timedelta(seconds=duration), reported_at=at, film=version.media.get("video", ""),
    )  # fmt: skip
