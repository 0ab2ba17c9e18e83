"""The form of a class: one press, a poster, nobody's name, and no result of fewer than ten."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assessments.class_folder import parts_of_class
from assessments.models import ClassSurvey, Survey, SurveyResponse
from assessments.services.classes import ask_class
from common.errors import Conflict
from courses.models import TrainingSession
from people.models import Account
from tests.courses.training.cast import AFTERWARDS, client_of, running, seated
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db


def said(survey: Survey, number: int) -> None:
    """So many content people, as the ready form asks them."""
    version = survey.versions.get()
    scale = next(item for item in version.items if item["kind"] == "likert")
    rows = {str(place): "5" for place, _row in enumerate(scale["rows"])}
    for _one in range(number):
        SurveyResponse.objects.create(
            key=uuid4(), version=version, channel="qr", answers={scale["id"]: rows},
            answered_on=AFTERWARDS.date(),
        )  # fmt: skip


def test_one_press_opens_the_form_of_this_class_and_another_press_finds_it(session, clerk):
    client, address = client_of(clerk), reverse("class_survey_ask", args=[session.uuid])
    assert [client.post(address).status_code for _press in range(2)] == [302, 302]
    survey = Survey.objects.get()
    assert (survey.kind, survey.owner, survey.published, survey.anonymous) == (
        "session",
        session.lead_unit,
        1,
        True,
    )
    assert survey.of_class.session == session
    assert (survey.closes_on - survey.opens_on).days >= 30


def test_two_classes_never_share_a_form(session, clerk):
    other = running(lead_unit=session.lead_unit)
    first, second = (ask_class(session=one, at=AFTERWARDS, by=clerk) for one in (session, other))
    assert first != second
    ids = [{item["id"] for item in one.versions.get().items} for one in (first, second)]
    assert not ids[0] & ids[1]


def test_a_draft_has_nobody_to_ask(session, clerk):
    TrainingSession.objects.filter(pk=session.pk).update(state="draft")
    with pytest.raises(Conflict, match="chưa mở"):
        ask_class(session=session, at=AFTERWARDS, by=clerk)
    assert not ClassSurvey.objects.exists()


def test_a_trainer_reads_and_prints_but_opens_no_form(session, clerk, trainer):
    client = client_of(trainer)
    assert client.post(reverse("class_survey_ask", args=[session.uuid])).status_code == 403
    assert client.get(reverse("class_survey_results", args=[session.uuid])).status_code == 404
    ask_class(session=session, at=AFTERWARDS, by=clerk)
    poster = client.get(reverse("class_survey_poster", args=[session.uuid]))
    assert (poster.status_code, poster.headers["Content-Type"]) == (200, "application/pdf")
    assert poster.content.startswith(b"%PDF-")
    assert client.get(reverse("class_survey_results", args=[session.uuid])).status_code == 200


def test_another_office_opens_nothing_of_it(session, clerk, stranger):
    ask_class(session=session, at=AFTERWARDS, by=clerk)
    for name in ("class_survey_results", "class_survey_poster"):
        assert client_of(stranger).get(reverse(name, args=[session.uuid])).status_code == 404
    assert client_of(stranger).post(reverse("class_survey_ask", args=[session.uuid])).status_code == 404


def test_nine_forms_tell_nothing_anywhere_and_ten_tell_the_share(session, clerk):
    survey, client = ask_class(session=session, at=AFTERWARDS, by=clerk), client_of(clerk)
    after, results = (
        reverse(name, args=[session.uuid]) for name in ("training_report", "class_survey_results")
    )
    said(survey, 9)
    assert "chưa công bố" in client.get(after).content.decode()
    assert "cần 10 phiếu" in client.get(results).content.decode()
    assert not sheet(session) & {"100", 100, 9}
    said(survey, 1)
    assert "100\N{NO-BREAK SPACE}% hài lòng" in client.get(after).content.decode()
    assert 10 in sheet(session)


def sheet(session: TrainingSession) -> set[object]:
    """Every cell of the part in the evidence folder."""
    target = BytesIO()
    parts = {part.name: part for part in parts_of_class(session, AFTERWARDS)}
    parts["muc-hai-long.xlsx"].write(target)
    book = load_workbook(target).active
    assert book
    return {cell.value for row in book.iter_rows() for cell in row}


def test_who_has_a_seat_finds_the_form_on_the_page_of_the_class(session, clerk):
    (seat,) = seated(session)
    account: Account = AccountFactory(person=seat.person)
    page = reverse("my_class", args=[session.uuid])
    assert "Lớp học thế nào" not in client_of(account).get(page).content.decode()
    survey = ask_class(session=session, at=AFTERWARDS, by=clerk)
    Survey.objects.filter(pk=survey.pk).update(opens_on="2020-01-01", closes_on="2099-01-01")
    assert reverse("survey", args=[survey.code]) in client_of(account).get(page).content.decode()
    seat.state = "declined"
    seat.save()
    assert reverse("survey", args=[survey.code]) not in client_of(account).get(page).content.decode()


def test_a_class_without_a_form_puts_nothing_into_the_folder(session):
    assert [part.name for part in parts_of_class(session, AFTERWARDS)] == []
