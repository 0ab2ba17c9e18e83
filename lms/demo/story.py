"""The demonstration learner's own year: the safety course finished, the main course under way."""

from datetime import timedelta
from random import Random

from common import clock
from courses.models import Course, Enrolment, LearningEvent
from courses.services.progress import rebuild
from lms.demo.calendar import DemoYear
from lms.demo.learning import done_item
from people.models import Person


def tell(*, learner: Person, main: Course, safety: Course, year: DemoYear) -> None:
    """Two lessons of the main course done, the next one waits; the safety course gave a certificate."""
    random = Random(3)  # noqa: S311 - invented hours
    events: list[LearningEvent] = []
    for course, days_ago, count in ((safety, 36, None), (main, 9, 2)):
        enrolment = Enrolment.objects.get(learner=learner, course=course)
        for place, item in enumerate(enrolment.release.items.select_related("activity")[:count]):
            day = clock.today() - timedelta(days=days_ago - place)
            events.append(done_item(enrolment, item, day, random))
    LearningEvent.objects.bulk_create(events)
    rebuild(Enrolment.objects.filter(learner=learner), write=True)
