"""After a class: the report, what a person trained costs, scans, and the folder for the inspection."""

import hashlib
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from common import clock
from common.errors import Conflict, DomainError
from courses.models import (
    AttendanceSheet,
    ClassReport,
    CostLine,
    EvidenceFile,
    EvidenceFolder,
    PastClass,
    TrainingSession,
)
from courses.models.record import EventKind, EventSource
from courses.queries.training.costs import by_year, class_costs, cost_of
from courses.services.afterwards.folder import ask_for_folder, forget_folders, make_folder
from courses.services.afterwards.parts import parts_of_class
from courses.services.afterwards.report import write_report
from courses.services.class_evidence import keep_evidence
from courses.services.enrolment import enrol
from courses.services.record import append_event, retract
from courses.services.training.ticking import Tick, tick
from people.models import Account, AuditEntry, OrgUnit, Scope
from tests.courses.training.cast import running, seated
from tests.factories import AccountFactory, OrgUnitFactory, PersonFactory
from tests.factories.training import SeatFactory, SessionTrainerFactory, TrainingFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 20, 3, tzinfo=UTC)
PDF = b"%PDF-1.7 quyet dinh"


@pytest.fixture
def session(province: OrgUnit) -> TrainingSession:
    made: TrainingSession = TrainingFactory(lead_unit=province, state="closed", release__items=["lesson"])
    CostLine.objects.create(session=made, source="ngan_sach", amount=9_000_000)
    CostLine.objects.create(session=made, source="xa_hoi_hoa", amount=1_000_000)
    return made


def attend(session: TrainingSession, told: str = "") -> Any:
    """Somebody on the roll who has the class (or the one that is `told`) on record."""
    seat = SeatFactory(session=session, person=PersonFactory())
    enrolment = enrol(learner=seat.person, course=session.release.course, at=AT)
    return append_event(
        enrolment=enrolment, kind=EventKind.SESSION_ATTENDED, occurred_at=AT, recorded_at=AT,
        source=EventSource.SESSION, evidence={"session": told or str(session.uuid)},
    )  # fmt: skip


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_the_cost_of_a_class_is_shared_by_those_who_have_it_on_record(session):
    attend(session)
    mistake = attend(session)
    attend(session, told=str(uuid4()))  # another class of the course
    SeatFactory(session=session)  # on the roll, never came
    assert cost_of(session) == (10_000_000, 2, 5_000_000)
    retract(event=mistake, reason="Nhầm người", at=AT, by=None)
    assert cost_of(session) == (10_000_000, 1, 10_000_000)


def test_a_class_that_trained_nobody_has_no_cost_a_person(session):
    assert cost_of(session) == (10_000_000, 0, None)


def past(session: TrainingSession, unit: OrgUnit, **more: Any) -> PastClass:
    facts = {
        "course": session.release.course, "lead_unit": unit, "title": "Lớp năm 2023", "starts_on": date(2023, 5, 1),
        "ends_on": date(2023, 5, 2), "place": "Huyện", "hours": 8, "costs": {"long_ghep": 4_000_000},
        "totals": {"recorded": 40}, "state": "applied", "sha256": "0" * 64, "uploaded_at": AT,
    }  # fmt: skip
    return PastClass.objects.create(**facts | more)


def test_years_sum_planned_and_past_classes_by_source(session, province):
    attend(session)
    past(session, province)
    past(session, province, state="waiting_approval")
    TrainingFactory(lead_unit=province, state="cancelled", cancelled_at=AT)
    years = by_year(class_costs(None))
    assert [(year.year, year.classes, year.trained, year.total, year.per_person) for year in years] == [
        (2026, 1, 1, 10_000_000, 10_000_000),
        (2023, 1, 40, 4_000_000, 100_000),
    ]
    assert years[0].amounts == [9_000_000, 1_000_000, 0, 0]


def test_the_costs_page_shows_ones_own_units_in_a_fixed_number_of_queries(session, province, clerk):
    past(session, OrgUnitFactory(), title="Lớp của nơi khác")
    officer, client = AccountFactory(), client_of(clerk)
    Scope.objects.create(account=officer, unit=province)
    commune = AccountFactory()
    Scope.objects.create(account=commune, unit=OrgUnitFactory())
    address = reverse("training_costs")
    assert session.title not in client_of(commune).get(address).content.decode()

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert session.title in client.get(address).content.decode()
        return len(queries)

    few = asked()
    for _number in range(4):
        attend(TrainingFactory(lead_unit=province, state="closed"))
    assert asked() == few
    book = b"".join(client.get(address, {"xuat": "xlsx"}).streaming_content)  # type: ignore[arg-type]
    sheet = load_workbook(BytesIO(book)).active
    assert sheet
    assert "10000000" in {str(cell.value) for row in sheet.iter_rows() for cell in row}


def test_a_leader_sees_costs_and_takes_no_file(session, province):
    leader = AccountFactory()
    Scope.objects.create(account=leader, unit=province, role=Scope.Role.LEADER)
    client = client_of(leader)
    assert client.get(reverse("training_costs")).status_code == 200
    assert client.get(reverse("training_costs"), {"xuat": "xlsx"}).status_code == 403


def test_the_trainer_writes_one_report_and_mends_it(session):
    trainer = SessionTrainerFactory(session=session).account
    client, address = client_of(trainer), reverse("training_report", args=[session.uuid])
    assert client.get(address).status_code == 200
    assert client.post(address, {"went_well": ""}).status_code == 422
    for words in ("Ai cũng thực hành", "Ai cũng thực hành, trừ buổi chiều"):
        assert client.post(address, {"went_well": words}).status_code == 302
    assert ClassReport.objects.get().went_well == "Ai cũng thực hành, trừ buổi chiều"
    assert (
        "trừ buổi chiều" in client.get(reverse("training_afterwards", args=[session.uuid])).content.decode()
    )
    assert AuditEntry.objects.filter(action="class_report_written", actor=trainer).count() == 2


def test_a_class_that_has_not_begun_has_nothing_to_report(province, clerk):
    session = TrainingFactory(lead_unit=province)
    with pytest.raises(Conflict):
        write_report(session=session, went_well="x", went_badly="", recommendation="", at=AT, by=clerk)


def test_strangers_open_nothing_of_it(session, clerk):
    officer = AccountFactory()
    Scope.objects.create(account=officer, unit=OrgUnitFactory())
    scan = keep_evidence(owner=session, kind="decision", name="qd.pdf", data=PDF, at=AT, by=clerk)
    client = client_of(officer)
    for name in ("training_afterwards", "training_report"):
        assert client.get(reverse(name, args=[session.uuid])).status_code == 404
    assert client.get(reverse("evidence_file", args=[scan.uuid])).status_code == 404
    assert client.post(reverse("folder_ask", args=[session.uuid])).status_code == 404


def test_a_scan_is_taken_by_its_bytes_kept_once_and_given_out_as_a_file(session, clerk):
    client, address = client_of(clerk), reverse("training_evidence", args=[session.uuid])
    for name, data in (("qd.pdf", PDF), ("lai.pdf", PDF), ("virus.pdf", b"MZ\x90")):
        client.post(address, {"kind": "decision", "scan": SimpleUploadedFile(name, data)})
    scan = EvidenceFile.objects.get()
    assert (scan.name, scan.sha256) == ("qd.pdf", hashlib.sha256(PDF).hexdigest())
    answer = client.get(reverse("evidence_file", args=[scan.uuid]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(action="class_evidence_read").count() == 1


def test_a_scan_over_the_limit_is_refused(session, clerk, settings):
    settings.CLASS_EVIDENCE_MAX_BYTES = 10
    with pytest.raises(DomainError, match="lớn quá"):
        keep_evidence(owner=session, kind="decision", name="qd.pdf", data=PDF, at=AT, by=clerk)


def test_signed_sheets_that_were_sent_in_lie_in_the_folder(session):
    AttendanceSheet.objects.create(
        session=session, name="diem-danh.xlsx", uploaded_at=AT,
        table=SimpleUploadedFile("diem-danh.xlsx", b"PK bang"), scan=SimpleUploadedFile("ky.pdf", PDF),
    )  # fmt: skip
    parts = {part.name: part for part in parts_of_class(session, AT)}
    target = BytesIO()
    parts["diem-danh-da-nop/01-scan.pdf"].write(target)
    assert target.getvalue() == PDF
    assert "diem-danh-da-nop/01-table.xlsx" in parts


def test_the_folder_lists_what_is_inside_with_digests(session, clerk):
    attend(session)
    keep_evidence(owner=session, kind="decision", name="qd.pdf", data=PDF, at=AT, by=clerk)
    write_report(session=session, went_well="Tốt <b>", went_badly="", recommendation="", at=AT, by=clerk)
    folder = ask_for_folder(session=session, at=AT, by=clerk)
    assert ask_for_folder(session=session, at=AT, by=clerk) == folder
    assert make_folder(folder.pk, lambda: AT)
    assert not make_folder(folder.pk, lambda: AT)
    answer = client_of(clerk).get(reverse("folder_file", args=[folder.uuid]))
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    folder.refresh_from_db()
    assert hashlib.sha256(content).hexdigest() == folder.sha256
    with ZipFile(BytesIO(content)) as book:
        index = book.read("muc-luc.html").decode()
        names = set(book.namelist()) - {"muc-luc.html"}
        assert names == {
            "danh-sach-moi.pdf", "diem-danh-1.pdf", "thong-ke.xlsx", "bao-cao-giang-vien.html", "giay-chung-nhan.xlsx",
            "giay-to/01-decision.pdf",
        }  # fmt: skip
        for name in names:
            assert hashlib.sha256(book.read(name)).hexdigest() in index
            assert book.getinfo(name).date_time[:3] == (AT.year, AT.month, AT.day)
        assert "Tốt &lt;b&gt;" in book.read("bao-cao-giang-vien.html").decode()
    assert AuditEntry.objects.filter(action="evidence_folder_read").count() == 1


def test_the_statistics_say_how_everybody_was_at_each_meeting(clerk: Account) -> None:
    session = running()
    one, _two = seated(session, 2)
    first, second = session.meetings.order_by("starts_at")
    tick(meeting=first, ticks={one.uuid: Tick("", "late")}, at=first.ends_at, by=clerk)
    tick(meeting=second, ticks={one.uuid: Tick("", "excused")}, at=second.ends_at, by=clerk)
    target = BytesIO()
    next(part for part in parts_of_class(session, AT) if part.name == "thong-ke.xlsx").write(target)
    sheet = load_workbook(target).active
    assert sheet
    head, *rows = [list(row) for row in sheet.iter_rows(values_only=True) if row[1]]
    assert "10/12/2026" in head[4]
    assert [row[4:6] for row in rows] == [["Đến muộn", "Vắng có phép"], ["", ""]]


def test_only_who_asked_fetches_the_folder_and_only_for_a_week(session, clerk, province):
    folder = ask_for_folder(session=session, at=clock.now(), by=clerk)
    make_folder(folder.pk, clock.now)
    other = AccountFactory()
    Scope.objects.create(account=other, unit=province)
    address = reverse("folder_file", args=[folder.uuid])
    assert client_of(other).get(address).status_code == 404
    EvidenceFolder.objects.filter(pk=folder.pk).update(finished_at=AT.replace(year=2020))
    assert forget_folders(at=clock.now()) == 1
    assert client_of(clerk).get(address).status_code == 404
