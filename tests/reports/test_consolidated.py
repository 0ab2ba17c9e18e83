"""The consolidated report: text from figures, the officer's words over it, three files that never change once issued."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from common.errors import Conflict, DomainError
from courses.models import Enrolment, LearningEvent
from courses.services.record import append_event
from people.models import Account, OrgUnit, Person, Posting
from reports.documents.consolidated import paper_of
from reports.documents.figures_told import change, counted, listed, share
from reports.documents.nd30 import Paper, ended, place_and_day, symbol_of
from reports.documents.report_docx import report_docx
from reports.documents.report_pdf import report_pdf
from reports.documents.report_xlsx import report_xlsx
from reports.documents.wording import pattern_of
from reports.models import Consolidated, IssuedFile, LegalBasis, ReportCycle, Target
from reports.queries.consolidating import material_of
from reports.queries.differences import differences_of
from reports.services.consolidated import Signing, Written, file_in, issue, present, save_consolidated
from reports.services.cycles import open_cycle
from reports.services.runs import freeze_cycle
from reports.services.unit_reports import submit_unit_report
from tests.factories import OrgUnitFactory

pytestmark = pytest.mark.django_db
OPENED = datetime(2026, 5, 20, tzinfo=UTC)
FROZEN = datetime(2026, 6, 14, 9, tzinfo=UTC)
LATER = datetime(2026, 8, 1, tzinfo=UTC)
SIGNING = Signing("7", "BC-UBND", date(2026, 6, 15), "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Lê Thị Hằng")


def complete(name: str, on: datetime, known: datetime | None = None) -> LearningEvent:
    enrolment = Enrolment.objects.get(learner__full_name__endswith=name)
    return append_event(
        enrolment=enrolment, kind="activity_completed", activity=enrolment.release.items.get().activity,
        version=1, occurred_at=on, recorded_at=known or on, evidence={"rule": "read", "seconds": 60},
    )  # fmt: skip


@pytest.fixture
def cycle(desk_target: Target, xuan_dinh: OrgUnit) -> ReportCycle:
    LegalBasis.objects.create(
        kind="Kế hoạch",
        symbol="202/KH-UBND",
        issued_on=date(2023, 8, 18),
        issuer="Ủy ban nhân dân tỉnh",
        about="về NTM",
    )
    complete("Ánh", datetime(2026, 3, 10, tzinfo=UTC))
    cycle = open_cycle(year=2026, half="6-thang", at=OPENED, by=None)
    said = {"done": "Mở 3 lớp", "hindrances": "Thiếu <máy> & mạng", "extra": {"Số lớp": 1234}}
    submit_unit_report(report=cycle.unit_reports.get(unit=xuan_dinh), said=said, at=OPENED, by=None)
    return cycle


@pytest.fixture
def frozen(cycle: ReportCycle) -> ReportCycle:
    freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    return ReportCycle.objects.get()


def issued(cycle: ReportCycle) -> Consolidated:
    present(report=cycle.consolidated, at=FROZEN, by=None)
    return issue(report=cycle.consolidated, signing=SIGNING, at=LATER, by=None)


def texts(cycle: ReportCycle, at: datetime = FROZEN) -> dict[str, str]:
    return {part.key: part.text for part in pattern_of(material_of(cycle, at))}


def test_the_text_says_the_figures(frozen: ReportCycle) -> None:
    said = texts(frozen)
    assert said["trien-khai"] == "Có 1/2 đơn vị đã gửi báo cáo theo quy định; còn xã Long Phước chưa gửi."
    told = said["chi-tieu-cbql-100"]
    assert "Có 1/2 người hoàn thành, đạt tỷ lệ 50%; còn 1 người chưa hoàn thành." in told
    assert "cao nhất: xã Xuân Định 1/1 (100%)" in told
    assert "thấp nhất: xã Long Phước 0/1 (0%)" in told
    assert "1 đơn vị nêu khó khăn, vướng mắc (xã Xuân Định)" in said["kho-khan"]
    assert said["ket"].endswith("./.")


def test_it_compares_with_the_cycle_before(frozen: ReportCycle) -> None:
    complete("Cường", datetime(2026, 7, 1, tzinfo=UTC))
    december = datetime(2026, 12, 1, tzinfo=UTC)
    cycle = open_cycle(year=2026, half="nam", at=december, by=None)
    freeze_cycle(cycle=cycle, at=december + timedelta(days=13), by=None)
    told = texts(ReportCycle.objects.get(half="nam"))["chi-tieu-cbql-100"]
    assert "đạt tỷ lệ 100%, tăng 50,0 điểm phần trăm so với kỳ báo cáo trước (50%)" in told


def test_excluded_people_are_told_by_reason_not_by_name(cycle: ReportCycle) -> None:
    enrolment = Enrolment.objects.get(learner__full_name__endswith="Cường")
    append_event(
        enrolment=enrolment,
        kind="excused",
        occurred_at=OPENED,
        recorded_at=OPENED,
        evidence={"reason": "Nghỉ thai sản"},
    )
    freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    paper = paper_of(cycle.consolidated, FROZEN, material_of(ReportCycle.objects.get(), FROZEN))
    assert "Không tính 1 người vì: Nghỉ thai sản (1 người)." in [block.text for block in paper.blocks]
    [third] = [annex for annex in paper.annexes if annex.number == "III"]
    assert third.rows == [["100 % cán bộ quản lý", "Xã Long Phước", "Nghỉ thai sản", "1"]]
    assert "Cường" not in str(paper)


def test_nobody_counts_is_a_sentence(cycle: ReportCycle) -> None:
    Posting.objects.all().delete()
    freeze_cycle(cycle=cycle, at=FROZEN, by=None)
    cycle = ReportCycle.objects.get()
    assert "không có người nào thuộc diện" in texts(cycle)["chi-tieu-cbql-100"]
    assert report_pdf(paper_of(cycle.consolidated, FROZEN)).startswith(b"%PDF")


def test_the_officers_words_stay_and_the_pattern_comes_back(cycle: ReportCycle) -> None:
    report = cycle.consolidated
    told = texts(cycle, OPENED) | {"nhiem-vu": "Mở lớp vào buổi tối."}
    save_consolidated(report=report, written=Written(told), at=OPENED, by=None)
    report.refresh_from_db()
    assert report.texts == {"nhiem-vu": "Mở lớp vào buổi tối."}
    assert "Mở lớp vào buổi tối." in str(paper_of(report, OPENED))
    save_consolidated(report=report, written=Written(told, reset="nhiem-vu"), at=OPENED, by=None)
    report.refresh_from_db()
    assert report.texts == {}


@pytest.mark.parametrize(
    ("day", "line"), [(date(2026, 4, 29), "TỈNH ĐỒNG NAI"), (date(2026, 4, 30), "THÀNH PHỐ ĐỒNG NAI")]
)
def test_the_header_is_that_of_the_day(cycle: ReportCycle, province: OrgUnit, day: date, line: str) -> None:
    OrgUnit.objects.filter(pk=province.pk).update(valid_to=date(2026, 4, 30))
    OrgUnitFactory(
        code="75",
        kind="thành phố",
        level="tinh",
        name="Đồng Nai",
        full_name="Thành phố Đồng Nai",
        valid_from=date(2026, 4, 30),
    )
    report = cycle.consolidated
    report.issued_on, report.number = day, "3"
    paper = paper_of(report, FROZEN)
    assert paper.issuer == ["ỦY BAN NHÂN DÂN", line]
    assert (paper.symbol, paper.mark) == ("03/BC-UBND", "")


def becomes_a_city(province: OrgUnit, day: date) -> None:
    OrgUnit.objects.filter(pk=province.pk).update(valid_to=day)
    OrgUnitFactory(
        code="75",
        kind="thành phố",
        level="tinh",
        name="Đồng Nai",
        full_name="Thành phố Đồng Nai",
        valid_from=day,
    )


def said(paper: Paper) -> str:
    """Everything in which the paper names whoever issues it."""
    return " ".join(
        [*paper.issuer, paper.reference, paper.issuer_running, *(one.text for one in paper.blocks)]
    )


@pytest.mark.parametrize(
    ("change", "issued_on", "name", "formerly"),
    [
        (date(2026, 4, 30), date(2026, 6, 15), "thành phố Đồng Nai", ""),  # all of it after the change
        (date(2026, 7, 1), date(2026, 6, 15), "tỉnh Đồng Nai", ""),  # all of it before
        (
            date(2026, 7, 1),
            date(2026, 7, 20),
            "thành phố Đồng Nai",
            "tỉnh Đồng Nai",
        ),  # figures before, paper after
        (date(2026, 7, 1), None, "thành phố Đồng Nai", "tỉnh Đồng Nai"),  # a draft read today
    ],
)
def test_a_paper_names_its_issuer_by_the_day_of_issue_and_once_what_it_was(
    frozen: ReportCycle, province: OrgUnit, change: date, issued_on: date | None, name: str, formerly: str
) -> None:
    becomes_a_city(province, change)
    report = Consolidated.objects.get()
    report.issued_on = issued_on
    paper = paper_of(report, LATER)
    text = said(paper)
    assert paper.issuer[1] == name.upper()
    assert paper.issuer_running == f"Ủy ban nhân dân {name}"
    assert paper.blocks[0].text.startswith(f"Ủy ban nhân dân {name} ")
    assert paper.blocks[-1].text.endswith(f"của Ủy ban nhân dân {name}./.")
    other = {"thành phố Đồng Nai": "tỉnh Đồng Nai", "tỉnh Đồng Nai": "thành phố Đồng Nai"}[name]
    assert text.lower().count(other.lower()) == (1 if formerly else 0)
    if formerly:
        assert f"(trước ngày 01/07/2026 là Ủy ban nhân dân {formerly}) báo cáo" in paper.blocks[0].text


def test_the_form_of_the_text_shows_the_names_of_its_preview(frozen: ReportCycle, province: OrgUnit) -> None:
    becomes_a_city(province, date(2026, 7, 1))
    shown = {part.key: part.text for part in pattern_of(material_of(ReportCycle.objects.get(), LATER))}
    assert "thành phố Đồng Nai (trước ngày 01/07/2026" in shown["mo-dau"]
    assert shown["mo-dau"] == paper_of(Consolidated.objects.get(), LATER).blocks[0].text


def test_only_frozen_figures_are_presented_and_only_what_was_presented_is_issued(cycle: ReportCycle) -> None:
    with pytest.raises(DomainError, match="Chưa chốt số liệu"):
        present(report=cycle.consolidated, at=FROZEN, by=None)
    with pytest.raises(Conflict, match="Dự thảo"):
        issue(report=cycle.consolidated, signing=SIGNING, at=LATER, by=None)


@pytest.mark.parametrize(
    ("signing", "sentence"),
    [
        (Signing("mười", "BC-UBND", date(2026, 6, 15), "TM.", "A"), "là một số"),
        (Signing("7", "BC-UBND", date(2026, 6, 1), "TM.", "A"), "Ngày ban hành"),
        (Signing("7", "BC-UBND", date(2027, 6, 1), "TM.", "A"), "Ngày ban hành"),
    ],
)
def test_a_wrong_number_or_day_is_refused(frozen: ReportCycle, signing: Signing, sentence: str) -> None:
    present(report=frozen.consolidated, at=FROZEN, by=None)
    with pytest.raises(DomainError, match=sentence):
        issue(report=frozen.consolidated, signing=signing, at=LATER, by=None)
    assert not IssuedFile.objects.exists()


def test_what_was_issued_never_changes(frozen: ReportCycle, xuan_dinh: OrgUnit) -> None:
    report = issued(frozen)
    before = {form: file_in(report, form, LATER) for form in ("docx", "pdf", "xlsx")}
    complete("Cường", datetime(2026, 3, 1, tzinfo=UTC), known=LATER)
    OrgUnit.objects.update(full_name="Xã đã đổi tên")
    assert before == {form: file_in(report, form, LATER + timedelta(days=300)) for form in before}
    with pytest.raises(Conflict, match="đã ban hành"):
        save_consolidated(report=report, written=Written({}), at=LATER, by=None)
    other = frozen.unit_reports.exclude(unit=xuan_dinh).get()
    with pytest.raises(Conflict, match="đã ban hành"):
        submit_unit_report(report=other, said={"done": "x"}, at=LATER, by=None)


def test_the_word_file_holds_the_parts_of_the_decree(frozen: ReportCycle) -> None:
    report = issued(frozen)
    with zipfile.ZipFile(io.BytesIO(file_in(report, "docx", LATER))) as file:
        document = file.read("word/document.xml").decode()
        for name in file.namelist():
            ElementTree.fromstring(file.read(name))
    places = [
        document.index(text)
        for text in (
            "ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
            "Số: 07/BC-UBND", "Đồng Nai, ngày 15 tháng 6 năm 2026", "BÁO CÁO", "Căn cứ Kế hoạch số 202/KH-UBND",
            "I. CÔNG TÁC TRIỂN KHAI", "./.", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "Lê Thị Hằng", ">Phụ lục I<",
        )
    ]  # fmt: skip
    assert places == sorted(places)
    assert "Thiếu &lt;máy&gt; &amp; mạng" in document
    assert document.count("<w:titlePg/>") == 1
    assert 'w:orient="landscape"' in document


def test_the_pdf_has_no_number_on_its_first_page_and_lies_down_where_wide(frozen: ReportCycle) -> None:
    reader = pypdf.PdfReader(io.BytesIO(file_in(issued(frozen), "pdf", LATER)))
    first, second = (page.extract_text() for page in reader.pages[:2])
    assert "Độc lập - Tự do - Hạnh phúc" in first
    assert not first.strip().startswith("1")
    assert "2" in second.splitlines()
    sizes = {(page.mediabox.width > page.mediabox.height) for page in reader.pages}
    assert sizes == {True, False}
    assert "Thiếu <máy> & mạng" in "".join(page.extract_text() for page in reader.pages).replace("\n", " ")


def test_the_workbook_has_numbers_as_numbers(frozen: ReportCycle) -> None:
    book = load_workbook(io.BytesIO(file_in(issued(frozen), "xlsx", LATER)))
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]
    rows = [[cell.value for cell in row] for row in book["Phụ lục I"].iter_rows()]
    assert [value if value is not None else "" for value in rows[-1]] == ["", "Tổng số", 1, 2, 0.5]


def test_an_officer_who_reads_english_writes_a_vietnamese_report(frozen: ReportCycle) -> None:
    paper = paper_of(frozen.consolidated, FROZEN)
    with translation.override("en"):
        assert paper_of(frozen.consolidated, FROZEN) == paper


def test_the_same_paper_is_the_same_file(frozen: ReportCycle) -> None:
    paper = paper_of(frozen.consolidated, FROZEN)
    for make in (report_docx, report_pdf):
        assert make(paper) == make(paper)
    assert report_xlsx(paper)


def test_annex_one_adds_up(frozen: ReportCycle) -> None:
    annexes = {annex.number: annex for annex in paper_of(frozen.consolidated, FROZEN).annexes}
    assert [row[1:] for row in annexes["I"].rows] == [
        ["Xã Long Phước", "0", "1", "0%"], ["Xã Xuân Định", "1", "1", "100%"], ["Tổng số", "1", "2", "50%"],
    ]  # fmt: skip
    assert [row[1:] for row in annexes["II"].rows] == [["Cấp xã", "1", "2", "50%"], ["Cộng", "1", "2", "50%"]]
    assert annexes["IV"].rows[1][3:5] == ["Mở 3 lớp\nSố lớp: 1.234", "Thiếu <máy> & mạng"]


# --- small words


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 6, 5), "Đồng Nai, ngày 05 tháng 6 năm 2026"),
        (date(2026, 2, 15), "Đồng Nai, ngày 15 tháng 02 năm 2026"),
        (None, "Đồng Nai, ngày … tháng … năm …"),
    ],
)
def test_days_are_written_as_the_decree_asks(day: date | None, text: str) -> None:
    assert place_and_day("Đồng Nai", day) == text


def test_small_words() -> None:
    assert symbol_of("", "BC-UBND") == "…/BC-UBND"
    assert ended(["- Bộ A", " B; ", ""]) == ["Bộ A;", "B."]
    assert listed(["a", "b", "c"]) == "a, b và c"
    assert listed(list("abcdefg")) == "a, b, c, d, e và 2 đơn vị khác"
    none, most = {"numerator": 0, "denominator": 0}, {"numerator": 1999, "denominator": 2000}
    assert (share(none), share(most), counted(most)) == ("–", "99,9%", "1.999/2.000 (99,9%)")
    assert change(most, none) == ""
    assert "không thay đổi" in change(most, most)
    assert "giảm 50,0 điểm" in change({"numerator": 1, "denominator": 2}, {"numerator": 2, "denominator": 2})


# --- differences


def test_each_difference_names_its_cause(
    frozen: ReportCycle, long_phuoc: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    complete("Cường", datetime(2026, 3, 1, tzinfo=UTC), known=FROZEN + timedelta(days=3))
    hong = Person.objects.get(full_name__endswith="Ánh")
    Posting.objects.filter(person=hong).update(ends_on=date(2026, 5, 1))
    found = differences_of(frozen.run, LATER)
    by_member = {item.member: item for item in found.items}
    assert len(by_member) == 2
    cuong = by_member[str(Person.objects.get(full_name__endswith="Cường").uuid)]
    assert (cuong.was, cuong.now) == ("Còn thiếu · 26413", "Hoàn thành 01/03/2026 · 26413")
    assert cuong.why.startswith("Hoàn thành bài ngày 01/03/2026, ghi nhận")
    gone = by_member[str(hong.uuid)]
    assert (gone.now, "thành 01/01/2024" in gone.why or "– 01/05/2026" in gone.why) == ("không tính", True)
    [(_title, then, now)] = found.totals
    assert ((then["numerator"], then["denominator"]), (now["numerator"], now["denominator"])) == (
        (1, 2),
        (1, 1),
    )  # type: ignore[index]


def test_without_changes_there_is_no_difference(frozen: ReportCycle) -> None:
    assert differences_of(frozen.run, LATER).items == []


# --- pages


def test_draft_preview_issue_and_download(client: Client, officer: Account, frozen: ReportCycle) -> None:
    client.force_login(officer)
    address = "/nhan-su/bao-cao/2026-6-thang/tong-hop/"
    page = client.get(address).content.decode()
    assert "DỰ THẢO" not in page
    assert "Có 1/2 người hoàn thành" in page
    answer = client.post(
        address,
        {
            "phan-nhiem-vu": "Mở lớp buổi tối.",
            "recipients": "Bộ A\nLưu: VT",
            "keep_list_as": "Báo cáo 6 tháng",
        },
    )
    assert answer.status_code == 302
    assert "Mở lớp buổi tối." in client.get(address).content.decode()
    issue_address = f"{address}ban-hanh/"
    assert client.post(issue_address, {"deed": "trinh"}).status_code == 302
    told: dict[str, Any] = {
        "number": "7",
        "symbol": "BC-UBND",
        "issued_on": "15/06/2026",
        "signing_for": "TM.",
        "signer": "A",
    }
    assert client.post(issue_address, told | {"number": ""}).status_code == 422
    assert client.post(issue_address, told).status_code == 302
    assert "số 07/BC-UBND ngày 15/06/2026" in client.get(address).content.decode()
    for form in ("docx", "pdf", "xlsx"):
        assert client.get(f"/nhan-su/bao-cao/2026-6-thang/tep/{form}/").status_code == 200
    assert client.get("/nhan-su/bao-cao/2026-6-thang/tep/exe/").status_code == 404


def test_differences_page_names_the_person(client: Client, officer: Account, frozen: ReportCycle) -> None:
    complete("Cường", datetime(2026, 3, 1, tzinfo=UTC), known=FROZEN + timedelta(days=3))
    client.force_login(officer)
    page = client.get("/nhan-su/bao-cao/2026-6-thang/chenh-lech/").content.decode()
    assert "=Trần Văn Cường" in page
    assert "ghi nhận" in page


def test_a_basis_is_added_and_a_wrong_span_refused(client: Client, officer: Account) -> None:
    client.force_login(officer)
    told = {
        "kind": "Quyết định",
        "symbol": "924/QĐ-TTg",
        "issued_on": "02/08/2022",
        "issuer": "Thủ tướng",
        "about": "x",
    }
    wrong = told | {"valid_from": "02/08/2022", "valid_to": "01/08/2022"}
    assert client.post("/nhan-su/bao-cao/can-cu/", wrong).status_code == 422
    assert client.post("/nhan-su/bao-cao/can-cu/", told).status_code == 302
    assert "924/QĐ-TTg" in client.get("/nhan-su/bao-cao/can-cu/").content.decode()
