"""Sheets of paper on which pages of a foreign PDF stand as pictures do: their own drawing is never taken apart."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
)

from content.printing.folding import keep_layers

Clip = tuple[float, float, float, float]  # left, bottom, wide, high, in points of the sheet


@dataclass(frozen=True)
class Shape:
    """A page as one looks at it: turned as it says, its corner at 0, 0."""

    wide: float
    high: float
    upright: Transformation

    @classmethod
    def of(cls, page: PageObject) -> "Shape":
        box, turn = page.cropbox, page.rotation % 360
        wide, high = float(box.width), float(box.height)
        moved = Transformation().translate(-float(box.left), -float(box.bottom)).rotate(-turn)
        back = {90: (0.0, wide), 180: (wide, high), 270: (high, 0.0)}.get(turn, (0.0, 0.0))
        turned = (high, wide) if turn in (90, 270) else (wide, high)
        return cls(*turned, moved.translate(*back))


class Sheets:
    """Makes a PDF; `place` puts a page of another on the last sheet."""

    def __init__(self, *sources: PdfReader) -> None:
        self._out = PdfWriter()
        self._placed: dict[int, IndirectObject] = {}
        for source in sources:
            keep_layers(source, self._out)

    def sheet(self, wide: float, high: float) -> None:
        self._page = self._out.add_blank_page(wide, high)
        self._drawing: list[str] = []
        self._stream = DecodedStreamObject()
        self._page[NameObject("/Contents")] = self._out._add_object(self._stream)
        self._page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): DictionaryObject()})

    def place(self, page: PageObject, how: Transformation, clip: Clip | None = None) -> None:
        """`how` leads from the page as one looks at it to the sheet."""
        held = self._page["/Resources"]["/XObject"]  # type: ignore[index]
        name = f"/P{len(held)}"
        held[NameObject(name)] = self._picture(page)  # type: ignore[index]
        whole = Shape.of(page).upright.transform(how)
        window = f"{_numbers(clip)} re W n " if clip else ""
        self._drawing.append(f"q {window}{_numbers(whole.ctm)} cm {name} Do Q")
        self._stream.set_data("\n".join(self._drawing).encode())

    def written(self) -> bytes:
        out = io.BytesIO()
        self._out.write(out)
        return out.getvalue()

    def _picture(self, page: PageObject) -> IndirectObject:
        """The page as a form, once however often it is placed."""
        known = id(page)
        if known not in self._placed:
            drawing, box = page.get_contents(), page.cropbox
            form = DecodedStreamObject()
            form.set_data(b"" if drawing is None else drawing.get_data())
            made = form.flate_encode()
            corners = (box.left, box.bottom, box.right, box.top)
            made.update({
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(FloatObject(corner) for corner in corners),
                NameObject("/Resources"): _resources(page).clone(self._out),
            })  # fmt: skip
            if "/Group" in page:
                made[NameObject("/Group")] = page["/Group"].clone(self._out)  # how its colours mix
            self._placed[known] = self._out._add_object(made)
        return self._placed[known]


def _resources(page: PageObject) -> DictionaryObject:
    found: IndirectObject | DictionaryObject | None = page.get("/Resources")
    held = found.get_object() if found is not None else None
    return held if isinstance(held, DictionaryObject) else DictionaryObject()


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:.5f}" for value in values)
