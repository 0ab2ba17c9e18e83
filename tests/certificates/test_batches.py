"""A class at once: entered in a block, drawn, merged for the printer by unit and given name, packed with an index."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from certificates import periodic
from certificates.models import Certificate, CertificateBatch
from certificates.services.batches import work
from certificates.services.batches.lease import Lease, claim
from certificates.services.batches.starting import ClassChoice, again, forget_files, start_class, stop
from certificates.services.issuing import issue_certificate, issue_many
from common import leases
from common.clock import now
from common.errors import Conflict, DomainError
from common.leases import LeaseLost
from courses.models import CourseRelease, Enrolment
from people.models import AuditEntry, OrgUnit
from tests.certificates.conftest import ISSUED, Complete
from tests.factories.people import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
State = CertificateBatch.State


def started(enrolments: list[Enrolment], unit: OrgUnit | None = None) -> CertificateBatch:
    choice = ClassChoice(enrolments[0].release, unit)
    keys = [enrolment.pk for enrolment in enrolments]
    return start_class(choice, enrolments=keys, with_paper=False, by=AccountFactory(), at=now())


def done(batch: CertificateBatch) -> CertificateBatch:
    work.run(batch.pk, now)
    batch.refresh_from_db()
    return batch


def test_a_class_gets_rows_files_a_print_file_and_a_zip(complete: Complete, commune: OrgUnit) -> None:
    other = OrgUnitFactory(name="An Lộc", full_name="Xã An Lộc")
    people = [complete(full_name=name) for name in ("Trần Văn Bình", "Lê Thị Ánh", "Phạm Thị An")]
    people[0].learner.postings.update(unit=other)
    batch = done(started(people))
    assert (batch.state, batch.reason, batch.lines.filter(certificate=None).count()) == (State.DONE, "", 0)
    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    pages = [page.extract_text() for page in PdfReader(BytesIO(batch.print_file.read())).pages]
    wanted = ["Trần Văn Bình", "Phạm Thị An", "Lê Thị Ánh"]  # An Lộc first; then An before Ánh
    assert [next(name for name in wanted if name in text) for text in pages] == wanted
    with ZipFile(BytesIO(batch.zip_file.read())) as packed:
        rows = list(load_workbook(BytesIO(packed.read("muc-luc.xlsx"))).active.values)
        assert [row[1] for row in rows if row[1] in wanted] == wanted
        first = Certificate.objects.get(number=1)
        assert packed.read("0001-2026-tran-van-binh.pdf") == first.pdf.read()


def test_the_print_file_shows_the_signature_and_carries_no_field(complete: Complete) -> None:
    batch = done(started([complete()]))
    page = PdfReader(BytesIO(batch.print_file.read())).pages[0]
    assert "/Annots" not in page
    assert "Ký bởi: KHÓA THỬ NGHIỆM" in page.extract_text()


def test_pressed_twice_it_is_one_batch(complete: Complete) -> None:
    people = [complete()]
    assert started(people).pk == started(people).pk
    assert AuditEntry.objects.filter(action="certificates_batch").count() == 1


def test_who_has_one_keeps_it(complete: Complete) -> None:
    held, fresh = complete(), complete()
    before = issue_certificate(enrolment=held, at=ISSUED)
    batch = done(started([held, fresh]))
    assert batch.lines.get(enrolment=held).certificate_id == before.pk
    assert Certificate.objects.count() == 2


def test_one_that_cannot_be_issued_holds_up_nobody(complete: Complete, release: CourseRelease) -> None:
    people = [complete(), complete(), complete()]
    people[1].progress.state = "in_progress"
    people[1].progress.save()
    batch = done(started(people))
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2]
    assert "Chưa hoàn thành" in batch.lines.get(enrolment=people[1]).reason
    assert len(PdfReader(BytesIO(batch.print_file.read())).pages) == 2


def test_a_block_that_fails_gives_all_its_numbers_back(
    complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = list(Enrolment.objects.filter(pk__in=[complete().pk for _ in range(3)]))
    with monkeypatch.context() as broken:
        broken.setattr("certificates.services.issuing.new_serial", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            issue_many(enrolments=people, at=ISSUED)
    assert [one.number for one in issue_many(enrolments=people, at=ISSUED)] == [1, 2, 3]


def test_queries_grow_by_less_than_three_a_certificate(complete: Complete, settings: Any) -> None:
    def cost(people: int) -> int:
        batch = started([complete() for _ in range(people)])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            done(batch)
        again_asked = [one for one in asked if "SAVEPOINT" not in one["sql"]]
        return len(again_asked)

    few, more = cost(2), cost(12)
    assert (more - few) / 10 <= 3


def test_a_worker_killed_at_any_step_is_followed_by_one_that_goes_on(
    complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As if the machine had gone."""

    batch = started([complete() for _ in range(3)])
    for step in ("enter_all", "draw_all", "merge", "pack"):
        with monkeypatch.context() as broken:
            broken.setattr(work, step, lambda *_: (_ for _ in ()).throw(Killed()))
            broken.setattr(Lease, "give_back", lambda _self: None)
            with pytest.raises(Killed):
                work.run(batch.pk, now)
        CertificateBatch.objects.update(leased_until=now() - timedelta(seconds=1), attempts=0)
    assert done(batch).state == State.DONE
    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert len(PdfReader(BytesIO(batch.print_file.read())).pages) == 3


def test_a_batch_has_one_worker(complete: Complete) -> None:
    batch = started([complete()])
    assert claim(batch.pk, now)
    assert claim(batch.pk, now) is None


def test_after_three_attempts_without_progress_it_says_so(complete: Complete) -> None:
    batch = started([complete()])
    CertificateBatch.objects.update(attempts=leases.MAX_ATTEMPTS)
    assert claim(batch.pk, now) is None
    batch.refresh_from_db()
    assert (batch.state, "Làm lại" in batch.reason) == (State.FAILED, True)


def test_stopped_it_begins_nothing_more(complete: Complete) -> None:
    batch = started([complete()])
    held = claim(batch.pk, now)
    stop(batch=batch, at=now())
    with pytest.raises(LeaseLost):
        held.set(stage="enter")  # type: ignore[union-attr]
    assert not work.run(batch.pk, now)
    with pytest.raises(Conflict):
        stop(batch=batch, at=now())


def test_without_its_key_a_class_waits_and_nothing_is_entered(complete: Complete, settings: Any) -> None:
    settings.SIGNING_KEY_FILE = "/khong/co.p12"
    batch = done(started([complete()]))
    assert (batch.state, "khóa ký" in batch.reason, Certificate.objects.count()) == (State.FAILED, True, 0)
    settings.SIGNING_KEY_FILE = ""
    again(batch=batch, at=now())
    assert done(batch).state == State.DONE


def test_a_full_disk_leaves_rows_that_say_what_they_wait_for(
    complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = started([complete()])
    with monkeypatch.context() as broken:
        storage = type(Certificate._meta.get_field("pdf").storage)
        broken.setattr(
            storage, "_save", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
        )
        done(batch)
    assert (batch.state, batch.lines.get().reason) == (State.DONE, "Chờ chỗ trống: đĩa đã đầy.")
    again(batch=batch, at=now())
    assert done(batch).lines.get().reason == ""
    assert len(PdfReader(BytesIO(batch.print_file.read())).pages) == 1


def test_nobody_is_no_class(complete: Complete) -> None:
    choice = ClassChoice(complete().release, None)
    with pytest.raises(DomainError, match="Không có ai"):
        start_class(choice, enrolments=[], with_paper=False, by=AccountFactory(), at=now())


def test_files_are_forgotten_after_a_week_and_certificates_are_not(complete: Complete) -> None:
    batch = done(started([complete()]))
    assert forget_files(at=now()) == 0
    assert forget_files(at=now() + timedelta(days=8)) == 1
    batch.refresh_from_db()
    assert not batch.print_file
    assert Certificate.objects.get().pdf.read().startswith(b"%PDF")


def test_the_timetable_sends_a_lost_batch_again(
    complete: Complete, django_capture_on_commit_callbacks: Any
) -> None:
    batch = started([complete()])
    with django_capture_on_commit_callbacks(execute=True):
        assert periodic.requeue_batches() == 1
    batch.refresh_from_db()
    assert batch.state == State.DONE


def test_the_day_of_issue_of_a_class_is_one_day(complete: Complete) -> None:
    people = [complete(), complete()]
    at = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)  # already the new year in the province
    assert {one.register_number for one in issue_many(enrolments=people, at=at)} == {"0001/2027", "0002/2027"}
