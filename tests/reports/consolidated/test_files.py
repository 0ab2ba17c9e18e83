"""The three files, in the layout of Nghị định 30/2020/NĐ-CP."""

import io
import zipfile
from xml.etree import ElementTree

import pypdf
import pytest
from openpyxl import load_workbook

from reports.documents.consolidated import paper_of
from reports.documents.report_docx import report_docx
from reports.documents.report_pdf import report_pdf
from reports.documents.report_xlsx import report_xlsx
from reports.models import ReportCycle
from reports.services.consolidated import file_in
from tests.reports.consolidated.cast import FROZEN, LATER, issued

pytestmark = pytest.mark.django_db


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
