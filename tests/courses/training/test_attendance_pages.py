"""Attendance at the desk: the overview, the end by the leading office, and a class called off half-way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from courses.models import Meeting, Seat, TrainingSession
from courses.models.session import SessionState
from courses.services.training.ticking import Tick, all_present, tick
from people.models import Account, AuditEntry, Scope
from tests.courses.training.cast import client_of, running, seated
from tests.factories import AccountFactory
from tests.factories.training import MeetingFactory, SessionTrainerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> TrainingSession:
    """One morning, over an hour ago."""
    made = running(meetings=0)
    MeetingFactory(session=made, starts_at=clock.now() - timedelta(hours=4))
    return made


def written(session: TrainingSession, by: Account, *seats: Seat) -> Meeting:
    meeting: Meeting = session.meetings.get()
    ticks = {seat.uuid: Tick("", "present") for seat in seats}
    tick(meeting=meeting, ticks=ticks, at=meeting.ends_at, by=by)
    return meeting


def test_the_office_ends_the_class_and_reads_who_missed_it(clerk: Account, session: TrainingSession) -> None:
    there, absent = seated(session, 2)
    written(session, clerk, there)
    desk = client_of(clerk)
    page = reverse("attendance", args=[session.uuid])
    assert "1 người dự, đã ghi 1 người" in desk.get(page).content.decode()
    answer = desk.post(reverse("attendance_close", args=[session.uuid]), follow=True).content.decode()
    assert "1 người dự đủ" in answer
    assert absent.person.staff_code in answer
    assert there.person.staff_code not in answer
    answer = desk.post(reverse("attendance_reopen", args=[session.uuid]), {"ly_do": "Sót"}, follow=True)
    assert "Đã mở lại lớp" in answer.content.decode()
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"class_closed", "class_reopened", "class_attendance_taken"} <= actions


def test_of_a_class_without_anybody_the_way_leads_to_inviting(
    clerk: Account, session: TrainingSession
) -> None:
    page, invite = reverse("attendance", args=[session.uuid]), reverse("training_invite", args=[session.uuid])
    trainer = SessionTrainerFactory(session=session).account
    assert invite in client_of(clerk).get(page).content.decode()
    assert invite not in client_of(trainer).get(page).content.decode()
    seated(session)
    assert invite not in client_of(clerk).get(page).content.decode()


def test_a_trainer_takes_attendance_but_does_not_end_the_class(
    clerk: Account, session: TrainingSession
) -> None:
    written(session, clerk, *seated(session))
    trainer = client_of(SessionTrainerFactory(session=session).account)
    assert trainer.get(reverse("attendance", args=[session.uuid])).status_code == 200
    for name in ("attendance_close", "attendance_reopen"):
        assert trainer.post(reverse(name, args=[session.uuid])).status_code == 403
    session.refresh_from_db()
    assert session.state == SessionState.RUNNING


def test_whoever_only_looks_on_takes_no_attendance(clerk: Account, session: TrainingSession) -> None:
    (seat,) = seated(session)
    chief = AccountFactory()
    Scope.objects.create(account=chief, unit=session.lead_unit, role=Scope.Role.LEADER)
    for name in ("attendance", "attendance_scan", "attendance_sheet", "attendance_blank"):
        assert client_of(chief).get(reverse(name, args=[session.uuid])).status_code == 403
    decide = client_of(chief).post(
        reverse("attendance_decide", args=[session.uuid]), {"luot": str(seat.uuid)}
    )
    assert decide.status_code == 403


@pytest.mark.parametrize(
    ("choice", "state"), [("tinh", "closed"), ("khong-tinh", "cancelled"), ("", "running")]
)
def test_a_class_called_off_with_attendance_asks_what_it_is_worth(
    clerk: Account, session: TrainingSession, choice: str, state: str
) -> None:
    written(session, clerk, *seated(session))
    desk = client_of(clerk)
    page = desk.get(reverse("training_detail", args=[session.uuid])).content.decode()
    assert 'name="diem_danh"' in page
    desk.post(reverse("training_cancel", args=[session.uuid]), {"ly_do": "Bão", "diem_danh": choice})
    session.refresh_from_db()
    assert session.state == state


def test_the_overview_costs_the_same_for_few_and_many(clerk: Account, session: TrainingSession) -> None:
    desk, counts = client_of(clerk), []
    for number in (1, 20):
        seated(session, number)
        all_present(meeting=session.meetings.get(), at=clock.now(), by=clerk)
        desk.get(reverse("attendance", args=[session.uuid]))
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("attendance", args=[session.uuid]))
        counts.append(len(asked))
    assert counts[0] == counts[1]
