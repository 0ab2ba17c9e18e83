"""What units and officers really write goes into all three files: long, many lines, pasted from Word."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pypdf
import pytest

from common.errors import DomainError
from people.models import OrgUnit
from reports.documents.consolidated import paper_of
from reports.documents.letter import Letter, Name, write_letter
from reports.documents.nd30 import Paper, composed
from reports.documents.report_docx import report_docx
from reports.documents.report_pdf import report_pdf
from reports.documents.report_xlsx import report_xlsx
from reports.models import ReportCycle
from reports.services.consolidated import Signing, Written, issue, present, save_consolidated
from reports.services.unit_reports import submit_unit_report
from tests.reports.consolidated.cast import FROZEN, LATER, OPENED, texts

pytestmark = pytest.mark.django_db
PASTED = "đầu\vsau\tcột\a <b>&amp; \ufffeé\u2028cuối e\u0302\u0301"


def pdf_text(paper: Paper) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(report_pdf(paper))).pages)


def word_text(content: bytes) -> str:
    """All of the paper's text; every part of the file has to be XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}
    return " ".join(parts["word/document.xml"].itertext())


def of_long_phuoc(cycle: ReportCycle, unit: OrgUnit, **said: str) -> Paper:
    submit_unit_report(report=cycle.unit_reports.get(unit=unit), said=said, at=OPENED, by=None)
    return paper_of(cycle.consolidated, FROZEN)


def test_a_unit_may_say_more_than_a_page_holds(cycle: ReportCycle, long_phuoc: OrgUnit) -> None:
    words = "Đã mở lớp tại ấp. " * 220
    paper = of_long_phuoc(cycle, long_phuoc, done=words, hindrances=words, proposals=f"{words}Hết.")
    assert "Hết." in pdf_text(paper)
    assert "Hết." in word_text(report_docx(paper))
    assert report_xlsx(paper)


def test_three_hundred_lines_are_all_printed(cycle: ReportCycle, long_phuoc: OrgUnit) -> None:
    paper = of_long_phuoc(cycle, long_phuoc, done="\n".join(f"dòng-{n}." for n in range(300)))
    text = pdf_text(paper)
    assert all(f"dòng-{n}." in text for n in range(300))
    assert text.count("Kết quả nổi bật") > 5  # the head stands on every page of it


def test_a_report_may_go_to_every_commune(cycle: ReportCycle) -> None:
    report = cycle.consolidated
    report.recipients = "\n".join(f"UBND xã số {n}" for n in range(120))
    assert "UBND xã số 119." in pdf_text(paper_of(report, FROZEN))


def test_a_name_longer_than_its_column_is_broken(cycle: ReportCycle, xuan_dinh: OrgUnit) -> None:
    OrgUnit.objects.filter(pk=xuan_dinh.pk).update(full_name="Xã " + "Nguyễnthịminhkhai" * 13)
    assert pdf_text(paper_of(cycle.consolidated, FROZEN))


def test_what_word_pastes_unseen_breaks_no_file(frozen: ReportCycle) -> None:
    told = texts(frozen) | {"nhiem-vu": PASTED + " và" * 3400}
    save_consolidated(report=frozen.consolidated, written=Written(told), at=FROZEN, by=None)
    frozen.consolidated.refresh_from_db()
    frozen.consolidated.signer = PASTED
    paper = paper_of(frozen.consolidated, FROZEN)
    for text in (word_text(report_docx(paper)), pdf_text(paper)):
        assert "sau cột" in " ".join(text.split())
        assert "<b>&amp;" in text
        assert "đầusau" not in text
        assert not {"\v", "\a", "\ufffe"} & set(text)
    assert report_xlsx(paper)


def test_line_ends_become_one_and_letters_whole() -> None:
    assert composed("a\r\nb\rc\vd\u2028e\tf") == "a\nb\nc\nd\ne f"
    assert composed("e\u0302\u0301\x00\x9f") == "\u1ebf"


def test_a_letter_with_a_pasted_subject_opens() -> None:
    letter = Letter(
        above="", issuer="X", spoken="x", number="", subject="đôn đốc\vcán bộ", place="Đồng Nai", day=None, year=2026,
        addressees=["A"], body="a", authority="", signer_post="", signer="", recipients=[], annex_title="x",
        names=[Name("Ánh\v", "b", "c")],
    )  # fmt: skip
    assert "Ánh" in word_text(write_letter(letter))


@pytest.mark.parametrize("number", ["²", "½", "-1", "1.5", "0"])
def test_what_looks_like_a_number_and_is_none_is_refused(frozen: ReportCycle, number: str) -> None:
    present(report=frozen.consolidated, at=FROZEN, by=None)
    signing = Signing(number, "BC-UBND", date(2026, 6, 15), "TM.", "Hằng")
    with pytest.raises(DomainError, match="là một số"):
        issue(report=frozen.consolidated, signing=signing, at=LATER, by=None)
