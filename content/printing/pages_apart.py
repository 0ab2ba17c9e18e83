"""A foreign PDF set anew in a process of its own, with limits: `python -m content.printing.pages_apart`.

In come one line of JSON (form, labels, how long our closing page is), that page, and the file; out come one line of JSON
(why not, if not) and the PDF. pdfium mends the file and draws stamps and filled fields into its pages; no script, link
or attachment of it reaches the paper.
"""

import io
import json
import resource
import sys
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader

from content.printing.pages_ink import Ink, ink_of
from content.printing.pages_set import BOOKLET, LARGE, as_booklet, as_they_are, enlarged

MEMORY = 1200 * 1024**2  # address space
SECONDS = 40  # of the processor
MAY_PRINT = 1 << 2  # of a file's permissions


class Refused(Exception):
    """`args[0]` is the word for which the asking side has a sentence."""


def main() -> None:
    """Read standard input, write standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told = json.loads(sys.stdin.buffer.readline())
    closing = sys.stdin.buffer.read(told["closing"])
    try:
        made, said = set_pages(sys.stdin.buffer.read(), closing, told), {"refused": ""}
    except Refused as why:
        made, said = b"", {"refused": str(why)}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)


def set_pages(pdf: bytes, closing: bytes, told: dict[str, Any]) -> bytes:
    """The PDF of a form; Refused with a word when there can be none."""
    form = told["form"]
    mended, inks = _mended(pdf, told["most"], looked_at=form == LARGE)
    source, end = PdfReader(io.BytesIO(mended), strict=False), PdfReader(io.BytesIO(closing))
    pages = list(source.pages)
    if form == LARGE:
        return enlarged(pages, inks, end, source, told["labels"])
    return (as_booklet if form == BOOKLET else as_they_are)(pages, end, source)


def _mended(pdf: bytes, most: int, *, looked_at: bool) -> tuple[bytes, list[Ink | None]]:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as why:
        raise Refused("locked" if why.err_code == pdfium.FPDF_ERR_PASSWORD else "broken") from why
    if not len(document):
        raise Refused("broken")
    if len(document) > most:
        raise Refused("long")
    if not pdfium.FPDF_GetDocPermissions(document) & MAY_PRINT:
        raise Refused("forbidden")
    for number in range(len(document)):
        pdfium.FPDFPage_Flatten(document[number], pdfium.FLAT_PRINT)
    inks = [_ink(document[number]) for number in range(len(document))] if looked_at else []
    out = io.BytesIO()
    document.save(out, flags=pdfium.FPDF_REMOVE_SECURITY)
    return out.getvalue(), inks


def _ink(page: pypdfium2.PdfPage) -> Ink | None:
    return ink_of(page.render(scale=1, grayscale=True).to_pil())


if __name__ == "__main__":
    main()
