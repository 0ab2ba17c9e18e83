"""Files that mean harm, and files that are broken: refused with a sentence, or one question at a time."""

import base64
import contextlib
import io
import re
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assessments.exchange import archive, xml
from assessments.exchange.html import clean, tidy
from assessments.exchange.item import Rejected
from assessments.importers.reading import read
from common.errors import DomainError
from tests.assessments.exchange.word_files import document, zipped

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz><question type="essay">
<name><text>&b;</text></name></question></quiz>"""
OUTSIDE = (
    b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>"""
)


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE])
def test_entities_are_refused(data: bytes) -> None:
    with pytest.raises(DomainError, match="DTD"):
        read(data)


def test_a_document_type_that_only_names_a_file_is_passed_over() -> None:
    named = b'<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd">'
    data = b'<?xml version="1.0"?>' + named + b"<questestinterop><item/></questestinterop>"
    assert len(read(data).questions) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"<?xml version='1.0'?><quiz><question>",
        b"<?xml version='1.0'?><rss/>",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        bytes(range(256)) * 20,
        "Chỉ là một bức thư.".encode(),
        zipped({"a.txt": b"x"}),
        zipped({"word/document.xml": b"<w"}),
        zipped({"xl/workbook.xml": b"<w"}),
        zipped({"item.xml": b"<assessmentTest/>"}),
        zipped({"word/document.xml": b"<document><body/></document>"}),
        document("Câu 1. Hỏi?")[:200],
    ],
)
def test_what_is_no_file_of_questions_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(DomainError) as refusal:
        read(data)
    assert len(str(refusal.value)) > 8


def test_xml_nested_too_deep_is_refused() -> None:
    with pytest.raises(DomainError, match="lồng quá sâu"):
        read(b"<?xml version='1.0'?>" + b"<quiz>" * 5000)


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_ELEMENTS", 100)
    with pytest.raises(DomainError):
        xml.parse_xml(b"<quiz>" + b"<a/>" * 100 + b"</quiz>")


def test_a_part_that_unpacks_to_far_more_than_it_is_packed_is_refused() -> None:
    with pytest.raises(DomainError, match="quá lớn"):
        read(zipped({"item.xml": bytes(3 * 2**20)}))


def test_many_parts_that_are_too_much_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 600)
    found = archive.Archive(zipped({f"{name}.xml": b"<a/>" * 60 for name in "abc"}))
    found.read("a.xml")
    found.read("b.xml")
    with pytest.raises(DomainError, match="quá lớn"):
        found.read("c.xml")


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(zipped({"item.xml": b"<a/>"}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    with pytest.raises(DomainError, match="mật khẩu"):
        read(bytes(data))


def test_a_path_that_leads_outside_writes_nothing(tmp_path: object) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("../../../../tmp/lopso_pwned.xml", "<assessmentItem identifier='a'/>")
    (found,) = read(target.getvalue()).questions
    assert isinstance(found, Rejected)


def moodle(text: str, *, file: bytes = b"", name: str = "a.png") -> bytes:
    held = f'<file name="{name}" encoding="base64">{base64.b64encode(file).decode()}</file>' if file else ""
    return (
        f'<?xml version="1.0"?><quiz><question type="truefalse"><questiontext format="html"><text><![CDATA[{text}]]>'
        f'</text>{held}</questiontext><answer fraction="100"><text>true</text></answer></question></quiz>'
    ).encode()


SHOWN = '<img src="@@PLUGINFILE@@/a.png">'


def png(width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("1", (width, height)).save(target, "PNG")
    return target.getvalue()


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50 * 2**20), "nặng 50 MB"),
        (png(9000, 9000), "điểm ảnh"),
        (b"<svg onload='alert(1)'/>", "không phải là hình"),
        (b"MZ" + bytes(300), "không phải là hình"),
        (png(5, 5)[:40], "không phải là hình"),
    ],
)
def test_a_picture_that_is_none_or_too_big_costs_only_its_question(file: bytes, why: str) -> None:
    (found,) = read(moodle(SHOWN, file=file)).questions
    assert isinstance(found, Rejected)
    assert why in found.reason


def test_an_old_picture_format_is_drawn_anew() -> None:
    target = io.BytesIO()
    Image.new("RGB", (3, 3)).save(target, "BMP")
    (found,) = read(moodle(SHOWN, file=target.getvalue())).questions
    assert found.files["a.png"].startswith(b"\x89PNG")


def test_a_file_that_no_text_shows_is_not_kept() -> None:
    (found,) = read(moodle("Không hình", file=png(2, 2))).questions
    assert found.files == {}


VECTORS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='  jAvAsCrIpT:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<p style='background:url(javascript:alert(1))' onclick=alert(1)>x</p>",
    "<<script>script>alert(1)</script>",
    "<img src='file:a.png' alt='\"><script>alert(1)</script>'>",
    "<span lang='vi\" onmouseover=\"alert(1)'>x</span>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<form action=//evil><input name=q><button>x</button></form>",
    "<base href=//evil><meta http-equiv=refresh content=0><link rel=stylesheet href=//evil>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<video src=http://evil/a.mp4 autoplay onplay=alert(1)>",
    "<img src='https://evil.example/track.gif'>",
    "<td background='x'><object data=evil.swf></object><embed src=evil>",
]
PAIRED = "p|b|strong|i|em|u|s|sub|sup|ul|ol|li|table|tr|td|th|code|pre|a|span|audio|video"
ALLOWED = re.compile(
    rf'</?(?:{PAIRED})>|<br>|<source>|<a href="(?:https?|mailto|tel|file):[^"<>]*">|<span lang="[\w-]+">'
    r'|<img src="file:[\w.-]+" alt="[^"<>]*"(?: (?:width|height)="\d+")*>|<(?:audio|video|source) src="file:[\w.-]+">'
)


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_but_the_agreed_markup_comes_through(vector: str) -> None:
    left = ALLOWED.sub("", clean(f"trước {vector} sau"))
    assert "<" not in left
    assert ">" not in left
    assert clean(f"trước {vector}").startswith("trước")


def test_a_script_in_a_question_leaves_the_question() -> None:
    (found,) = read(moodle("<p>2+2=4?<script>alert(1)</script></p>")).questions
    assert found.body["text"] == "2+2=4?"


@pytest.mark.parametrize(
    "piece",
    ["<a ", '<a href="', "<!--", "</p ", "<![CDATA[", "<p title='", "\\(", "$$<", "\\(<b>", "\\[<a href=x>"],
)
def test_tags_that_nobody_ends_cost_no_more_than_their_length(piece: str) -> None:
    begun = time.process_time()
    clean(piece * 20_000)
    assert time.process_time() - begun < 2  # the square of the length took half a minute


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p><![if !supportLists]>1.<![endif]> Một</p>", "1. Một"),
        ("a <![ b", "a &lt;![ b"),
        ("<![CDATA[<b>x</b>]]>", "&lt;![CDATA[<b>x</b>]]&gt;"),
        ("2 < 3 và <b>4</b> < 5", "2 &lt; 3 và <b>4</b> &lt; 5"),
        ("<b>dở <i", "<b>dở &lt;i</b>"),
    ],
)
def test_what_looks_like_a_tag_and_is_none_is_words(html: str, shown: str) -> None:
    assert clean(html) == shown
    assert clean(shown) == shown


FORMULAS = ["\\(a {} c\\) sau", "\\[a {} c\\] sau", "$$a {} c$$ sau"]


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize(
    "inside", ["<b", "<i>3", "< b", "<p", "<=b", "<a, x", "<br/2", "<x>y", "<u v", "</2"]
)
def test_a_bare_sign_in_a_formula_takes_nothing_away(formula: str, inside: str) -> None:
    html = formula.format(inside)
    shown = html.replace("<", "&lt;").replace(">", "&gt;")
    assert clean(html) == shown
    assert tidy(html) == shown
    assert clean(f"<p>Tính {html}</p><p>nhé > 0</p>").startswith(f"<p>Tính {shown}</p>")


def test_a_question_of_moodle_keeps_its_formula_whole() -> None:
    (found,) = read(moodle("<p>Cho \\(a<b\\) và $$x<y$$.</p><p>Đúng?</p>")).questions
    assert found.body["text"] == "<p>Cho \\(a&lt;b\\) và $$x&lt;y$$.</p><p>Đúng?</p>"


@pytest.mark.parametrize(
    "html",
    [
        "a<sup>2</sup>",
        "<b>a</b> &lt; b",
        "a<br>b",
        '<span lang="vi">a</span>',
        '<img src="file:a.png" alt="">',
    ],
)
def test_real_tags_in_a_formula_stay_tags(html: str) -> None:
    assert clean(f"\\({html}\\)") == f"\\({html}\\)"


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("vector", VECTORS)
def test_a_formula_lets_nothing_through_that_is_not_agreed(formula: str, vector: str) -> None:
    for html in (formula.replace("{}", vector), formula.replace("{}", "<") + vector, vector + formula):
        once = clean(html)
        left = ALLOWED.sub("", once)
        assert ("<" in left, ">" in left) == (False, False)
        assert clean(once) == once


def test_an_empty_link_between_cells_does_not_put_one_into_the_other() -> None:
    assert clean("<td>a<a><td>b") == "<td>a</td><td>b</td>"
    assert clean("<ul><li>a<span><li>b</ul>") == "<ul><li>a</li><li>b</li></ul>"


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["\\(", "\\)", "\\", "(", "$$", "$", "&#92;", "&#36;", "<b>", "</b>", "<", "<b", "<i", ">", "x", " ",
             "<p>", "</p>", "<div>", "<script>", "</script>", "<del>", "</del>", "<a>", "</a>", "<br>", "<td>", "<sub>"]
        )
    )
)  # fmt: skip
def test_no_formula_stops_the_cleaner_or_hides_a_tag_from_it(pieces: list[str]) -> None:
    once = clean("".join(pieces))
    assert clean(once) == once
    assert "<" not in ALLOWED.sub("", once)
    made = tidy("".join(pieces))
    assert tidy(made) == made


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<![", "<!", "<?", "<a", "<p>", ">", "]]>", "--", '"', "x", "&", "if", "</p", " "])
    )
)
def test_no_text_stops_the_cleaner(pieces: list[str]) -> None:
    once = clean("".join(pieces))
    assert clean(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "{" * 40_000, "a{" * 40_000, "[markdown]{=a}" + "\n" * 80_000, "Q {T" + " " * 40_000 + "x}",
        "//" + "[tag:" * 20_000 + "\n\nQ {=a}", "Q {#" + "1:" * 20_000 + "}", "Câu 1. " + "A. " * 20_000,
        f"Câu 1. x\nA. a\nB. b\nĐáp án: B{' ' * 40_000}x", "Câu 1. x\nA. a\nB. b\nĐáp án\n" + "A " * 40_000 + "x",
        f"Câu 1. x\nA. a\nB. b\nĐáp án\n1-5{' ' * 40_000}x", "Câu 1. x\nA. a\nB. b\nĐáp án\n" + "1-5: ABCDA " * 4_000 + "x",
    ],
    ids=["braces", "words and braces", "empty lines", "spaces", "tags", "bounds", "letters", "reason", "row", "gap",
         "ranges"],
)  # fmt: skip
def test_a_text_that_repeats_itself_costs_no_more_than_its_length(text: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(DomainError):
        read(text.encode())
    assert time.process_time() - begun < 3  # the square of the length took from ten seconds to a minute


def test_broken_xml_is_told_in_the_readers_language() -> None:
    with pytest.raises(DomainError) as refusal:
        read(b'<?xml version="1.0"?><quiz>\n<question type="truefalse"><name>')
    assert str(refusal.value) == "Tệp XML bị hỏng hoặc chưa tải xong (sai ở dòng 2)."
