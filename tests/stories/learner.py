"""`python -m tests.stories.learner CODE`: a cadre with a password, enrolled in the course with this code."""

import os
import sys
from datetime import date

from tests.stories.seed import COMMUNE, PASSWORD

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
NAME = "canbo-xem-phim"


def main(code: str) -> None:
    import django

    django.setup()
    from common import clock
    from courses.models import Course
    from courses.services.enrolment import enrol
    from people.models import Account, OrgUnit, Person, Posting

    person = Person.objects.create(staff_code="X000001", full_name="Trần Thị Mai", created_at=clock.now())
    unit = OrgUnit.objects.get(code=COMMUNE, valid_to__isnull=True)
    Posting.objects.create(person=person, unit=unit, position="Công chức", starts_on=date(2026, 1, 1))
    Account.objects.create_user(NAME, password=PASSWORD, person=person)
    enrol(learner=person, course=Course.objects.get(code=code), at=clock.now())


if __name__ == "__main__":
    main(sys.argv[1])
