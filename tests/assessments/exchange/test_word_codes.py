"""Documents with keys of several codes (mã đề): the test's own is taken, else the first, which is said."""

import io
import zipfile
from typing import Any

import pytest

from assessments.exchange.item import KeyCodes
from assessments.importers.key_codes import code_of
from assessments.importers.reading import Reading, read
from common.errors import DomainError
from tests.assessments.exchange.test_word import right
from tests.assessments.exchange.word_files import document, paragraph, table, zipped

OPTIONS = ["A. Một", "B. Hai", "C. Ba", "D. Bốn"]
ASKED = ["Câu 1: Hỏi gì?", *OPTIONS, "Câu 2: Hỏi nữa?", *OPTIONS]
COLUMNS = table(["Câu", "101", "102", "103"], ["1", "A", "B", "C"], ["2", "D", "A", "B"])
APART = [
    "Mã đề 101", table(["Câu", "1", "2"], ["Đáp án", "A", "D"]),
    "Mã đề 102", table(["Câu", "1", "2"], ["Đáp án", "B", "A"]),
    "Mã đề 103", table(["Câu", "1", "2"], ["Đáp án", "C", "B"]),
]  # fmt: skip
KEYS: list[Any] = [
    [COLUMNS],
    APART,
    [table(["Câu \\ Mã đề", "101", "102", "103"], ["1", "A", "B", "C"], ["2", "D", "A", "B"])],
    [table(["Câu", "Mã đề"], ["", "101", "102", "103"], ["1", "A", "B", "C"], ["2", "D", "A", "B"])],
    [table(["Câu", "Mã 101", "Mã 102", "Mã 103"], ["Câu 1", "A", "B", "C"], ["Câu 2", "D", "A", "B"])],
    [table(["Câu", "101", "102", "103", "Câu", "101", "102", "103"], ["1", "A", "B", "C", "2", "D", "A", "B"])],
    [table(["Mã đề", "1", "2"], ["101", "A", "D"], ["102", "B", "A"], ["103", "C", "B"])],
    [table(["Mã đề 101"], ["1", "A"], ["2", "D"]), table(["Mã đề 102"], ["1", "B"], ["2", "A"]),
     table(["Mã đề 103"], ["1", "C"], ["2", "B"])],
    ["Mã đề 101: 1A 2D", "Mã đề 102: 1B 2A", "Mã đề 103: 1C 2B"],
    ["ĐÁP ÁN ĐỀ 101", "1.A 2.D", "ĐÁP ÁN ĐỀ 102", "1.B 2.A", "ĐÁP ÁN ĐỀ 103", "1.C 2.B"],
]  # fmt: skip


def rights(reading: Reading) -> str:
    return "".join(right(item) for item in reading.questions)  # type: ignore[arg-type]


@pytest.mark.parametrize("head", [["BẢNG ĐÁP ÁN"], []])
@pytest.mark.parametrize("key", KEYS)
def test_the_first_code_is_taken_and_that_is_said(key: list[str], head: list[str]) -> None:
    found = read(document(*ASKED, *head, *key))
    assert rights(found) == "AD"
    assert found.codes is not None
    assert (found.codes.found, found.codes.taken) == (("101", "102", "103"), "101")
    assert "101, 102, 103" in found.codes.note
    assert "đã lấy mã 101" in found.codes.note


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "own",
    ["Mã đề 102", "Mã đề thi: 102", "MÃ ĐỀ 102", "Họ và tên: ............ Mã đề: 102", "ĐỀ SỐ 102",
     table(["SỞ NỘI VỤ", f"ĐỀ THI NÂNG NGẠCH, {'thời gian làm bài sáu mươi phút, ' * 3} Mã đề thi 102"])],
)  # fmt: skip
def test_a_document_that_names_its_code_gets_that_key(own: str, key: list[str]) -> None:
    found = read(document(own, *ASKED, "ĐÁP ÁN", *key))
    assert (rights(found), found.codes) == ("BA", KeyCodes(("101", "102", "103"), "102"))


@pytest.mark.parametrize("key", KEYS)
def test_a_code_that_was_asked_for_is_taken(key: list[str]) -> None:
    found = read(document(*ASKED, "ĐÁP ÁN", *key), code="103")
    assert (rights(found), found.codes) == ("CB", KeyCodes(("101", "102", "103"), "103"))


def test_a_code_at_the_foot_of_the_pages_counts() -> None:
    whole = document(*ASKED, COLUMNS)
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    foot = f"<w:ftr {names}>{paragraph('Trang 1/4 - Mã đề 102')}</w:ftr>"
    assert rights(read(with_part(whole, "word/footer1.xml", foot))) == "BA"


def with_part(data: bytes, name: str, text: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**parts, name: text.encode()})


def test_several_tests_in_one_document_get_each_its_own_key() -> None:
    other = ["Câu 1: Hỏi khác?", *OPTIONS, "Câu 2: Hỏi thêm?", *OPTIONS]
    found = read(document("Mã đề 102", *ASKED, "HẾT", "Mã đề 101", *other, "ĐÁP ÁN", COLUMNS))
    assert rights(found) == "BAAD"
    assert found.codes == KeyCodes(("101", "102", "103"), "")
    last = found.questions[1].body["options"][-1]["text"]  # type: ignore[union-attr]
    assert last == "Bốn"


def test_parts_that_count_from_one_again_keep_their_order() -> None:
    parts = [table(["Câu", "101", "102"], ["1", "A", "B"]), table(["Câu", "101", "102"], ["1", "C", "D"])]
    found = read(
        document("Mã đề 102", "PHẦN I. TRẮC NGHIỆM", *ASKED[:5], "PHẦN II. TRẮC NGHIỆM", *ASKED[:5], *parts)
    )
    assert rights(found) == "BD"


def test_a_key_of_another_code_is_said() -> None:
    found = read(document("Mã đề 205", *ASKED, "ĐÁP ÁN", COLUMNS))
    assert rights(found) == "AD"
    assert found.codes is not None
    assert "Đề ghi mã 205" in found.codes.note


def test_001_is_1() -> None:
    coded = table(["Câu", "Đề 1", "Đề 2"], ["1", "A", "B"], ["2", "D", "A"])
    assert rights(read(document("Mã đề: 002", *ASKED, coded))) == "BA"


@pytest.mark.parametrize("file", [document(*ASKED, COLUMNS), document(*ASKED, table(["1", "2"], ["A", "B"]))])
def test_a_code_that_the_file_has_not_is_refused(file: bytes) -> None:
    with pytest.raises(DomainError, match="mã đề 999"):
        read(file, code="999")


def test_a_key_without_codes_is_read_as_before() -> None:
    found = read(document(*ASKED, table(["Câu", "Đáp án"], ["1", "B"], ["2", "C"])))
    assert (rights(found), found.codes) == ("BC", None)


def test_numbers_above_one_hundred_are_no_codes() -> None:
    asked = [line.replace("Câu 1", "Câu 101").replace("Câu 2", "Câu 102") for line in ASKED]
    found = read(document(*asked, table(["Câu", "101", "102"], ["Đáp án", "B", "C"])))
    assert (rights(found), found.codes) == ("BC", None)


@pytest.mark.parametrize(
    "text",
    ["Câu 3: Mã đề 101 gồm mấy câu?", "A. Mã đề 101", "Đề nghị 3 người", "Mã đề: .......", "Đề cương 12"],
)
def test_what_only_speaks_of_codes_names_none(text: str) -> None:
    assert code_of(text) == ""


def test_plain_text_knows_codes_as_well() -> None:
    lines = ["Mã đề 102", *ASKED, "ĐÁP ÁN", "Mã đề 101: 1A 2D", "Mã đề 102: 1B 2A"]
    assert rights(read("\n".join(lines).encode())) == "BA"
