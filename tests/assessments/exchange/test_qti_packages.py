"""Packages of QTI items: folders, addresses, manifests, tests with sections."""

import io

import pytest
from PIL import Image

from assessments.exchange.item import Item
from assessments.importers.reading import read
from common.errors import DomainError
from tests.assessments.exchange.qti_files import choice, declared, item, only
from tests.assessments.exchange.word_files import zipped

ONE = item(
    declared("B"), '<p><img src="../../images/b%20d.png" alt="x"/></p>' + choice(), title="Một"
).encode()
TWO = item(declared("B"), choice(), title="Hai").encode()
MANIFEST = (
    '<manifest><resources>{test}<resource type="imsqti_item_xmlv2p1" href="items/b/q2.xml"><file href="items/b/q2.xml"/>'
    '</resource><resource type="imsqti_item_xmlv2p1" href="items/a%20b/q1.{end}"><file href="items/a%20b/q1.{end}"/>'
    "</resource></resources></manifest>"
)
TEST = (
    '<assessmentTest title="Bài thi"><testPart><assessmentSection title="Phần A"><assessmentItemRef '
    'href="items/a%20b/q1.xml"/></assessmentSection><assessmentSectionRef href="b.xml"/></testPart></assessmentTest>'
)
SECTION = '<assessmentSection title="Phần B"><assessmentItemRef href="items/b/q2.xml"/></assessmentSection>'


def png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (100, 80)).save(target, "PNG")
    return target.getvalue()


def items(parts: dict[str, bytes]) -> list[Item]:
    found = read(zipped(parts)).questions
    assert all(isinstance(one, Item) for one in found)
    return found  # type: ignore[return-value]


def manifest(end: str = "xml", test: str = "") -> bytes:
    return MANIFEST.format(end=end, test=test).encode()


@pytest.mark.parametrize(
    "parts",
    [
        {"imsmanifest.xml": manifest(), "items/a b/q1.xml": ONE, "images/b d.png": png()},
        {"imsmanifest.xml": manifest(), "items/a%20b/q1.xml": ONE, "images/b%20d.png": png()},
        {"imsmanifest.xml": manifest(), "items/a b/q1.xml": ONE, "Images/B D.PNG": png()},
        {"imsmanifest.xml": manifest("qti"), "items/a b/q1.qti": ONE, "images/b d.png": png()},
    ],
    ids=["plain", "quoted", "capitals", "other ending"],
)
@pytest.mark.parametrize("folder", ["", "gói/"])
def test_pictures_and_items_are_found_however_they_are_addressed(
    parts: dict[str, bytes], folder: str
) -> None:
    parts = {**parts, "items/b/q2.xml": TWO}
    first, second = items({f"{folder}{name}": data for name, data in parts.items()})
    assert (first.name, second.name, list(second.files)) == ("Hai", "Một", ["b_d.png"])


@pytest.mark.parametrize("listed", [True, False])
def test_a_test_gives_the_order_and_its_sections_the_categories(listed: bool) -> None:
    test = '<resource type="imsqti_test_xmlv2p1" href="test.xml"><file href="test.xml"/></resource>'
    found = items(
        {
            "imsmanifest.xml": manifest(test=test if listed else ""),
            "test.xml": TEST.encode(),
            "b.xml": SECTION.encode(),
            "items/a b/q1.xml": ONE,
            "items/b/q2.xml": TWO,
            "images/b d.png": png(),
        }
    )
    assert [(one.name, one.category) for one in found] == [
        ("Một", ("Bài thi", "Phần A")),
        ("Hai", ("Bài thi", "Phần B")),
    ]


def test_several_items_in_one_file_and_a_test_without_its_items() -> None:
    both = b"".join(part.partition(b"?>")[2] for part in (TWO, TWO))
    assert len(read(b"<?xml version='1.0'?><items>" + both + b"</items>").questions) == 2
    with pytest.raises(DomainError, match="cả gói"):
        read(TEST.encode())


AREAS = {
    'shape="circle" coords="50,40,10"': ("circle", [0.5, 0.5, 0.1]),
    'shape="rect" coords="10%,10%,20%,20%"': ("rect", [0.1, 0.1, 0.2, 0.2]),
    'shape="poly" coords="0,0,50,0,50,40"': ("poly", [0, 0, 0.5, 0, 0.5, 0.5]),
}


PICTURE = '<prompt>Chỉ</prompt><object type="image/png" width="100" height="80" data="h.png"/>'


def spot(area: str) -> str:
    return (
        f'<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1">{PICTURE}'
        f'<hotspotChoice identifier="A" {area}/></hotspotInteraction>'
    )


@pytest.mark.parametrize("area", AREAS)
def test_areas_of_a_picture(area: str) -> None:
    point = f'<selectPointInteraction responseIdentifier="RESPONSE">{PICTURE}</selectPointInteraction>'
    mapped = declared(base="point", more=f'<areaMapping><areaMapEntry {area} mappedValue="2"/></areaMapping>')
    for written in (item(declared("A"), spot(area)), item(mapped, point, "map_response_point")):
        (found,) = items({"q.xml": written.encode(), "h.png": png()})
        assert [(one["shape"], one["coords"], one["share"]) for one in found.body["areas"]] == [
            (*AREAS[area], 1)
        ]


def test_an_ellipse_is_drawn_with_corners() -> None:
    written = item(declared("A"), spot('shape="ellipse" coords="50,40,10,20"'))
    (found,) = items({"q.xml": written.encode(), "h.png": png()})
    assert (found.body["areas"][0]["shape"], len(found.body["areas"][0]["coords"])) == ("poly", 32)


def test_a_page_beside_the_item_is_told_and_the_question_kept() -> None:
    written = item(declared("B"), '<object data="doc.html" type="text/html"/>' + choice()).encode()
    found = only(zipped({"q.xml": written, "doc.html": b"<p>x</p>"}))
    assert found.notes == ("Thiếu tệp doc.html.",)
