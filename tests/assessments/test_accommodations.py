"""More time for one person: given with a reason, at once for an open paper, taken back, and never lost in a merge."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.models import Accommodation, Attempt
from assessments.rules import Extra
from assessments.services.accommodations import accommodate, end_accommodation
from assessments.services.attempts import start_attempt
from assessments.sitting import is_shown, terms_of
from common.errors import Conflict, DomainError
from people.models import AuditEntry
from people.services.merging import merge_persons
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory, PostingFactory, ScopeFactory
from tests.factories.assessments import QuizFactory
from tests.factories.courses import START

HOUR = timedelta(hours=1)


@pytest.fixture
def quiz(quiz):
    quiz.time_limit, quiz.closes_at = 60, START + 2 * HOUR
    quiz.save()
    return quiz


@pytest.fixture
def person(enrolment):
    PostingFactory(person=enrolment.learner, unit=OrgUnitFactory())
    return enrolment.learner


@pytest.fixture
def officer(person):
    return ScopeFactory(unit=person.postings.get().unit).account


@pytest.fixture
def give(person, quiz, officer):
    def more(percent=0, minutes=0, until=None, *, quiz=quiz, at=START, reason="Khiếm thị"):
        extra = Extra(percent, minutes, until)
        return accommodate(person=person, quiz=quiz, extra=extra, reason=reason, at=at, by=officer)

    return more


def begin(enrolment, quiz, at=START):
    return start_attempt(enrolment=enrolment, quiz=quiz, at=at).deadline_at


def test_more_time_makes_the_next_deadline_later(enrolment, quiz, give):
    give(percent=50)
    give(minutes=10, quiz=None)
    assert begin(enrolment, quiz) == START + timedelta(minutes=100)


def test_what_is_given_for_another_test_counts_nothing_here(enrolment, quiz, give):
    give(percent=50, quiz=QuizFactory())
    assert begin(enrolment, quiz) == START + HOUR


def test_a_later_closing_lets_one_person_in_alone(enrolment, quiz, give):
    give(until=START + 5 * HOUR)
    assert begin(enrolment, quiz, START + 3 * HOUR) == START + 4 * HOUR


def test_an_open_paper_is_lengthened_at_once_by_the_limit_it_was_promised(enrolment, quiz, give):
    begin(enrolment, quiz)
    quiz.time_limit = 5
    quiz.save()
    give(minutes=15, at=START + HOUR / 2)
    assert Attempt.objects.get().deadline_at == START + timedelta(minutes=75)


def test_taken_back_it_counts_for_no_further_start_and_shortens_no_open_paper(enrolment, quiz, give, officer):
    given = give(minutes=15)
    begin(enrolment, quiz)
    end_accommodation(accommodation=given, at=START, by=officer)
    assert Attempt.objects.get().deadline_at == START + timedelta(minutes=75)
    assert terms_of(enrolment.learner_id, quiz).minutes == 60
    with pytest.raises(Conflict):
        end_accommodation(accommodation=given, at=START, by=officer)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({}, "thêm bao nhiêu"),
        ({"minutes": 5, "reason": "  "}, "lý do"),
        ({"until": START - HOUR}, "sau lúc này"),
    ],
)
def test_nothing_without_substance_and_reason(give, more, sentence):
    with pytest.raises(DomainError, match=sentence):
        give(**more)
    assert not Accommodation.objects.exists()


def test_the_database_refuses_an_empty_one(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Accommodation.objects.create(person=person, reason="x", given_at=START)


def test_both_deeds_are_in_the_log(give, officer, person):
    end_accommodation(accommodation=give(minutes=5), at=START, by=officer)
    entries = AuditEntry.objects.filter(person=person).order_by("pk")
    assert [entry.action for entry in entries] == ["test_time_given", "test_time_ended"]
    assert entries[0].detail["reason"] == "Khiếm thị"


def test_a_merge_carries_it_to_the_survivor(give, quiz, person, officer):
    survivor = PersonFactory()
    PostingFactory(person=survivor, unit=person.postings.get().unit)
    give(percent=50)
    merge_persons(survivor=survivor, gone=person, take={}, at=START, by=officer)
    assert Accommodation.objects.get().person == survivor
    assert terms_of(survivor.pk, quiz).minutes == 90


def test_answers_stay_hidden_until_the_last_person_has_closed(enrolment, quiz, give, officer):
    quiz.answers_shown = "closed"
    quiz.save()
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=START)
    extra = Extra(until=START + 5 * HOUR)
    accommodate(person=PersonFactory(), quiz=quiz, extra=extra, reason="Ốm", at=START, by=officer)
    from assessments.queries.standing import standing_of

    standing = standing_of(enrolment, quiz)
    assert not is_shown(attempt, standing, START + 3 * HOUR).answers
    assert is_shown(attempt, standing, START + 5 * HOUR).answers


def test_the_introduction_tells_the_person_of_it(learner, quiz, give):
    give(minutes=30)
    with time_machine.travel(START, tick=False):
        page = learner.get(reverse("quiz_intro", args=[quiz.activity.uuid])).content.decode()
    assert "1 giờ 30 phút kể từ lúc bắt đầu" in page
    assert "Đã gồm 30 phút thêm cho riêng bạn" in page


def test_the_desk_gives_it_shows_it_and_takes_it_back(client, person, officer, quiz):
    client.force_login(officer)
    address = reverse("person_time", args=[person.uuid])
    assert "Chưa có điều chỉnh nào" in client.get(address).content.decode()
    page = client.post(address, {"quiz": quiz.pk, "percent": "25", "reason": "Khiếm thị"}, follow=True)
    assert "+25\u00a0%" in page.content.decode()
    given = Accommodation.objects.get()
    assert (given.quiz, given.extra_percent, given.given_by) == (quiz, 25, officer)
    page = client.post(reverse("person_time_end", args=[person.uuid, given.uuid]), follow=True)
    assert "Đã thôi" in page.content.decode()


@pytest.mark.parametrize(
    "form", [{}, {"percent": "-5", "reason": "x"}, {"minutes": "5"}, {"quiz": "0", "minutes": "5"}]
)
def test_a_form_that_says_too_little_is_shown_again(client, person, officer, form):
    client.force_login(officer)
    assert client.post(reverse("person_time", args=[person.uuid]), form).status_code == 422
    assert not Accommodation.objects.exists()


def test_the_list_costs_the_same_however_long(client, person, officer, give, django_assert_max_num_queries):
    client.force_login(officer)
    client.get(reverse("person_time", args=[person.uuid]))
    for minutes in range(1, 9):
        give(minutes=minutes)
    with django_assert_max_num_queries(14):
        client.get(reverse("person_time", args=[person.uuid]))


def test_an_officer_of_another_commune_gives_nothing(client, person):
    client.force_login(ScopeFactory(unit=OrgUnitFactory()).account)
    form = {"minutes": "5", "reason": "x"}
    assert client.post(reverse("person_time", args=[person.uuid]), form).status_code == 404
    assert not Accommodation.objects.exists()


def test_somebody_without_the_right_gives_nothing(client, person):
    client.force_login(AccountFactory())
    assert client.get(reverse("person_time", args=[person.uuid])).status_code == 403
