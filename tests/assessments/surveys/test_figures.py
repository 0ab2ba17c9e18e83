"""What the report asks of surveys, and the people who want to be answered."""

from datetime import date, timedelta

import pytest
from django.test import Client

from assessments.models import Survey, SurveyContact, SurveyResponse, SurveyVoid
from assessments.surveys.figures import Satisfaction, satisfaction, units_that_surveyed
from people.models import AuditEntry
from tests.factories import AccountFactory, CourseFactory, OrgUnitFactory, ScopeFactory
from tests.factories.surveys import AT, SurveyFactory, answered, sent

pytestmark = pytest.mark.django_db
YEAR = {"since": date(2026, 1, 1), "until": date(2026, 12, 31)}


def test_satisfaction_over_surveys_of_a_kind_a_course_or_some_units() -> None:
    course, unit = CourseFactory(), OrgUnitFactory()
    learners = SurveyFactory(kind="course")
    answered(learners, 8, None, "5", channel="learner", course=course)
    answered(learners, 8, None, "3", channel="learner", course=course)
    answered(SurveyFactory(kind="commune"), 12, unit, "4")
    assert satisfaction(**YEAR, kind="course", course_id=course.pk) == Satisfaction(16, 50, 4)
    assert satisfaction(**YEAR, units=[unit.pk]) == Satisfaction(12, 100, 4)
    assert satisfaction(**YEAR) == Satisfaction(28, 71.4, 4)


def test_nothing_is_told_of_nine_or_of_another_year() -> None:
    answered(SurveyFactory(), 9)
    assert satisfaction(**YEAR) is None
    answered(SurveyFactory(), 9)
    assert satisfaction(since=date(2025, 1, 1), until=date(2025, 12, 31)) is None


def test_a_unit_has_surveyed_on_the_day_of_its_tenth_answer_online() -> None:
    survey, enough, paper = SurveyFactory(kind="commune"), OrgUnitFactory(), OrgUnitFactory()
    answered(survey, 6, enough, channel="qr")
    answered(survey, 6, enough, channel="kiosk", answered_on=date(2026, 3, 9))
    answered(survey, 9, paper)
    answered(SurveyFactory(kind="open"), 20, paper)
    assert units_that_surveyed(since=date(2026, 1, 1)) == {enough.pk: date(2026, 3, 9)}
    assert units_that_surveyed(since=date(2026, 3, 3)) == {}


def test_what_was_known_at_a_cutoff_stays_what_it_was() -> None:
    survey, unit = SurveyFactory(kind="commune"), OrgUnitFactory()
    first, *_others = answered(survey, 10, unit)
    later = AT + timedelta(days=3)
    SurveyVoid.objects.create(
        response=first, reason="Nhầm", voided_at=later, voided_by=AccountFactory()
    )  # fmt: skip
    assert units_that_surveyed(since=date(2026, 1, 1)) == {}
    assert units_that_surveyed(since=date(2026, 1, 1), cutoff=later - timedelta(days=1)) == {
        unit.pk: AT.date()
    }
    assert units_that_surveyed(since=date(2026, 1, 1), cutoff=AT) == {}  # the day was not over


def test_who_left_a_number_is_seen_by_the_owner_alone_and_removed_once_answered(client: Client) -> None:
    survey: Survey = SurveyFactory(anonymous=False)
    client.post(f"/phieu/{survey.code}/", sent(survey) | {"lien-he": "Bà Tư, 0912 345 678"})
    address = f"/nhan-su/phieu/{survey.uuid}/lien-he/"
    owner, leader = Client(), Client()
    owner.force_login(ScopeFactory(unit=survey.owner, role="mat_tran").account)
    leader.force_login(ScopeFactory(unit=survey.owner, role="lanh_dao").account)
    assert leader.get(address).status_code == 403
    assert "Bà Tư" in owner.get(address).content.decode()
    assert AuditEntry.objects.get().action == "survey_contacts_viewed"
    owner.post(address, {"lien-he": str(SurveyContact.objects.get().pk)})
    assert not SurveyContact.objects.exists()
    assert SurveyResponse.objects.count() == 1
    assert owner.post(address, {"lien-he": "1"}).status_code == 404
    assert "Bà Tư" not in str(list(AuditEntry.objects.values()))
