"""What stands on one slide, in the order in which it is read aloud: the title first."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from content.printing.article import Block
from content.printing.office import Package
from content.printing.slides_frames import blocks_of_frame
from content.printing.slides_pictures import Shown
from content.printing.slides_words import blocks_of_body, line_of
from content.printing.word_lines import markup
from content.printing.word_pictures import Pictures

_TITLES = ("title", "ctrTitle")
_LEFT_OUT = ("dt", "ftr", "hdr", "sldNum")
_OF_MASTER = {"ctrTitle": "title", "subTitle": "body", "": "body", "obj": "body"}
_FIELDS = ("sp", "pic", "graphicFrame")


class Slide:
    """Reads the shapes of a slide with what layout and master say of their bullets."""

    def __init__(
        self, package: Package, name: str, root: Element, pictures: Pictures, seen: set[str]
    ) -> None:
        self._package, self._root = package, root
        self._links = package.links(name)
        self._shown = Shown(pictures, self._links, seen)
        layout = package.linked(name, "slideLayout")
        self._layout = package.shared(layout)
        self._master = package.shared(package.linked(layout, "slideMaster") if layout else "")

    def blocks(self) -> Iterator[Block]:
        """Title, then all else."""
        tree = self._root.find("cSld/spTree")
        shapes = list(_shapes(tree)) if tree is not None else []
        titles = [shape for shape in shapes if _kind(shape) in _TITLES]
        for shape in titles:
            yield from _title(shape)
        for shape in shapes:
            if _kind(shape) not in (*_TITLES, *_LEFT_OUT):
                yield from self._shape(shape)

    def _shape(self, shape: Element) -> Iterator[Block]:
        if shape.tag == "graphicFrame":
            yield from blocks_of_frame(shape, self._package, self._links, self._shown)
            return
        yield from self._shown.blocks(shape)
        body = shape.find("txBody")
        if body is not None:
            yield from blocks_of_body(body, self._styles(shape, body))

    def _styles(self, shape: Element, body: Element) -> list[Element]:
        """From near to far; a box that fills no place of the layout has only its own."""
        found = [body.find("lstStyle")]
        place = shape.find("nvSpPr/nvPr/ph")
        if place is not None:
            laid = _place(self._layout, index=place.get("idx"), kind=place.get("type", ""))
            kind = place.get("type", "") or _kind(laid)
            kind = _OF_MASTER.get(kind, kind)
            above = _place(self._master, index=None, kind=kind)
            named = "titleStyle" if kind == "title" else "bodyStyle" if kind == "body" else "otherStyle"
            found += [one.find("txBody/lstStyle") for one in (laid, above) if one is not None]
            found.append(self._master.find(f"txStyles/{named}"))
        return [one for one in found if one is not None]


def _shapes(holder: Element) -> Iterator[Element]:
    """Also in groups; of what is written twice the version for programs of today; hidden ones are left out."""
    for child in holder:
        hidden = child.find("./*/cNvPr")
        if hidden is not None and hidden.get("hidden") in ("1", "true"):
            continue
        if child.tag in _FIELDS:
            yield child
        elif child.tag == "grpSp":
            yield from _shapes(child)
        elif child.tag == "AlternateContent":
            known = [one for one in child.iterfind("Choice") if any(True for _shape in _shapes(one))]
            for one in known[:1] or child.findall("Fallback")[:1]:
                yield from _shapes(one)


def _kind(shape: Element | None) -> str:
    place = None if shape is None else shape.find("./*/nvPr/ph")
    return "" if place is None else place.get("type", "")


def _place(root: Element, *, index: str | None, kind: str) -> Element | None:
    """The place of a layout with this number, else the first of this kind."""
    places = [
        (shape, place) for shape in root.iter("sp") if (place := shape.find("nvSpPr/nvPr/ph")) is not None
    ]
    numbered = (shape for shape, place in places if index and place.get("idx") == index)
    return next(numbered, next((shape for shape, place in places if place.get("type", "") == kind), None))


def _title(shape: Element) -> Iterator[Block]:
    lines = [line_of(one) for one in shape.iterfind("txBody/p")]
    words = " ".join(markup(line).replace("<br/>", " ") for line in lines if line.text.strip())
    if words:
        yield Block("head", words)
