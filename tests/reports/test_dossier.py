"""The evidence of a unit as one zip: everything of the unit, nothing of another, each file named with its digest."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from python_calamine import CalamineWorkbook

from certificates.models import Certificate
from common.clock import now
from courses.models import EvidenceFile
from people.models import Account, AuditEntry, OrgUnit, Scope
from reports import periodic
from reports.models import ExportFile, JobState, Target
from tests.factories import EnrolmentFactory, PersonFactory, PostingFactory
from tests.factories.surveys import SurveyFactory
from tests.factories.training import SeatFactory, TrainingFactory

pytestmark = pytest.mark.django_db
NEW, LIST = "/nhan-su/tep-da-xuat/moi/", "/nhan-su/tep-da-xuat/"


def certificate(unit: OrgUnit, number: int, name: str, pdf: bytes | None = b"%PDF-1.7 giay") -> Certificate:
    person = PersonFactory(full_name=name)
    PostingFactory(person=person, unit=unit)
    made = Certificate.objects.create(
        serial=f"S{number}", enrolment=EnrolmentFactory(learner=person), office=unit, year=2026, number=number,
        issued_on=now().date(), issued_at=now(), facts={"name": name},
    )  # fmt: skip
    if pdf is not None:
        made.pdf.save(f"{number}.pdf", ContentFile(pdf))
    return made


def closed_class(unit: OrgUnit, title: str) -> Any:
    training = TrainingFactory(lead_unit=unit, title=title)
    type(training).objects.filter(pk=training.pk).update(state="closed", closed_at=now())
    EvidenceFile.objects.create(
        session=training, kind="photo", name="Ảnh lớp.JPG", file=ContentFile(b"anh", "anh.jpg"), size=3,
        sha256=hashlib.sha256(title.encode()).hexdigest(), uploaded_at=now(),
    )  # fmt: skip
    return training


@pytest.fixture
def evidence(desk_target: Target, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> None:
    certificate(xuan_dinh, 1, "Lê Thị Bình")
    certificate(long_phuoc, 2, "Người Xã Khác")
    SeatFactory(
        session=closed_class(xuan_dinh, "Lớp Xuân Định"), person=PostingFactory(unit=xuan_dinh).person
    )
    closed_class(long_phuoc, "Lớp Long Phước")
    SurveyFactory(owner=xuan_dinh, title="Ý kiến xã")
    SurveyFactory(owner=long_phuoc, title="Ý kiến xã khác")


@pytest.fixture
def desk(client: Client, commune_officer: Account, evidence: None) -> Client:
    client.force_login(commune_officer)
    return client


def asked(unit: OrgUnit, **more: Any) -> dict[str, Any]:
    return {"loai": "ho-so", "dang": "zip", "nguon": unit.uuid} | more


def bundle(desk: Client, unit: OrgUnit) -> ZipFile:
    assert desk.post(NEW, asked(unit))["Location"] == LIST
    periodic.make_export(ExportFile.objects.get().pk)
    export = ExportFile.objects.get()
    assert export.state == JobState.DONE, export.reason
    answer = desk.get(f"{LIST}{export.uuid}/tai/")
    assert answer["Content-Type"] == "application/zip"
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]


def cells(packed: ZipFile, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(packed.read(name))).get_sheet_by_index(0).to_python()


def test_the_zip_holds_each_kind_of_evidence_of_the_unit(desk: Client, xuan_dinh: OrgUnit) -> None:
    packed = bundle(desk, xuan_dinh)
    assert packed.testzip() is None
    tops = [name.split("/")[0] for name in packed.namelist()]
    assert tops == [
        "1-can-bo.xlsx", "2-giay-chung-nhan", "3-lop-tap-huan.xlsx", "4-giay-to-va-anh", "5-phieu-lay-y-kien",
        "0-muc-luc.xlsx",
    ]  # fmt: skip
    assert packed.read(packed.namelist()[1]) == b"%PDF-1.7 giay"


def test_nothing_of_another_unit_is_inside(desk: Client, xuan_dinh: OrgUnit) -> None:
    packed = bundle(desk, xuan_dinh)
    told = " ".join(packed.namelist())
    for name in packed.namelist():
        if name.endswith(".xlsx"):
            told += " ".join(str(cell) for row in cells(packed, name) for cell in row)
    assert "Lê Thị Bình" in told
    assert "Lớp Xuân Định" in told
    for strange in ("Người Xã Khác", "Lớp Long Phước", "Ý kiến xã khác", "Cường"):
        assert strange not in told


def test_the_index_names_every_file_with_its_digest(desk: Client, xuan_dinh: OrgUnit) -> None:
    packed = bundle(desk, xuan_dinh)
    rows = {row[2]: row for row in cells(packed, "0-muc-luc.xlsx") if len(row) > 4 and row[4]}
    for name in packed.namelist():
        if name != "0-muc-luc.xlsx":
            content = packed.read(name)
            assert rows[name][3:5] == [len(content), hashlib.sha256(content).hexdigest()]
    assert len(packed.namelist()) == ExportFile.objects.get().rows


def test_a_lost_file_is_said_and_the_rest_is_there(desk: Client, xuan_dinh: OrgUnit, tmp_path: Path) -> None:
    certificate(xuan_dinh, 3, "Chưa Có Tệp", pdf=None)
    lost = certificate(xuan_dinh, 4, "Mất Tệp")
    lost.pdf.storage.delete(lost.pdf.name)
    packed = bundle(desk, xuan_dinh)
    told = [str(row[2]) for row in cells(packed, "0-muc-luc.xlsx") if len(row) > 2]
    assert [text.split(":")[0] for text in told if ": 2-" in text] == ["chưa có tệp", "thiếu tệp"]
    assert len([name for name in packed.namelist() if name.startswith("2-")]) == 1


def test_two_certificates_of_one_number_do_not_overwrite_each_other(
    desk: Client, xuan_dinh: OrgUnit, province: OrgUnit
) -> None:
    twin = certificate(xuan_dinh, 9, "Lê Thị Bình")
    Certificate.objects.filter(pk=twin.pk).update(number=1, office=province)
    names = bundle(desk, xuan_dinh).namelist()
    assert len(set(names)) == len(names)


def test_an_empty_unit_gives_a_whole_dossier(client: Client, officer: Account, long_phuoc: OrgUnit) -> None:
    client.force_login(officer)
    assert len(bundle(client, long_phuoc).namelist()) == 3


def test_progress_is_told_file_by_file(desk: Client, xuan_dinh: OrgUnit) -> None:
    desk.post(NEW, asked(xuan_dinh))
    assert ExportFile.objects.get().total == 6
    assert 'hx-trigger="every 2s"' in desk.get(LIST).content.decode()


def test_another_units_dossier_and_other_forms_are_refused(
    desk: Client, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    assert desk.post(NEW, asked(long_phuoc)).status_code == 404
    assert desk.post(NEW, asked(xuan_dinh, nguon="x")).status_code == 404
    assert desk.post(NEW, asked(xuan_dinh, dang="csv")).status_code == 400
    assert desk.post(NEW, {"loai": "can-bo", "dang": "zip", "loc": ""}).status_code == 400
    assert not ExportFile.objects.exists()


def test_who_only_looks_takes_nothing_out(desk: Client, commune_officer: Account, xuan_dinh: OrgUnit) -> None:
    Scope.objects.filter(account=commune_officer).update(role=Scope.Role.LEADER)
    assert desk.post(NEW, asked(xuan_dinh)).status_code == 403
    assert "ho-so" not in desk.get(f"/nhan-su/don-vi/{xuan_dinh.uuid}/").content.decode()


def test_a_right_that_ended_while_it_waited_makes_no_file(
    desk: Client, commune_officer: Account, xuan_dinh: OrgUnit
) -> None:
    desk.post(NEW, asked(xuan_dinh))
    Scope.objects.filter(account=commune_officer).update(valid_to=now().date() - timedelta(days=1))
    periodic.make_export(ExportFile.objects.get().pk)
    export = ExportFile.objects.get()
    assert (export.state, bool(export.file)) == (JobState.FAILED, False)


def test_fetching_it_is_in_the_log(desk: Client, xuan_dinh: OrgUnit) -> None:
    bundle(desk, xuan_dinh)
    assert AuditEntry.objects.filter(action="list_exported", detail__list="ho-so").exists()
