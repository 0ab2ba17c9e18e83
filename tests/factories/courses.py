"""Courses, releases and enrolments for tests."""

from datetime import UTC, datetime

import factory

from courses.models import Activity, ActivityVersion, Course, CourseRelease, Enrolment, ReleaseItem
from tests.factories.people import PersonFactory

START = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)


class CourseFactory(factory.django.DjangoModelFactory):
    """A course without releases."""

    class Meta:
        model = Course

    code = factory.Sequence(lambda n: f"KH{n:03d}")
    slug = factory.LazyAttribute(lambda course: course.code.lower())
    title = "An toàn thông tin cho cán bộ xã"
    hours = 8
    created_at = START


class ActivityFactory(factory.django.DjangoModelFactory):
    """A published video lesson of 100 seconds."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    kind = "video"
    title = factory.Sequence(lambda n: f"Bài {n}")
    created_at = START

    @factory.post_generation
    def version(self: Activity, create: bool, extracted: object, **kwargs: object) -> None:
        ActivityVersion.objects.create(
            activity=self,
            number=1,
            kind=self.kind,
            title=self.title,
            body_html="<p>Nội dung bài học.</p>",
            media={"duration": 100.0, "outputs": []} if self.kind == "video" else {},
            digest=f"{self.pk:064d}",
            published_at=START,
        )


RULES = {
    "video": {"kind": "watch", "share": 0.9},
    "lesson": {"kind": "read", "seconds": 0},
    "quiz": {"kind": "quiz"},
}


class ReleaseFactory(factory.django.DjangoModelFactory):
    """Release 1 of a course; `ReleaseFactory(items=["video", "quiz"])` makes activities of those kinds."""

    class Meta:
        model = CourseRelease
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    number = 1
    title = factory.SelfAttribute("course.title")
    hours = factory.SelfAttribute("course.hours")
    released_at = START

    @factory.post_generation
    def items(self: CourseRelease, create: bool, extracted: list[str] | None, **kwargs: object) -> None:
        for position, kind in enumerate(extracted or ["video"], start=1):
            ReleaseItem.objects.create(
                release=self, position=position, activity=ActivityFactory(kind=kind), rule=RULES[kind]
            )


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """A person enrolled in a fresh course (no events: use courses.services for those)."""

    class Meta:
        model = Enrolment

    learner = factory.SubFactory(PersonFactory)
    release = factory.SubFactory(ReleaseFactory)
    course = factory.SelfAttribute("release.course")
    enrolled_at = START
