"""A trainer pairs a test with its pre-test, in one course; the gain is shown of enough people."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, Quiz
from common.errors import Conflict
from content.models import CoursePage, QuizPage
from content.quiz_form import QuizForm
from content.release_plan import plan_of
from content.services.groups import ensure_groups
from content.services.pages import publish_page
from content.services.releases import release_page
from courses.services.enrolment import enrol
from tests.content.test_quiz_sections import draw_form, form
from tests.factories import AccountFactory
from tests.factories.assessments import BankFactory
from tests.factories.pages import AT, course_page, publish, quiz_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Any:
    return publish(course_page())


@pytest.fixture
def before(course: Any) -> Any:
    return publish(quiz_page(course, BankFactory(), title="Đầu vào"))


@pytest.fixture
def after(course: Any, before: Any) -> Any:
    return publish(quiz_page(course, BankFactory(), title="Cuối khóa", pre_test=before))


@pytest.fixture
def trainer(client: Client) -> Client:
    account = AccountFactory()
    account.groups.add(ensure_groups())
    client.force_login(account)
    return client


def test_a_pair_is_kept_with_the_quiz_and_told_by_its_version(before: Any, after: Any) -> None:
    assert Quiz.objects.get(activity=after.activity).pre_test == Quiz.objects.get(activity=before.activity)
    assert after.activity.versions.get().facts["pre_test"] == str(before.activity.uuid)


def test_the_release_asks_only_that_the_pre_test_be_handed_in(course: Any, after: Any) -> None:
    first, second = plan_of(course).items
    assert (first.rule, second.rule) == ({"kind": "quiz", "submitted": True}, {"kind": "quiz"})
    assert first.rule_in_words == "nộp bài (đầu vào, không cần đạt)"
    release = release_page(page=course, at=AT)
    assert [item.rule for item in release.items.all()] == [first.rule, second.rule]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            lambda course: publish(quiz_page(publish(course_page(code="KHAC")), BankFactory())),
            "cùng khóa học",
        ),
        (
            lambda course: quiz_page(course, BankFactory(), title="Nháp"),
            "Hãy xuất bản bài đầu vào “Nháp” trước",
        ),
    ],
)
def test_a_pre_test_of_elsewhere_or_not_yet_published_is_refused(
    course: Any, other: Any, sentence: str
) -> None:
    page = quiz_page(course, BankFactory(), title="Thi", pre_test=other(course))
    with pytest.raises(Conflict, match=sentence):
        publish_page(page=page, at=AT)


def test_chains_of_pre_tests_are_refused(course: Any, before: Any, after: Any) -> None:
    with pytest.raises(Conflict, match="vừa là bài đầu vào vừa có bài đầu vào"):
        publish_page(page=quiz_page(course, BankFactory(), title="Thi", pre_test=after), at=AT)
    before.pre_test = quiz_page(course, BankFactory(), title="Trước nữa")
    with pytest.raises(Conflict, match="vừa là bài đầu vào vừa có bài đầu vào"):
        publish_page(page=before, at=AT)


def test_a_test_is_not_its_own_pre_test(course: Any, before: Any) -> None:
    before.pre_test = before
    with pytest.raises(Conflict, match="một bài khác"):
        publish_page(page=before, at=AT)


def test_the_form_offers_the_other_tests_of_the_course(trainer: Client, before: Any, after: Any) -> None:
    quiz_page(publish(course_page(code="KHAC")), BankFactory(), title="Bài khóa khác")
    form: QuizForm = trainer.get(reverse("wagtailadmin_pages:edit", args=[after.pk])).context["form"]
    assert list(form.fields["pre_test"].queryset) == [before]


def test_a_pair_is_written_in_the_form_of_a_new_test(trainer: Client, course: Any, before: Any) -> None:
    address = reverse("wagtailadmin_pages:add", args=["content", "quizpage", course.pk])
    sent = form(draw_form(BankFactory(), 3), pre_test=before.pk, **{"action-publish": "1"})
    assert trainer.post(address, sent).status_code == 302
    assert Quiz.objects.filter(pre_test__activity=before.activity).count() == 1


@pytest.mark.parametrize("live", [True, False])
def test_a_copied_course_pairs_its_own_tests(trainer: Client, course: Any, after: Any, live: bool) -> None:
    posted = {"new_title": "Lớp hai", "new_slug": "lop-hai", "new_parent_page": course.get_parent().pk}
    posted |= {"copy_subpages": "on"} | ({"publish_copies": "on"} if live else {})
    trainer.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), posted)
    copies = QuizPage.objects.child_of(CoursePage.objects.get(slug="lop-hai"))
    before, copied = copies.get(title="Đầu vào"), copies.get(title="Cuối khóa")
    assert (copied.pre_test, copied.get_latest_revision_as_object().pre_test) == (before, before)
    assert (copied.live, copied.has_unpublished_changes) == (live, not live)
    if live:
        assert Quiz.objects.get(activity=copied.activity).pre_test.activity == before.activity
    after.refresh_from_db()
    assert after.pre_test not in (None, before)


def test_a_copy_names_no_pre_test(after: Any) -> None:
    assert after.copy(update_attrs={"slug": "ban-sao"}, keep_live=False).pre_test is None


def learn(course: Any, results: list[tuple[Quiz, int]]) -> None:
    """One more learner, with so many points of ten at each test."""
    enrolment = enrol(learner=PersonFactory(), course=course.course, at=AT)
    for quiz, score in results:
        Attempt.objects.create(
            enrolment=enrolment, quiz=quiz, number=1, paper=[], key={}, pass_percent=80, worth=10, score=score,
            started_at=AT, submitted_at=AT,
        )  # fmt: skip


def test_the_gain_of_enough_people_is_shown_to_the_trainer(
    trainer: Client, course: Any, before: Any, after: Any
) -> None:
    release_page(page=course, at=AT)
    pre, post = Quiz.objects.get(activity=before.activity), Quiz.objects.get(activity=after.activity)
    address = reverse("quiz_gain", args=[after.pk])
    assert "Chưa có ai làm cả hai bài" in trainer.get(address).content.decode()
    for known in (2, 4, 4, 6):
        learn(course, [(pre, known), (post, 8)])
    html = trainer.get(address).content.decode()
    assert "Chưa đủ 5 người" in html
    assert "80\u00a0%" not in html

    learn(course, [(pre, 4), (post, 8)])
    html = trainer.get(address).content.decode()
    assert ("40\u00a0%" in html, "80\u00a0%" in html, "40 điểm phần trăm" in html) == (True, True, True)
    assert "66,7\u00a0%" in html


def test_the_button_leads_there_only_from_a_test_with_a_pair(
    trainer: Client, before: Any, after: Any
) -> None:
    for page, there in ((after, True), (before, False)):
        html = trainer.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert (reverse("quiz_gain", args=[page.pk]) in html) is there
    assert (
        "chưa có bài kiểm tra đầu vào" in trainer.get(reverse("quiz_gain", args=[before.pk])).content.decode()
    )


def test_the_gain_is_not_for_who_may_not_edit_the_test(client: Client, after: Any) -> None:
    client.force_login(AccountFactory())
    assert client.get(reverse("quiz_gain", args=[after.pk])).status_code in {302, 403}
