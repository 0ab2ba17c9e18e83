"""Subtitle files as trainers have them become one clean WebVTT; what is wrong is named with its line."""

import unicodedata

import pytest

from common.legacy_vietnamese import tcvn3_table, vni_table
from content.captions.markup import clean, words
from content.captions.parsing import parse
from content.captions.reading import Captions, read_captions
from content.video.errors import Refused

SENTENCES = [
    "Chào anh chị, hôm nay ta học về chuyển đổi số.",
    "Ghi chép ngay lúc làm việc.",
    "Hẹn gặp lại bà con!",
]
SRT = "\r\n\r\n".join(
    f"{n}\r\n00:00:0{n},000 --> 00:00:0{n},900\r\n{text}" for n, text in enumerate(SENTENCES, 1)
)


def _spelt(text: str, table: dict[str, str]) -> bytes:
    signs = {letter: sign for sign, letter in table.items()}
    return "".join(signs.get(letter, letter) for letter in text).encode("cp1252")


def _viscii(text: str) -> bytes:
    from common.decoding import ONE_BYTE

    codes = {ONE_BYTE["viscii"](bytes([code])): code for code in range(256)}
    return bytes(codes[letter] for letter in text)


def _windows_1258(text: str) -> bytes:
    """As Windows writes it: the tone as a sign of its own behind the letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(sign for sign in parts if sign in tones)
        rest = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in tones))
        out.append(rest + tone)
    return "".join(out).encode("cp1258")


ENCODED = [
    (SRT.encode(), "utf-8"),
    (SRT.encode("utf-8-sig"), "utf-8"),
    (unicodedata.normalize("NFD", SRT).encode(), "utf-8"),
    (SRT.encode("utf-16"), "utf-16"),
    (SRT.encode("utf-16-le"), "utf-16"),
    (SRT.encode("utf-16-be"), "utf-16"),
    (_windows_1258(SRT), "windows-1258"),
    (_spelt(SRT, tcvn3_table()), "tcvn3"),
    (_spelt(SRT, vni_table()), "vni"),
    (_viscii(SRT), "viscii"),
    (_spelt(SRT, tcvn3_table()).decode("cp1252").encode(), "tcvn3"),
    (_spelt(SRT, vni_table()).decode("cp1252").encode(), "vni"),
]


@pytest.mark.parametrize(("content", "encoding"), ENCODED)
def test_every_encoding_that_vietnamese_files_have_is_told_apart(content: bytes, encoding: str) -> None:
    captions = read_captions(content, "bai-1.srt")
    assert captions.encoding == encoding
    assert [cue.text for cue in captions.cues] == [unicodedata.normalize("NFC", text) for text in SENTENCES]
    assert unicodedata.is_normalized("NFC", captions.webvtt)


def test_an_encoding_chosen_by_hand_is_taken_and_a_wrong_one_refused() -> None:
    assert read_captions(_viscii(SRT), "a.srt", "viscii").cues[0].text == SENTENCES[0]
    with pytest.raises(Refused, match="không có bảng mã UTF-16"):
        read_captions(SRT.encode(), "a.srt", "utf-16")


def test_letters_of_another_language_are_not_guessed_at() -> None:
    russian = "1\n00:00:01,000 --> 00:00:02,000\nДобрый день, дорогие друзья\n".encode("koi8-r")
    with pytest.raises(Refused, match="Không nhận ra bảng mã"):
        read_captions(russian, "a.srt")


def _read(text: str, name: str = "") -> Captions:
    return read_captions(text.encode(), name)


def test_the_three_kinds_give_the_same_webvtt() -> None:
    vtt = _read("WEBVTT\n\n00:01.000 --> 00:02.500\nXin chào\n").webvtt
    assert vtt == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nXin chào\n"
    assert _read("1\n00:00:01,000 --> 00:00:02,500\nXin chào\n").webvtt == vtt
    assert _read("0:00:01.000,0:00:02.500\nXin chào\n").webvtt == vtt


def test_what_cannot_be_shown_is_left_out_with_its_line() -> None:
    captions = _read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nMột\n\n00:0x.000 --> 00:03.000\nHai\n\n"
        "00:03.000 --> 00:04.000\n\n00:05.000 --> 00:05.000\nBốn\n\nlạc\n\n-00:01:00.000 --> -00:00:30.000\nSáu"
    )
    assert [cue.text for cue in captions.cues] == ["Một"]
    told = [(problem.line, problem.reason) for problem in captions.problems]
    assert [line for line, _reason in told] == [6, 9, 11, 14, 16]
    assert "00:0x.000" in told[0][1]
    assert "không có lời" in told[1][1]
    assert "thiếu dòng thời gian" in told[3][1]


def test_times_are_put_in_order_and_nothing_begins_before_the_film() -> None:
    captions = _read(
        "1\n00:00:09,000 --> 00:00:07,000\nSau\n\n2\n-00:00:01,000 --> 00:00:02,000\nTrước\n\n"
        "3\n00:00:01,000 --> 00:00:03,000\nChồng lên\n"
    )
    times = [line for line in captions.webvtt.splitlines() if "-->" in line]
    assert times == [
        "00:00:00.000 --> 00:00:02.000",
        "00:00:01.000 --> 00:00:03.000",
        "00:00:07.000 --> 00:00:09.000",
    ]
    assert [problem.line for problem in captions.problems] == [2, 6]


def test_subtitles_without_blank_lines_between_them_do_not_swallow_numbers() -> None:
    captions = _read("1\n00:00:01,000 --> 00:00:02,000\nMột\n2\n00:00:02,000 --> 00:00:03,000\nHai 2\n")
    assert [cue.text for cue in captions.cues] == ["Một", "Hai 2"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<i>Hết giờ</i>", "<i>Hết giờ</i>"),
        ("<i>Hết <b>giờ</i>", "<i>Hết <b>giờ</b></i>"),
        ('<font color="#f0f">Nhạc</font>', "Nhạc"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=alert(1)>Ảnh", "Ảnh"),
        ("{\\an8}Trên cao", "Trên cao"),
        ("2 < 3 & 4 > 1", "2 &lt; 3 &amp; 4 &gt; 1"),
        ("2 &lt; 3 &amp; A&B", "2 &lt; 3 &amp; A&amp;B"),
        ("<v Cô Lan>Chào</v>", "<v Cô Lan>Chào</v>"),
        ("<00:01.000>Chào</b>", "<00:01.000>Chào"),
        ("a --> b", "a --&gt; b"),
    ],
)
def test_only_tags_of_webvtt_stay(written: str, kept: str) -> None:
    assert clean(written) == kept


def test_words_of_a_transcript_have_no_tags() -> None:
    assert words("<v Cô Lan>2 &lt; 3</v>\n<i>đúng</i> <00:01.000>rồi") == "2 < 3 đúng rồi"


def test_nothing_usable_is_refused_with_the_first_line_at_fault() -> None:
    with pytest.raises(Refused, match=r"Dòng 1: .*phải bắt đầu bằng WEBVTT"):
        _read("1\n00:00:01,000 --> 00:00:02,000\nXin chào", "bai.vtt")
    with pytest.raises(Refused, match="Dòng 3: không đọc được thời gian"):
        _read("WEBVTT\n\n00:01 --> 00:02\nXin chào")
    with pytest.raises(Refused, match="chưa có câu nào"):
        _read("WEBVTT\n")
    with pytest.raises(Refused, match="quá lớn"):
        read_captions(b"WEBVTT\n" + bytes(2_000_001))


def test_a_written_file_reads_back_the_same() -> None:
    captions = _read("WEBVTT\n\n00:01.000 --> 00:02.000 line:10% align:middle foo:bar\n<b>2 < 3\n")
    again = read_captions(captions.webvtt.encode(), "a.vtt")
    assert again.webvtt == captions.webvtt
    assert "line:10% align:center\n<b>2 &lt; 3</b>" in again.webvtt
    assert parse(again.webvtt).problems == []
