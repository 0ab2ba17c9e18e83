"""A test starts when it is open, when the wait is over, with the room's code; every refusal says what to do."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from assessments.models import Attempt
from assessments.services.access_codes import TRIES, set_code
from assessments.services.attempts import start_attempt, submit
from common.errors import DomainError, Forbidden
from people.models import AuditEntry
from tests.factories.courses import START
from tests.factories.people import AccountFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def start(enrolment, quiz):
    def begin(at=START, code="", **rules):
        for name, value in rules.items():
            setattr(quiz, name, value)
        quiz.save()
        return start_attempt(enrolment=enrolment, quiz=quiz, at=at, code=code)

    return begin


@pytest.fixture
def intro(learner, quiz):
    def read(at=START):
        with time_machine.travel(at, tick=False):
            return learner.get(reverse("quiz_intro", args=[quiz.activity.uuid])).content.decode()

    return read


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"opens_at": START + HOUR}, "chưa mở. Bạn bắt đầu được từ 09:00 05/01/2026"),
        ({"closes_at": START}, "đã đóng lúc 08:00 05/01/2026"),
    ],
)
def test_before_the_opening_and_after_the_closing_it_does_not_start(start, intro, rules, sentence):
    with pytest.raises(Forbidden, match=sentence):
        start(**rules)
    assert not Attempt.objects.exists()
    page = intro()
    assert sentence in page
    assert "Bắt đầu</span>" not in page


def test_from_the_opening_until_the_closing_it_starts_and_ends_with_the_closing(start):
    attempt = start(opens_at=START, closes_at=START + HOUR, time_limit=90)
    assert attempt.deadline_at == START + HOUR


def test_the_next_try_waits_and_says_until_when(start, intro, answers):
    done = submit(attempt=start(delay_minutes=90), answers={}, at=START + HOUR)
    with pytest.raises(Forbidden, match="bắt đầu được từ 10:30 05/01/2026"):
        start(at=START + 2 * HOUR)
    assert "10:30 05/01/2026" in intro(START + 2 * HOUR)
    assert start(at=START + 2.5 * HOUR).number == done.number + 1


def test_a_paper_that_is_open_goes_on_after_the_rules_change(start, intro):
    attempt = start()
    assert start(closes_at=START - HOUR) == attempt
    assert "Làm tiếp" in intro()


@pytest.mark.parametrize("typed", ["AB12CD", "ab12cd", " ab 12-cd "])
def test_the_code_forgives_case_and_spaces(start, typed):
    assert start(access_code="AB 12 CD", code=typed).number == 1


@pytest.mark.parametrize("typed", ["", "AB12C", "AB12CDE", "ĂB12CD", "x" * 5000])
def test_a_wrong_code_starts_nothing(start, typed):
    with pytest.raises(Forbidden, match="Mã vào phòng thi chưa đúng"):
        start(access_code="AB12CD", code=typed)
    assert not Attempt.objects.exists()


def test_guessing_ends_for_the_person_and_not_for_the_room(start, quiz):
    for _try in range(TRIES):
        with pytest.raises(Forbidden, match="chưa đúng"):
            start(access_code="AB12CD", code="sai")
    with pytest.raises(Forbidden, match="nhiều lần") as refusal:
        start(code="AB12CD")
    assert refusal.value.status == 429
    from tests.factories.courses import EnrolmentFactory

    neighbour = EnrolmentFactory(release=Attempt.enrolment.field.related_model.objects.get().release)
    assert start_attempt(enrolment=neighbour, quiz=quiz, at=START, code="ab12cd").number == 1


def test_a_right_code_forgets_the_wrong_ones(start):
    for _round in range(2):
        for _try in range(TRIES - 1):
            with pytest.raises(Forbidden):
                start(access_code="AB12CD", code="sai")
        submit(attempt=start(code="AB12CD"), answers={}, at=START)


def test_on_another_device_a_running_paper_needs_no_code(start):
    attempt = start(access_code="AB12CD", code="AB12CD")
    assert start() == attempt


def test_the_page_asks_for_the_code_and_says_what_was_wrong_with_it(learner, quiz, intro):
    quiz.access_code = "AB12CD"
    quiz.save()
    page = intro()
    assert 'name="ma"' in page
    assert "AB12CD" not in page
    refused = learner.post(reverse("quiz_start", args=[quiz.activity.uuid]), {"ma": "sai"})
    assert (refused.status_code, "chưa đúng" in refused.content.decode()) == (403, True)
    begun = learner.post(reverse("quiz_start", args=[quiz.activity.uuid]), {"ma": "ab12 cd"})
    assert begun.url == reverse("quiz_attempt", args=[Attempt.objects.get().uuid])


def test_the_page_tells_every_rule_before_the_start(intro, quiz):
    quiz.time_limit, quiz.delay_minutes, quiz.attempts_allowed = 45, 1500, 3
    quiz.opens_at, quiz.closes_at, quiz.grading = START, START + 48 * HOUR, "average"
    quiz.hints_allowed, quiz.hint_cost, quiz.answers_shown = True, 20, "closed"
    quiz.save()
    page = intro()
    for sentence in (
        "45 phút kể từ lúc bắt đầu", "1 ngày 1 giờ sau khi nộp lượt trước", "còn 3 trong 3 lượt", "08:00 05/01/2026",
        "08:00 07/01/2026. Bài đang làm", "Điểm trung bình các lượt", "mỗi gợi ý trừ 20\u00a0%", "Sau giờ đóng bài",
        "Ngay sau khi nộp",
    ):  # fmt: skip
        assert sentence in page, sentence


def test_starting_costs_the_same_whatever_the_bank_and_the_rules(enrolment, quiz, django_assert_num_queries):
    quiz.time_limit, quiz.closes_at, quiz.access_code = 30, START + HOUR, "AB12CD"
    quiz.save()
    with django_assert_num_queries(10):  # savepoints, lock, tries, time given, draw (4), attempt
        start_attempt(enrolment=enrolment, quiz=quiz, at=START, code="AB12CD")


def test_a_code_is_made_of_letters_that_are_not_mistaken_and_is_logged_without_itself(quiz):
    by = AccountFactory()
    code = set_code(quiz=quiz, code=None, at=START, by=by)
    assert len(code) == 6
    assert not set(code) & set("0O1IB8S5")
    entry = AuditEntry.objects.get(action="quiz_code_set")
    assert code not in str(entry.detail)


@pytest.mark.parametrize("code", ["abc", "- - - -", "x" * 21])
def test_a_code_too_short_or_too_long_is_refused(quiz, code):
    with pytest.raises(DomainError, match="từ 4 đến 20"):
        set_code(quiz=quiz, code=code, at=START, by=AccountFactory())
