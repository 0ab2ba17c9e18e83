"""Word: marks that teachers set on letters only, options in columns, letters and numbers that are there twice."""

import pytest

from assessments.exchange.item import Rejected
from tests.assessments.exchange.test_word import questions, right
from tests.assessments.exchange.word_files import document, paragraph, run, table

ABC = ["A. Một", "B. Hai", "C. Ba", "D. Bốn"]


def texts(item: object) -> list[str]:
    return [option["text"] for option in item.body["options"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("letter", ["B", "(B", "b"])
def test_an_underlined_letter_marks_its_option_without_its_dot(letter: str) -> None:
    signs = {"B": ". ", "(B": ") ", "b": ") "}[letter]
    others = [letter.replace("B", "A").replace("b", "a") + f"{signs}Một", letter.upper().replace("B", "C")]
    last = (others[1].lower() if letter.islower() else others[1]) + f"{signs}Ba"
    (item,) = questions(document("Câu 1: Hỏi?", others[0], paragraph(run(letter, "u"), f"{signs}Hai"), last))
    assert (texts(item), right(item), item.notes) == (["Một", "Hai", "Ba"], "B", ())


def test_marks_that_tell_different_options_are_pointed_out() -> None:
    (item,) = questions(
        document("Câu 1: Hỏi?", paragraph(run("A", "u"), ". Một"), paragraph(run("B. Hai", "b")), "C. Ba")
    )
    assert right(item) == "A"
    assert "chỉ phương án khác nhau" in item.notes[0]


@pytest.mark.parametrize("look", ["b", "c"])
def test_where_every_letter_is_marked_the_words_tell(look: str) -> None:
    options = [paragraph(run(f"{letter}. ", look), word) for letter, word in (("A", "Một"), ("C", "Ba"))]
    chosen = paragraph(run("B. ", look), run("Hai", look))
    (item,) = questions(document("Câu 1: Hỏi?", options[0], chosen, options[1]))
    assert (texts(item), right(item)) == (["Một", "Hai", "Ba"], "B")


@pytest.mark.parametrize(
    "options",
    [
        ["A. Một\tC. Ba", "B. Hai\tD. Bốn"],
        [table(["A. Một", "C. Ba"], ["B. Hai", "D. Bốn"])],
        ["A. Một", "C. Ba", "B. Hai", "D. Bốn"],
    ],
)
@pytest.mark.parametrize("key", "ABCD")
def test_options_in_columns_keep_their_letters(options: list[str], key: str) -> None:
    (item,) = questions(document("Câu 1: Hỏi?", *options, f"Đáp án: {key}"))
    assert (texts(item), right(item)) == (["Một", "Hai", "Ba", "Bốn"], key)


@pytest.mark.parametrize("letters", ["ABD", "ABBD", "ACD", "AABC", "AabB"])
def test_a_letter_left_out_or_twice_is_told(letters: str) -> None:
    (found,) = questions(
        document(
            "Câu 1: Hỏi?", *(f"{letter}. ý {place}" for place, letter in enumerate(letters)), "Đáp án: A"
        )
    )
    assert isinstance(found, Rejected)
    assert f"đọc được: {', '.join(letters.upper())}" in found.reason


def test_a_letter_in_the_question_is_not_the_first_option() -> None:
    (item,) = questions(document("Câu 1: Vitamin A. có ở đâu? A. Thịt B. Cà rốt C. Cá", "Đáp án: B"))
    assert (item.body["text"], texts(item)) == ("Vitamin A. có ở đâu?", ["Thịt", "Cà rốt", "Cá"])


def test_small_letters_inside_an_option_are_its_words() -> None:
    (item,) = questions(document("Câu 1: Hỏi?", "A. Gồm", "a) này", "B. Hai", "Đáp án: B"))
    assert texts(item) == ["Gồm<br>a) này", "Hai"]


def test_after_a_number_that_is_there_twice_a_key_by_numbers_is_not_trusted() -> None:
    asked = [line for number in (1, 2, 2, 3) for line in (f"Câu {number}: Hỏi?", *ABC)]
    found = questions(document(*asked, "ĐÁP ÁN", table(["1", "2", "3", "4"], ["A", "B", "C", "D"])))
    assert [right(one) for one in found[:2]] == ["A", "B"]
    assert all(isinstance(one, Rejected) and "hai câu cùng số" in one.reason for one in found[2:])


def test_a_number_twice_does_no_harm_where_each_question_says_its_answer() -> None:
    asked = [line for key in "AB" for line in ("Câu 1: Hỏi?", *ABC, f"Đáp án: {key}")]
    assert [right(one) for one in questions(document(*asked))] == ["A", "B"]


@pytest.mark.parametrize(
    "said",
    ["ĐÁ: B", "Đáp án đúng là B vì luật ghi rõ.", "Chọn B vì luật ghi rõ.", "Đáp án là B. Luật ghi rõ."],
)
def test_an_answer_with_its_reason_is_an_answer(said: str) -> None:
    (item,) = questions(document("Câu 1: Hỏi?", *ABC, said))
    assert (texts(item)[-1], right(item)) == ("Bốn", "B")


@pytest.mark.parametrize("said", ["Đáp số: 12", "KQ: 12"])
def test_the_result_of_a_sum_is_not_shown_with_the_question(said: str) -> None:
    (item,) = questions(document("Câu 1: Bao nhiêu?", said, "Câu 2: Hỏi?", *ABC, "Đáp án: B"))[:1]
    assert (item.body["kind"], item.body["text"]) == ("short", "Bao nhiêu?")
    assert item.body["answers"][0]["text"] == "12"


BLOOD = ["A. O", "B. A", "C. B", "D. AB"]


@pytest.mark.parametrize("key", ["B", "(B)", "b", "B."])
def test_a_letter_is_a_letter_though_an_option_reads_the_same(key: str) -> None:
    found = questions(
        document("Câu 1: Nhóm máu?", *BLOOD, f"Đáp án: {key}", "Câu 2: Hỏi?", *BLOOD, "ĐÁP ÁN", "2B")
    )
    assert [right(one) for one in found] == ["B", "B"]


def test_letters_that_are_also_the_words_of_an_option_are_not_guessed() -> None:
    (found,) = questions(document("Câu 1: Nhóm máu?", *BLOOD, "Đáp án: AB"))
    assert isinstance(found, Rejected)
    assert "Hãy ghi chữ" in found.reason


@pytest.mark.parametrize("sign", ["[x] ", "(x) ", "✓ ", "☑ ", "*"])
def test_a_tick_before_a_letter_marks_that_option_not_the_one_above(sign: str) -> None:
    (item,) = questions(document("Câu 1: Hỏi?", "A. Một", f"{sign}B. Hai", "C. Ba"))
    assert (texts(item), right(item)) == (["Một", "Hai", "Ba"], "B")


def test_boxes_of_word_before_letters() -> None:
    (item,) = questions(document("Câu 1: Hỏi?", "☐ A. Một", "☒ B. Hai", "☐ C. Ba"))
    assert (texts(item), right(item)) == (["Một", "Hai", "Ba"], "B")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["Đáp án: B", "Vì luật."], "Vì luật."),
        (["Lời giải", "Chọn B.", "Vì luật."], "Chọn B.<br>Vì luật."),
        (["Hướng dẫn giải:", "Ta có luật.", "Chọn B"], "Ta có luật.<br>Chọn B"),
        (["Đáp án:", "B", "Vì luật."], "Vì luật."),
    ],
)
def test_what_follows_the_answer_explains_it_and_is_in_no_option(lines: list[str], said: str) -> None:
    (item,) = questions(document("Câu 1: Hỏi?", *ABC, *lines))
    assert (texts(item)[-1], right(item), item.body["feedback"]["general"]) == ("Bốn", "B", said)


def test_what_follows_a_model_answer_is_for_the_marker() -> None:
    (item,) = questions(document("Câu 1: Trình bày X.", "Đáp án: ý một", "ý hai", "Câu 2: Hỏi?", *ABC))[:1]
    assert (item.body["text"], item.body["grader_info"]) == ("Trình bày X.", "ý một<br>ý hai")


@pytest.mark.parametrize("page", ["Trang 1/2", "Trang 1", "Trang 2/4 - Mã đề thi 101"])
def test_the_number_of_a_page_is_in_no_option(page: str) -> None:
    found = questions(document("Câu 1: Hỏi?", *ABC, page, "Câu 2: Hỏi?", *ABC, "ĐÁP ÁN", "1A 2B"))
    assert [texts(one)[-1] for one in found] == ["Bốn", "Bốn"]


@pytest.mark.parametrize("beyond", ["Cho bảng số liệu sau:", table(["Năm", "Tỉ lệ"], ["2020", "5"])])
def test_words_behind_the_last_option_are_pointed_out(beyond: str) -> None:
    found = questions(document("Câu 1: Hỏi?", *ABC, beyond, "Câu 2: Hỏi?", *ABC, "ĐÁP ÁN", "1A 2B"))
    assert ["hãy xem lại" in "".join(one.notes) for one in found] == [True, False]
    many = [line for option in ABC for line in (option, "dòng nữa")]
    (item,) = questions(document("Câu 1: Hỏi?", *many, "Đáp án: B"))
    assert item.notes == ()


def test_a_table_in_a_question_that_looks_like_a_key_gives_no_wrong_answers() -> None:
    grades = table(["1", "2"], ["A", "B"])
    asked = ["Câu 1: Xếp loại?", grades, *ABC, "Câu 2: Hỏi?", *ABC, "Câu 3: Hỏi?", *ABC]
    found = questions(document(*asked, "ĐÁP ÁN", table(["1", "2", "3"], ["D", "D", "D"])))
    assert [isinstance(one, Rejected) and one.reason[-9:-2] for one in found[:2]] == ["1 (A, D", "2 (B, D"]
    assert right(found[2]) == "D"


def test_a_key_that_is_there_twice_in_the_same_words_is_one_key() -> None:
    asked = ["Câu 1: Hỏi?", *ABC, "Câu 2: Hỏi?", *ABC]
    found = questions(
        document(*asked, "ĐÁP ÁN", "1.A 2.B", "HƯỚNG DẪN GIẢI", "Câu 1. Chọn A", "Câu 2. Chọn B")
    )
    assert [right(one) for one in found] == ["A", "B"]


@pytest.mark.parametrize(
    ("before", "text"), [("Kết quả: tăng 5 %.", "Kết quả: tăng 5 %.<br>"), ("Đáp án: B", "")]
)
def test_words_before_the_options_stay_in_the_question(before: str, text: str) -> None:
    lines = ["Câu 1: Đọc:", before, "Vì sao?", *ABC, *(["Đáp án: B"] if text else [])]
    (item,) = questions(document(*lines))
    assert (item.body["text"], right(item), item.body["feedback"]) == (f"Đọc:<br>{text}Vì sao?", "B", {})
