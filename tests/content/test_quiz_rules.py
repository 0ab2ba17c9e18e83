"""The rules of a sitting on the trainer's page: published into the test, frozen as facts, refused when they contradict."""

from datetime import timedelta

import pytest
from django.test import Client

from assessments.models import Quiz
from content.readiness import why_not
from courses.models import ActivityVersion
from people.models import Account
from tests.factories.assessments import BankFactory
from tests.factories.pages import AT, course_page, publish, quiz_page

pytestmark = pytest.mark.django_db


def page(**rules):
    return quiz_page(course_page(), BankFactory(), **rules)


def test_what_the_trainer_sets_becomes_the_rule_of_the_test():
    publish(
        page(time_limit=45, opens_at=AT, closes_at=AT + timedelta(days=1), grading="last", hints_allowed=True)
    )
    quiz = Quiz.objects.get()
    assert (quiz.time_limit, quiz.opens_at, quiz.closes_at) == (45, AT, AT + timedelta(days=1))
    assert (quiz.grading, quiz.hints_allowed, quiz.delay_minutes) == ("last", True, 0)


def test_the_version_keeps_the_rules_that_were_set_and_is_silent_of_the_usual():
    publish(page(time_limit=45, closes_at=AT + timedelta(days=1)))
    facts = ActivityVersion.objects.get().facts
    assert (facts["time_limit"], facts["closes_at"]) == (45, "2026-03-03T01:00:00+00:00")
    assert "grading" not in facts


def test_publishing_again_leaves_the_code_of_the_room():
    quiz = publish(page())
    Quiz.objects.update(access_code="AB12CD")
    publish(quiz)
    assert Quiz.objects.get().access_code == "AB12CD"


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"opens_at": AT, "closes_at": AT}, "phải ở sau giờ mở"),
        ({"answers_shown": "closed"}, "phải có giờ đóng"),
        ({"closes_at": AT, "answers_shown": "closed"}, ""),
    ],
)
def test_rules_that_contradict_each_other_are_refused(rules, sentence):
    refusal = why_not(page(**rules))
    assert (sentence in refusal) if sentence else refusal == ""


def test_the_preview_tells_the_rules(client: Client):
    client.force_login(Account.objects.create_superuser("soan", "", "mat-khau-1"))
    draft = page(time_limit=45, hints_allowed=True, hint_cost=10)
    draft.save_revision()
    told = client.get(f"/quan-tri/pages/{draft.pk}/view_draft/").content.decode()
    assert "45 phút kể từ lúc bắt đầu" in told
    assert "mỗi gợi ý trừ 10\u00a0%" in told
