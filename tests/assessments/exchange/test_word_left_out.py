"""Word: what is struck through, hidden, or deleted as a tracked change is not the question."""

import io
import zipfile

import pytest

from assessments.exchange.item import Rejected
from assessments.importers.reading import read
from tests.assessments.exchange.test_word import right
from tests.assessments.exchange.word_files import document, paragraph, run, zipped

ABC = ["A. Một", "B. Hai", "C. Ba"]
DELETED = "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
JOINED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def out(text: str, how: str) -> str:
    return f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize("how", ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>"])
def test_struck_and_hidden_words_are_left_out_and_told(how: str) -> None:
    asked = paragraph("Câu 1: Ai ", out("đã ", how), "hỏi?")
    found = read(document(asked, *ABC, paragraph(out("Đáp án: A", how)), "Đáp án: B"))
    (item,) = found.questions
    assert (item.body["text"], right(item)) == ("Ai hỏi?", "B")
    assert "2 chỗ" in found.remarks[0]
    assert "“đã”, “Đáp án: A”" in found.remarks[0]


@pytest.mark.parametrize("how", ['<w:strike w:val="0"/>', '<w:vanish w:val="false"/>', "<w:webHidden/>"])
def test_what_is_only_said_not_to_be_hidden_is_read(how: str) -> None:
    found = read(document(paragraph("Câu 1: Ai ", out("hỏi?", how)), *ABC, "Đáp án: B"))
    assert (found.questions[0].body["text"], found.remarks) == ("Ai hỏi?", [])


def test_a_struck_option_leaves_a_hole_that_is_told() -> None:
    (found,) = read(
        document("Câu 1: Hỏi?", ABC[0], paragraph(out(ABC[1], "<w:strike/>")), ABC[2], "Đáp án: C")
    ).questions
    assert isinstance(found, Rejected)
    assert "đọc được: A, C" in found.reason


def test_a_question_that_is_all_hidden_says_so_in_the_refusal() -> None:
    found = read(document("Câu 1: Hỏi?", *ABC, paragraph(out("Đáp án: B", "<w:vanish/>"))))
    assert isinstance(found.questions[0], Rejected)
    assert "Đáp án: B" in found.remarks[0]


def test_a_hidden_style_hides_its_paragraphs() -> None:
    styles = "<styles><style styleId='An'><rPr><vanish/></rPr></style></styles>"
    hidden = f'<w:p><w:pPr><w:pStyle w:val="An"/></w:pPr>{run("Ghi chú của giáo viên")}</w:p>'
    data = _with(document("Câu 1: Hỏi?", hidden, *ABC, "Đáp án: B"), {"word/styles.xml": styles.encode()})
    found = read(data)
    assert found.questions[0].body["text"] == "Hỏi?"
    assert "Ghi chú" in found.remarks[0]


def _with(data: bytes, more: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        return zipped({name: made.read(name) for name in made.namelist()} | more)


@pytest.mark.parametrize("first", ["Câu 1: Thủ đô ", f"<w:p>{JOINED}</w:p>"])
def test_paragraphs_that_a_tracked_change_joins_are_one_line(first: str) -> None:
    begun = f"<w:p>{JOINED}{run(first)}{DELETED}</w:p>" if not first.startswith("<") else first
    rest = "ở đâu?" if not first.startswith("<") else "Câu 1: Thủ đô ở đâu?"
    (item,) = read(document(begun, rest, *ABC, "Đáp án: B")).questions
    assert item.body["text"] == "Thủ đô ở đâu?"


NUMBERING = (
    '<numbering><abstractNum abstractNumId="1"><lvl ilvl="0"><start val="1"/><numFmt val="decimal"/>'
    '<lvlText val="Câu %1:"/></lvl></abstractNum><num numId="1"><abstractNumId val="1"/></num></numbering>'
)


def test_a_numbered_paragraph_that_is_deleted_is_not_counted() -> None:
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = f"<w:p><w:pPr>{listed}<w:rPr><w:del/></w:rPr></w:pPr>{DELETED}</w:p>"
    kept = paragraph("Hỏi?", listed=(1, 0))
    found = read(
        document(
            kept, *ABC, gone, paragraph("Nữa?", listed=(1, 0)), *ABC, "ĐÁP ÁN", "1.A 2.C", numbering=NUMBERING
        )
    )
    assert [right(item) for item in found.questions] == ["A", "C"]
