"""Guidance goes to units; opening it is a receipt that stays; the sender sees who has not, and may withdraw it."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from common.errors import Conflict, DomainError
from people.guidance_documents import ending_of
from people.models import (
    Account,
    AuditEntry,
    Guidance,
    GuidanceReading,
    GuidanceUnit,
    Notice,
    OrgUnit,
    Scope,
    UnitChange,
    UnitParent,
)
from people.models.org_unit import ChangeKind
from people.services.guidance import remind, send_guidance, withdraw
from tests.factories import AccountFactory, OrgUnitFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)
PDF = b"%PDF-1.7 huong dan"


def word(*more: str) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as book:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            book.writestr(name, "<x/>")
    return target.getvalue()


def officer(unit: OrgUnit, role: str = Scope.Role.HR) -> Account:
    account: Account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=role)
    return account


@pytest.fixture
def province() -> OrgUnit:
    unit: OrgUnit = OrgUnitFactory(level="tinh", kind="tỉnh", full_name="Tỉnh Đồng Nai")
    return unit


@pytest.fixture
def communes(province: OrgUnit) -> list[OrgUnit]:
    made: list[OrgUnit] = [OrgUnitFactory(level="xa", full_name=f"Xã số {n}") for n in range(3)]
    for unit in made:
        UnitParent.objects.create(unit=unit, parent=province, valid_from=date(2020, 1, 1))
    return made


@pytest.fixture
def clerk(province: OrgUnit) -> Account:
    return officer(province)


@pytest.fixture
def guidance(province: OrgUnit, communes: list[OrgUnit], clerk: Account) -> Guidance:
    return send(province, communes[:2], clerk)


def send(sender: OrgUnit, to: list[OrgUnit], by: Account, **more: Any) -> Guidance:
    said = {
        "number": "145/SNV",
        "title": "Đăng ký lớp tập huấn",
        "text": "Gửi trước 15/12",
        "files": [("hd.pdf", PDF)],
    }
    return send_guidance(sender=sender, units={one.pk for one in to}, at=AT, by=by, **said | more)


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(guidance: Guidance) -> str:
    return reverse("guidance_detail", args=[guidance.uuid])


def test_it_is_sent_by_level_tree_and_list_within_the_scope(province, communes, clerk):
    data = {"sender": str(province.uuid), "title": "Hướng dẫn", "under": str(province.uuid), "levels": ["xa"],
            "documents": [SimpleUploadedFile("hd.docx", word())]}  # fmt: skip
    assert client_of(clerk).post(reverse("guidance_new"), data).status_code == 302
    sent = Guidance.objects.get()
    assert {row.unit for row in sent.to.all()} == set(communes)
    assert sent.files.get().name == "hd.docx"
    listed = {"sender": str(province.uuid), "title": "Riêng", "units": [str(communes[1].uuid)]}
    client_of(clerk).post(reverse("guidance_new"), listed)
    assert [row.unit for row in Guidance.objects.get(title="Riêng").to.all()] == [communes[1]]


def test_units_outside_the_scope_cannot_be_chosen(communes):
    other, clerk = OrgUnitFactory(level="xa"), officer(communes[0])
    data = {"sender": str(communes[0].uuid), "title": "x", "units": [str(other.uuid)]}
    answer = client_of(clerk).post(reverse("guidance_new"), data)
    assert answer.status_code == 422
    assert client_of(clerk).post(reverse("guidance_new"), data | {"units": []}).status_code == 422
    assert not Guidance.objects.exists()


def test_each_officer_is_told_once_however_many_units_they_look_after(province, communes, clerk):
    both = officer(communes[0])
    Scope.objects.create(account=both, unit=communes[1])
    send(province, communes, clerk)
    (notice,) = Notice.objects.all()
    assert notice.account == both or notice.person == both.person
    assert "145/SNV" in notice.text


def test_opening_is_the_receipt_of_ones_own_unit_alone_and_only_once(guidance, communes):
    reader = officer(communes[0])
    for _look in range(2):
        assert client_of(reader).get(page(guidance)).status_code == 200
    reading = GuidanceReading.objects.get()
    assert (reading.to.unit, reading.read_by) == (communes[0], reader)


def test_the_senders_own_look_is_no_receipt(guidance, clerk):
    client_of(clerk).get(page(guidance))
    assert not GuidanceReading.objects.exists()


def test_a_leader_of_the_unit_opens_it_too(guidance, communes):
    client_of(officer(communes[0], Scope.Role.LEADER)).get(page(guidance))
    assert GuidanceReading.objects.count() == 1


def test_taking_the_file_is_opening_it(guidance, communes):
    address = reverse("guidance_file", args=[guidance.files.get().uuid])
    answer = client_of(officer(communes[0])).get(address)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert GuidanceReading.objects.count() == 1


def test_a_receipt_is_never_changed_or_erased(guidance, communes):
    client_of(officer(communes[0])).get(page(guidance))
    for deed in (
        lambda: GuidanceReading.objects.update(read_at=AT),
        lambda: GuidanceReading.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


def test_a_unit_that_it_did_not_go_to_sees_nothing_of_it(guidance, communes):
    outsider = client_of(officer(communes[2]))
    assert outsider.get(page(guidance)).status_code == 404
    assert outsider.get(reverse("guidance_file", args=[guidance.files.get().uuid])).status_code == 404
    assert guidance.title not in outsider.get(reverse("guidance_list")).content.decode()
    assert client_of(AccountFactory()).get(reverse("guidance_list")).status_code == 403


def test_who_received_it_sees_no_other_receipts_and_manages_nothing(guidance, communes):
    client = client_of(officer(communes[0]))
    assert communes[1].full_name not in client.get(page(guidance)).content.decode()
    for name in ("guidance_remind", "guidance_withdraw"):
        assert client.post(reverse(name, args=[guidance.uuid]), {"ly_do": "x"}).status_code == 403
    assert client_of(officer(communes[0], Scope.Role.LEADER)).get(reverse("guidance_new")).status_code == 403


def test_the_heir_of_a_merged_commune_opens_it_for_the_old_one(guidance, communes):
    heir = OrgUnitFactory(level="xa", full_name="Xã mới", valid_from=date(2026, 11, 1))
    OrgUnit.objects.filter(pk=communes[0].pk).update(valid_to=date(2026, 11, 1))
    UnitChange.objects.create(
        from_unit=communes[0],
        to_unit=heir,
        kind=ChangeKind.MERGE,
        effective_on=date(2026, 11, 1),
        is_principal=True,
    )
    client_of(officer(heir)).get(page(guidance))
    assert GuidanceReading.objects.get().to.unit == communes[0]


def test_reminding_reaches_who_has_not_opened_it_and_not_twice_a_day(guidance, communes, clerk):
    readers = [officer(unit) for unit in communes[:2]]
    client_of(readers[0]).get(page(guidance))
    assert remind(guidance=guidance, at=AT, by=clerk) == 1
    told = Notice.objects.filter(title__startswith="Nhắc mở").values_list("account", "person")
    assert set(told) == {(None, readers[1].person_id) if readers[1].person_id else (readers[1].pk, None)}
    with pytest.raises(Conflict):
        remind(guidance=guidance, at=AT + timedelta(hours=2), by=clerk)
    assert remind(guidance=guidance, at=AT + timedelta(days=1), by=clerk) == 1


def test_withdrawn_it_gives_out_no_file_takes_no_receipt_and_says_why(guidance, communes, clerk):
    client = client_of(officer(communes[0]))
    with pytest.raises(DomainError, match="lý do"):
        withdraw(guidance=guidance, reason=" ", at=AT, by=clerk)
    withdraw(guidance=guidance, reason="Nhầm phụ lục", at=AT, by=clerk)
    assert client.get(reverse("guidance_file", args=[guidance.files.get().uuid])).status_code == 410
    assert "Nhầm phụ lục" in client.get(page(guidance)).content.decode()
    assert not GuidanceReading.objects.exists()
    for deed in (withdraw, remind):
        with pytest.raises(Conflict):
            deed(guidance=guidance, at=AT, by=clerk, **({"reason": "x"} if deed is withdraw else {}))
    assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"guidance_sent", "guidance_withdrawn"}


def test_the_sender_takes_the_receipts_along_and_a_leader_does_not(guidance, communes, clerk, province):
    client_of(officer(communes[0])).get(page(guidance))
    answer = client_of(clerk).get(page(guidance), {"xuat": "xlsx"})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[arg-type]
    assert book
    rows = [[cell.value for cell in row] for row in book.iter_rows()]
    assert {(row[0], row[1] or "") for row in rows} >= {("Xã số 0", "x"), ("Xã số 1", "")}
    leader = officer(province, Scope.Role.LEADER)
    assert client_of(leader).get(page(guidance), {"xuat": "xlsx"}).status_code == 403


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"MZ\x90", "PDF hoặc Word"),
        (b"<html>%PDF-", "PDF hoặc Word"),
        (b"%PDF-1.7 /OpenAction << /S /JavaScript >>", "mã chạy"),
        (b"PK\x03\x04 hong", "hỏng"),
        (word("word/vbaProject.bin"), "macro"),
        (word("word/embeddings/x.bin"), "tệp nhúng"),
    ],
)
def test_a_file_that_could_run_or_is_another_thing_is_refused(data, why):
    with pytest.raises(DomainError, match=why):
        ending_of(data)


def test_any_zip_and_a_file_over_the_limit_are_refused(settings):
    target = BytesIO()
    with ZipFile(target, "w") as book:
        book.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(DomainError, match="PDF hoặc Word"):
        ending_of(target.getvalue())
    settings.GUIDANCE_FILE_MAX_BYTES = 5
    with pytest.raises(DomainError, match="lớn quá"):
        ending_of(PDF)


def test_a_refused_file_sends_nothing(province, communes, clerk):
    data = {"sender": str(province.uuid), "title": "x", "units": [str(communes[0].uuid)],
            "documents": [SimpleUploadedFile("hd.pdf", PDF), SimpleUploadedFile("xau.pdf", b"MZ")]}  # fmt: skip
    answer = client_of(clerk).post(reverse("guidance_new"), data)
    assert answer.status_code == 422
    assert "xau.pdf" in answer.content.decode()
    assert not Guidance.objects.exists()


@pytest.mark.parametrize("query", ["", "?muc=da-gui"])
def test_both_lists_ask_a_fixed_number_of_queries(province, communes, clerk, query):
    reader = client_of(officer(communes[0]) if not query else clerk)
    address = reverse("guidance_list") + query

    def asked() -> int:
        reader.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert "145/SNV" in reader.get(address).content.decode()
        return len(queries)

    send(province, communes, clerk)
    few = asked()
    for _more in range(5):
        send(province, communes, clerk)
    assert asked() == few


def test_the_list_of_receipts_asks_a_fixed_number_of_queries(province, clerk):
    def asked(number: int) -> int:
        units = [OrgUnitFactory(level="xa") for _one in range(number)]
        made, client = send(province, units, clerk), client_of(clerk)
        client.get(page(made))
        with CaptureQueriesContext(connection) as queries:
            client.get(page(made))
        return len(queries)

    assert asked(2) == asked(9)
    assert GuidanceUnit.objects.count() == 11
