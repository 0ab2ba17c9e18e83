"""Files of lists: the rows of the page, no formula, for their maker alone, made anew after a kill, and forgotten."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from common.clock import now, today
from common.unmapped import mapped
from people.models import Account, AuditEntry, OrgUnit, Person, Scope
from reports import periodic
from reports.models import ExportFile, Target
from reports.models.export import storage_of_files
from reports.services.exporting import work, writing
from reports.views import exports as page_module
from tests.factories import PostingFactory

pytestmark = pytest.mark.django_db
NEW, LIST = "/nhan-su/tep-da-xuat/moi/", "/nhan-su/tep-da-xuat/"


@pytest.fixture
def desk(client: Client, officer: Account, desk_target: Target) -> Client:
    client.force_login(officer)
    return client


def ask(desk: Client, form: str, kind: str = "nguoi", loc: str = "") -> bytes:
    answer = desk.post(NEW, {"loai": kind, "dang": form, "nguon": "cbql-100", "loc": loc}, follow=True)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_csv_holds_the_rows_of_the_page_and_no_formula(desk: Client) -> None:
    rows = rows_of(ask(desk, "csv"))
    assert [row[1] for row in rows[1:]] == ["Nguyễn Thị Hồng Ánh", "'=Trần Văn Cường"]
    assert ExportFile.objects.get().rows == 2


def test_filters_order_and_columns_of_the_page_are_those_of_the_file(desk: Client) -> None:
    rows = rows_of(ask(desk, "csv", loc="sort=-ten&cot=ma&loai=con-thieu"))
    assert rows[0][:3] == ["STT", "Họ và tên", "Mã cán bộ"]
    assert rows[1][1] == "'=Trần Văn Cường"
    assert len(rows_of(ask(desk, "csv", loc="tim=hong+anh"))) == 2


def test_the_workbook_opens_and_its_text_is_text(desk: Client) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(ask(desk, "xlsx")))
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "=Trần Văn Cường" in cells


def test_the_printed_list_has_the_offices_head_and_page_numbers(desk: Client) -> None:
    sheet = PdfReader(io.BytesIO(ask(desk, "pdf"))).pages[0]
    text = sheet.extract_text()
    assert sheet.mediabox.width > sheet.mediabox.height
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH ĐỒNG NAI", "Hồng Ánh", "Trang 1/"):
        assert words in text


def test_units_are_exported_with_their_figures(desk: Client) -> None:
    rows = rows_of(ask(desk, "csv", kind="don-vi", loc="cap=xa"))
    assert {row[2] for row in rows[1:]} == {"Xã Xuân Định", "Xã Long Phước"}


def test_the_list_of_cadres_is_exported_within_the_scope(
    client: Client, commune_officer: Account, desk_target: Target
) -> None:
    client.force_login(commune_officer)
    names = [row[1] for row in rows_of(ask(client, "csv", kind="can-bo"))[1:]]
    assert names == ["Nguyễn Thị Hồng Ánh"]


def test_a_long_list_is_left_to_the_worker(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "AT_ONCE", 1)
    answer = desk.post(NEW, {"loai": "nguoi", "dang": "csv", "nguon": "cbql-100", "loc": ""})
    assert answer["Location"] == LIST
    assert 'hx-trigger="every 2s"' in desk.get(LIST).content.decode()
    periodic.make_export(ExportFile.objects.get().pk)
    assert "Tải về" in desk.get(LIST).content.decode()


def test_a_killed_export_is_made_anew_and_says_so(
    desk: Client, officer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(desk, "csv")
    ExportFile.objects.update(
        state="running", file="", leased_until=now() - timedelta(seconds=1), lease=None, begun=1
    )
    assert work.run(ExportFile.objects.get().pk, now)
    assert "lập lại từ đầu lần 2" in desk.get(LIST).content.decode()
    assert ExportFile.objects.get().state == "done"


def test_a_file_that_lacks_a_row_is_not_kept(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing.write
    monkeypatch.setattr(work, "write", lambda *args: real(*args) - 1)
    desk.post(NEW, {"loai": "nguoi", "dang": "csv", "nguon": "cbql-100", "loc": ""})
    export = ExportFile.objects.get()
    assert (export.state, bool(export.file)) == ("failed", False)
    assert "Ghi được 1 dòng" in desk.get(LIST).content.decode()


def test_a_workbook_longer_than_a_sheet_is_refused_with_a_word(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "SHEET_MOST", 1)
    desk.post(NEW, {"loai": "nguoi", "dang": "xlsx", "nguon": "cbql-100", "loc": ""})
    assert ExportFile.objects.get().state == "failed"
    assert "một trang Excel chứa được" in desk.get(LIST).content.decode()


def test_nobody_but_the_maker_gets_the_file(desk: Client, commune_officer: Account) -> None:
    ask(desk, "csv")
    stranger = Client()
    stranger.force_login(commune_officer)
    address = f"{LIST}{ExportFile.objects.get().uuid}/tai/"
    assert stranger.get(address).status_code == 404
    assert desk.get(address).status_code == 200


def test_whose_scope_became_smaller_gets_the_old_file_no_more(
    desk: Client, officer: Account, xuan_dinh: OrgUnit
) -> None:
    ask(desk, "csv")
    Scope.objects.filter(account=officer).update(valid_to=today() - timedelta(days=1))
    Scope.objects.create(account=officer, unit=xuan_dinh)
    assert desk.get(f"{LIST}{ExportFile.objects.get().uuid}/tai/").status_code == 403


def test_a_leader_exports_nothing(client: Client, xuan_dinh: OrgUnit, desk_target: Target) -> None:
    scope = Scope.objects.create(account=Account.objects.create(username="ld"), unit=xuan_dinh, role="leader")
    client.force_login(scope.account)
    assert client.post(NEW, {"loai": "nguoi", "dang": "csv", "nguon": "cbql-100"}).status_code == 403


def test_every_fetch_is_written_down(desk: Client) -> None:
    ask(desk, "csv")
    entry = AuditEntry.objects.get(action="list_exported")
    assert (entry.count, entry.detail["form"]) == (2, "csv")


def test_files_are_forgotten_after_some_days(desk: Client) -> None:
    ask(desk, "csv")
    name = ExportFile.objects.get().file.name
    periodic.forget_files()
    assert storage_of_files().exists(str(name))
    ExportFile.objects.update(finished_at=now() - timedelta(days=8))
    periodic.forget_files()
    assert not storage_of_files().exists(str(name))
    assert "hết hạn giữ" in desk.get(LIST).content.decode()


@pytest.mark.parametrize("asked", [{"dang": "doc"}, {"loai": "la"}, {"nguon": "khong-co"}])
def test_what_cannot_be_made_is_refused(desk: Client, asked: dict[str, str]) -> None:
    given = {"loai": "nguoi", "dang": "csv", "nguon": "cbql-100", "loc": "", **asked}
    assert desk.post(NEW, given).status_code in (400, 404)
    assert not ExportFile.objects.exists()


def test_the_list_of_files_costs_few_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        ask(desk, "csv")
    with django_assert_max_num_queries(14):
        desk.get(LIST)


def test_the_people_of_a_list_stand_in_the_order_of_the_chosen_column(
    desk: Client, long_phuoc: OrgUnit
) -> None:
    PostingFactory(unit=long_phuoc, person__full_name="Phạm An")
    page = desk.get("/nhan-su/chi-tieu/cbql-100/danh-sach/?sort=-don-vi&cot=don-vi").content.decode()
    assert page.index("Hồng Ánh") < page.index("Phạm An")
    assert 'aria-sort="descending"' in page
    assert "Ngày hoàn thành</a>" not in page


def test_the_file_is_read_without_a_mapping_which_comes_back(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, seen = mapped(), []
    real = writing.write
    monkeypatch.setattr(work, "write", lambda *args: seen.append(mapped()) or real(*args))
    ask(desk, "csv")
    assert (seen, mapped()) == ([0], before)


def test_years_of_birth_are_those_of_the_register(desk: Client) -> None:
    Person.objects.filter(full_name="Nguyễn Thị Hồng Ánh").update(birth_on=date(1985, 3, 5), birth_year=None)
    Person.objects.filter(full_name="=Trần Văn Cường").update(birth_on=None, birth_year=1979)
    rows = rows_of(ask(desk, "csv", loc="cot=nam-sinh"))
    assert [row[2] for row in rows] == ["Năm sinh", "1985", "1979"]
