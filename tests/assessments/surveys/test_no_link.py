"""Nothing that is kept leads from an answer to the learner who gave it."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import Client

from assessments.models import Survey, SurveyResponse, SurveyTicket
from courses.models import Enrolment, EnrolmentProgress
from people.models import AuditEntry, Person
from tests.factories import AccountFactory, EnrolmentFactory, OrgUnitFactory, PostingFactory
from tests.factories.surveys import SurveyFactory, answered, sent

pytestmark = pytest.mark.django_db
DONE = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)


def completed(unit: Any = None) -> Enrolment:
    """Somebody with a post who has just completed a course."""
    person = PostingFactory(unit=unit or OrgUnitFactory()).person
    enrolment = EnrolmentFactory(learner=person)
    EnrolmentProgress.objects.create(enrolment=enrolment, state="completed", completed_at=DONE)
    AccountFactory(person=person)
    return enrolment


def heard(survey: Survey, enrolment: Enrolment, data: dict[str, str] | None = None) -> Any:
    client = Client()
    client.force_login(enrolment.learner.account)
    return client.post(f"/cua-toi/y-kien/{enrolment.uuid}/{survey.code}/", data or sent(survey))


@pytest.fixture
def survey() -> Survey:
    return SurveyFactory(kind="course")


def ways_to_a_person(model: type[models.Model], seen: tuple[Any, ...] = ()) -> Iterator[str]:
    """Foreign keys that lead to a person or to who signs in, through whatever tables."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target is None or target in seen:
            continue
        if target is Person or target is Enrolment or target._meta.label == "people.Account":
            yield f"{model.__name__}.{field.name}"
        else:
            yield from ways_to_a_person(target, (*seen, target))


def test_no_column_of_an_answer_leads_to_a_person() -> None:
    """What the form's author or a typing helper signed is about the form and the pile, not about who answered."""
    assert set(ways_to_a_person(SurveyResponse)) <= {
        "SurveyVersion.made_by", "Survey.created_by", "SurveyBatch.opened_by",
    }  # fmt: skip
    assert not [
        field.name for field in SurveyResponse._meta.fields if isinstance(field, models.DateTimeField)
    ]
    assert [field.name for field in SurveyTicket._meta.fields] == ["id", "survey", "enrolment"]


def test_an_answer_and_its_ticket_share_neither_key_nor_day_nor_order(survey: Survey) -> None:
    learners = [completed() for _one in range(8)]
    for enrolment in learners:
        assert heard(survey, enrolment).status_code == 302
    tickets, answers = SurveyTicket.objects.all(), SurveyResponse.objects.all()
    assert tickets.count() == answers.count() == 8
    assert not {row.pk for row in tickets} & {row.pk for row in answers}
    assert {row.answered_on.day for row in answers} == {1}
    assert all(row.pk > 10**9 for row in (*tickets, *answers))  # drawn, not counted up
    in_order = [row.enrolment_id for row in tickets.order_by("pk")], [one.pk for one in learners]
    assert sorted(in_order[0]) == sorted(in_order[1])


def test_no_table_holds_the_answer_beside_the_learner(survey: Survey) -> None:
    enrolment = completed()
    data = sent(survey)
    heard(survey, enrolment, data)
    rows = [
        str(list(model._default_manager.filter().values()))
        for model in apps.get_models()
        if model._meta.label != "assessments.SurveyResponse" and model._meta.managed
    ]
    assert not [row for row in rows if data["ma"] in row]
    assert not AuditEntry.objects.exists()


def test_no_log_line_tells_the_answer(survey: Survey, caplog: Any) -> None:
    enrolment, data = completed(), sent(survey)
    with caplog.at_level(logging.DEBUG):
        heard(survey, enrolment, data)
    queries = ("django.db.backends",)  # off in production: they would hold every statement
    told = [record.getMessage() for record in caplog.records if record.name not in queries]
    assert not [line for line in told if data["ma"] in line or survey.draft[0]["id"] in line]


def test_one_answer_a_learner_and_course(survey: Survey) -> None:
    enrolment, data = completed(), sent(survey)
    assert [heard(survey, enrolment, data).status_code for _try in range(2)] == [302, 302]
    again = heard(survey, enrolment)
    assert (again.status_code, "đã trả lời phiếu này rồi" in again.content.decode()) == (409, True)
    assert SurveyResponse.objects.count() == SurveyTicket.objects.count() == 1


def test_the_answer_counts_for_commune_and_course(survey: Survey) -> None:
    unit = OrgUnitFactory()
    enrolment = completed(unit)
    heard(survey, enrolment)
    kept = SurveyResponse.objects.get()
    assert (kept.unit, kept.course, kept.channel) == (unit, enrolment.course, "learner")


def test_others_are_not_asked_about_my_course(survey: Survey) -> None:
    mine, other = completed(), completed()
    client = Client()
    client.force_login(other.learner.account)
    assert client.get(f"/cua-toi/y-kien/{mine.uuid}/{survey.code}/").status_code == 404
    assert client.post(f"/cua-toi/y-kien/{mine.uuid}/{survey.code}/", sent(survey)).status_code == 404
    assert not SurveyTicket.objects.exists()


def test_who_has_not_completed_or_did_long_before_is_not_asked(survey: Survey) -> None:
    going, early = completed(), completed()
    EnrolmentProgress.objects.filter(enrolment=going).update(state="in_progress", completed_at=None)
    EnrolmentProgress.objects.filter(enrolment=early).update(completed_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert [heard(survey, one).status_code for one in (going, early)] == [404, 404]


def test_completing_brings_the_question_to_my_desk_until_it_is_answered(survey: Survey) -> None:
    enrolment = completed()
    client = Client()
    client.force_login(enrolment.learner.account)
    address = f"/cua-toi/y-kien/{enrolment.uuid}/{survey.code}/"
    assert address in client.get("/cua-toi/y-kien/").content.decode()
    assert "/cua-toi/y-kien/" in client.get("/cua-toi/").content.decode()
    assert client.get(address).status_code == 200
    heard(survey, enrolment)
    assert address not in client.get("/cua-toi/y-kien/").content.decode()
    assert "/cua-toi/y-kien/" not in client.get("/cua-toi/").content.decode()


@pytest.mark.parametrize("table", ["surveyresponse", "surveyversion", "surveyticket"])
@pytest.mark.parametrize("verb", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_what_was_said(survey: Survey, table: str, verb: str) -> None:
    enrolment = completed()
    SurveyTicket.objects.create(survey=survey, enrolment=enrolment)
    answered(survey, 1)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table=f"assessments_{table}"))
