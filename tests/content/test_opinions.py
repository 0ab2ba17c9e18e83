"""What learners say of a course is for those who may write it; another's course is like none."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Survey
from content.models import CatalogueIndexPage
from content.services.groups import ensure_groups
from courses.models import Course
from tests.factories import AccountFactory
from tests.factories.pages import course_page, publish
from tests.factories.surveys import SurveyFactory, answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey() -> Survey:
    made: Survey = SurveyFactory(kind="course")
    return made


@pytest.fixture
def courses(survey: Survey) -> list[Course]:
    """Two courses of which enough people have spoken."""
    pages = [
        publish(course_page(code=code, title=title, slug=code.lower()))
        for code, title in (("MOT", "Khóa của mình"), ("HAI", "Khóa của người khác"))
    ]
    for page in pages:
        answered(survey, 20, course=page.course)
    return [page.course for page in pages]


@pytest.fixture
def writer(client: Client, courses: list[Course]) -> Client:
    """May write the first course only."""
    account, group = AccountFactory(), ensure_groups()
    everywhere = CatalogueIndexPage.objects.get()
    group.page_permissions.exclude(page=everywhere).delete()
    group.page_permissions.update(page=courses[0].page)
    account.groups.add(group)
    client.force_login(account)
    return client


def asked(client: Client, survey: Survey, course: Any) -> int:
    return client.get(reverse("opinion_course", args=[survey.code, course.uuid])).status_code


def test_only_courses_that_one_writes_are_listed(writer: Client, survey: Survey) -> None:
    page = writer.get(reverse("opinion_list")).content.decode()
    assert ("Khóa của mình" in page, "Khóa của người khác" in page) == (True, False)


def test_another_course_is_like_none(writer: Client, survey: Survey, courses: list[Course]) -> None:
    assert [asked(writer, survey, course) for course in courses] == [200, 404]
    assert asked(writer, survey, Survey(uuid=survey.uuid)) == 404
