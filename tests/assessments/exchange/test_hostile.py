"""Files that mean harm, and files that are broken: refused with a sentence, or one question at a time."""

import base64
import io
import re
import zipfile

import pytest
from PIL import Image

from assessments.exchange import archive, xml
from assessments.exchange.html import clean
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
