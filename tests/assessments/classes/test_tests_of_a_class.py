"""A class has a test before and one after: sat here or on paper, and what was gained is a figure of the class."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from assessments.class_folder import parts_of_class
from assessments.class_tests import figures_of
from assessments.models import ClassScore, ClassTests, Quiz
from assessments.services.attempts import start_attempt, submit
from assessments.services.classes import Typed, choose_tests, open_test, type_scores
from common.errors import Conflict, DomainError, Forbidden
from courses.models import Enrolment, Seat, TrainingSession
from people.models import Account
from tests.courses.training.cast import AFTERWARDS, DOORS_OPEN, client_of, running, seated
from tests.factories.assessments import QuizFactory
from tests.factories.people import AccountFactory
from tests.factories.training import FIRST_MEETING

pytestmark = pytest.mark.django_db
BEFORE = FIRST_MEETING - timedelta(days=1)


@pytest.fixture
def pair(session: TrainingSession) -> tuple[Quiz, Quiz]:
    items = session.release.items.filter(activity__kind="quiz").order_by("position")
    before, after = (QuizFactory(activity=item.activity) for item in items)
    return before, after


@pytest.fixture
def chosen(session: TrainingSession, pair: Any, clerk: Account) -> ClassTests:
    return choose_tests(session=session, pre=pair[0], post=pair[1], at=BEFORE, by=clerk)


@pytest.fixture
def sit(answers: Any) -> Any:
    def sat(seat: Seat, which: str, right: int, at: Any) -> None:
        quiz = open_test(session=seat.session, person=seat.person, which=which, at=at, by=AccountFactory())
        enrolment = Enrolment.objects.get(learner=seat.person)
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
        submit(attempt=attempt, answers=answers(attempt, right), at=at + timedelta(minutes=5))

    return sat


def test_two_tests_of_the_course_are_chosen_on_the_page(session, pair, clerk):
    client, address = client_of(clerk), reverse("class_tests", args=[session.uuid])
    keys = [str(quiz.activity.uuid) for quiz in pair]
    assert client.post(address, {"pre": keys[0], "post": keys[1]}).status_code == 302
    assert ClassTests.objects.get().post == pair[1]
    assert client.post(address, {"pre": keys[0], "post": keys[0]}).status_code == 422
    assert client.post(address, {"pre": "khong-co"}).status_code == 422
    assert ClassTests.objects.get().post == pair[1]


def test_a_test_of_another_course_is_refused(session, clerk):
    with pytest.raises(DomainError, match="khóa học này"):
        choose_tests(session=session, pre=None, post=QuizFactory(), at=BEFORE, by=clerk)


def test_the_pre_test_of_a_pair_comes_along(session, pair, clerk):
    before, after = pair
    after.pre_test = before
    after.save()
    assert choose_tests(session=session, pre=None, post=after, at=BEFORE, by=clerk).pre == before


def test_tests_of_a_closed_class_stand(session, pair, clerk):
    TrainingSession.objects.filter(pk=session.pk).update(state="closed")
    with pytest.raises(Conflict):
        choose_tests(session=session, pre=pair[0], post=pair[1], at=AFTERWARDS, by=clerk)


@pytest.mark.usefixtures("chosen")
def test_opening_the_test_enrols_whoever_has_a_seat_once(session, pair, monkeypatch):
    monkeypatch.setattr("common.clock.now", lambda: BEFORE)
    (seat,) = seated(session)
    account = AccountFactory(person=seat.person)
    address = reverse("my_class_test", args=[session.uuid, "pre"])
    TrainingSession.objects.filter(pk=session.pk).update(state="open")
    for _press in range(2):
        answer = client_of(account).post(address)
        assert answer["Location"] == reverse("quiz_intro", args=[pair[0].activity.uuid])
    assert Enrolment.objects.get().learner == seat.person


@pytest.mark.usefixtures("chosen")
def test_who_has_no_seat_or_declined_is_refused(session):
    seat, outsider = seated(session)[0], AccountFactory(person=seated(running())[0].person)
    address = reverse("my_class_test", args=[session.uuid, "pre"])
    assert client_of(outsider).post(address).status_code == 404
    seat.state = "declined"
    seat.save()
    with pytest.raises(Forbidden, match="người dự lớp"):
        open_test(session=session, person=seat.person, which="pre", at=BEFORE, by=AccountFactory())
    assert not Enrolment.objects.exists()


@pytest.mark.usefixtures("chosen")
def test_each_test_has_its_time(session):
    (seat,) = seated(session)
    with pytest.raises(Forbidden, match="khi lớp bắt đầu"):
        open_test(session=session, person=seat.person, which="post", at=BEFORE, by=AccountFactory())
    with pytest.raises(Forbidden, match="đã đóng"):
        open_test(session=session, person=seat.person, which="pre", at=AFTERWARDS, by=AccountFactory())
    with pytest.raises(DomainError):
        open_test(session=session, person=seat.person, which="giua", at=DOORS_OPEN, by=AccountFactory())


@pytest.mark.usefixtures("chosen")
def test_the_gain_is_of_those_who_have_both_from_screen_or_paper(session, clerk, sit):
    online, paper, half = seated(session, 3)
    sit(online, "pre", 1, BEFORE)
    sit(online, "post", 3, AFTERWARDS)
    told = [Typed(paper.uuid, "pre", Decimal(40)), Typed(paper.uuid, "post", Decimal(80)),
            Typed(half.uuid, "pre", Decimal(10))]  # fmt: skip
    assert type_scores(session=session, scores=told, at=AFTERWARDS, by=clerk) == 3
    found = figures_of(session)
    assert (found.pre, found.post) == (3, 2)
    assert found.gain
    assert found.gain.pairs == 2
    assert found.gain.after > found.gain.before
    page = client_of(clerk).get(reverse("training_afterwards", args=[session.uuid])).content.decode()
    assert "Kiểm tra đầu lớp, cuối lớp" in page


@pytest.mark.usefixtures("chosen")
def test_what_was_sat_here_goes_before_paper(session, clerk, sit):
    (seat,) = seated(session)
    sit(seat, "pre", 0, BEFORE)
    type_scores(session=session, scores=[Typed(seat.uuid, "pre", Decimal(90)), Typed(seat.uuid, "post", Decimal(90))],
                at=AFTERWARDS, by=clerk)  # fmt: skip
    gain = figures_of(session).gain
    assert gain
    assert (gain.before, gain.after) == (0, 90)


@pytest.mark.usefixtures("chosen")
def test_a_test_sat_long_after_the_class_is_no_result_before_it(session, sit, pair):
    (seat,) = seated(session)
    sit(seat, "post", 3, AFTERWARDS)
    enrolment = Enrolment.objects.get()
    attempt = start_attempt(enrolment=enrolment, quiz=pair[0], at=AFTERWARDS)
    submit(attempt=attempt, answers={}, at=AFTERWARDS)
    assert (figures_of(session).pre, figures_of(session).post) == (0, 1)


@pytest.mark.usefixtures("chosen")
def test_marks_from_paper_are_typed_mended_and_taken_back_but_never_erased(session, trainer):
    (seat,) = seated(session)
    client, address = client_of(trainer), reverse("class_scores", args=[session.uuid])
    for mark in ("7,5", "7,5", "8", ""):
        client.post(address, {f"post-{seat.uuid}": mark})
    rows = list(ClassScore.objects.values_list("percent", flat=True))
    assert rows == [Decimal("75.0"), Decimal("80.0"), None]
    assert figures_of(session).post == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        ClassScore.objects.update(percent=100)


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize("mark", ["11", "-1", "giỏi", "NaN", "1e9"])
def test_a_mark_that_is_none_is_refused_with_a_sentence(session, clerk, mark):
    (seat,) = seated(session)
    address = reverse("class_scores", args=[session.uuid])
    answer = client_of(clerk).post(address, {f"post-{seat.uuid}": mark}, follow=True)
    assert "thang 10" in answer.content.decode()
    assert not ClassScore.objects.exists()


@pytest.mark.usefixtures("chosen")
def test_marks_of_another_class_are_refused_whole(session, clerk):
    own, other = seated(session)[0], seated(running())[0]
    told = [Typed(own.uuid, "pre", Decimal(50)), Typed(other.uuid, "pre", Decimal(50))]
    with pytest.raises(DomainError, match="không ở trong danh sách"):
        type_scores(session=session, scores=told, at=AFTERWARDS, by=clerk)
    assert not ClassScore.objects.exists()


@pytest.mark.usefixtures("chosen")
def test_another_office_reads_and_writes_no_mark(session, stranger):
    for name, verb in (("class_tests", "get"), ("class_scores", "post")):
        answer = getattr(client_of(stranger), verb)(reverse(name, args=[session.uuid]))
        assert answer.status_code == 404


@pytest.mark.usefixtures("chosen")
def test_the_list_of_results_asks_a_fixed_number_of_queries(session, clerk):
    client, address = client_of(clerk), reverse("class_tests", args=[session.uuid])

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    seated(session, 2)
    few = asked()
    seated(session, 8)
    assert asked() == few


@pytest.mark.usefixtures("chosen")
def test_the_folder_holds_every_result_and_says_which_were_on_paper(session, clerk):
    (seat,) = seated(session)
    type_scores(session=session, scores=[Typed(seat.uuid, "pre", Decimal(40)), Typed(seat.uuid, "post", Decimal(85))],
                at=AFTERWARDS, by=clerk)  # fmt: skip
    target = BytesIO()
    (part,) = parts_of_class(session, AFTERWARDS)
    part.write(target)
    book = load_workbook(target).active
    assert book
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert [seat.person.full_name, 4, 8.5, 4.5, "x"] in [[row[0], *row[2:6]] for row in rows]


def test_a_class_may_be_tested_on_paper_alone(session, clerk):
    (seat,) = seated(session)
    client, address = client_of(clerk), reverse("class_tests", args=[session.uuid])
    assert client.post(address, {"pre": "", "post": ""}).status_code == 302
    marks = {f"pre-{seat.uuid}": "5", f"post-{seat.uuid}": "7,5"}
    assert client.post(reverse("class_scores", args=[session.uuid]), marks).status_code == 302
    gain = figures_of(session).gain
    assert gain
    assert (gain.before, gain.after) == (50, 75)
