"""Pages of A5 two by two on A4, in the order in which a folded stack reads."""

import io

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject
from reportlab.lib.pagesizes import A4


def folding_order(pages: int) -> list[tuple[int, int]]:
    """(left, right) of each side of paper, numbered from 0, so that the folded stack reads in order."""
    total = pages + -pages % 4
    return [(side, total - 1 - side) if side % 2 else (total - 1 - side, side) for side in range(total // 2)]


def folded(pdf: bytes) -> bytes:
    """A5 pages two by two on A4 across; print on both sides, turned at the short edge, and fold.

    Blank pages stand before the last one, which is the back of the booklet.
    """
    source, out = PdfReader(io.BytesIO(pdf)), PdfWriter()
    keep_layers(source, out)
    pages = source.pages
    wide, high = A4[1], A4[0]
    by_place = dict(enumerate(pages[:-1])) | {
        len(pages) + -len(pages) % 4 - 1: pages[-1]
    }  # the last on the back
    for left_and_right in folding_order(len(pages)):
        sheet = PageObject.create_blank_page(width=wide, height=high)
        for place, number in enumerate(left_and_right):
            page = by_place.get(number)
            if page is not None:
                sheet.merge_transformed_page(page, Transformation().translate(place * wide / 2, 0))
        out.add_page(sheet)
    packed = io.BytesIO()
    out.write(packed)
    return packed.getvalue()


def keep_layers(source: PdfReader, out: PdfWriter) -> None:
    """What a file keeps hidden in layers stays hidden."""
    layers = source.root_object.get("/OCProperties")
    if layers is not None:
        out.root_object[NameObject("/OCProperties")] = layers.get_object().clone(out)
