"""A workbook of one sheet: XlsxWriter's frame with our own rows in it (sheet_rows)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from common.sheet_rows import Looks, column_name, rows_xml

SHEET = "xl/worksheets/sheet1.xml"
LEVEL = 4  # of deflate: a sheet repeats itself so much that 6 makes it a tenth smaller in twice the time
_AT_ONCE = 500  # rows encoded together
_CHUNK = 1 << 18
_HUGE = 1 << 30  # of which a zip must be told before
_EXAMPLE = re.compile(
    r'<row r="\d+"[^>]*><c r="A\d+" s="(\d+)">.*?</c><c r="B\d+" s="(\d+)">.*?</c></row></sheetData>'
)
_DIMENSION = re.compile(r'<dimension ref="A1(?::[A-Z]+\d+)?"/>')


def write_book(
    target: IO[bytes] | str, frame: IO[bytes], rows: Iterable[Sequence[Any]], *, first: int, columns: int
) -> None:
    """The frame's last row is an example, a day and a moment in their styles: ours stand in its place.

    `first` is the number of the first row, counted from one. The rows wait in a file on disk: how many they are
    stands before them.
    """
    with (
        ZipFile(frame) as old,
        TemporaryFile() as body,
        ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as book,
    ):
        sheet = old.read(SHEET).decode()
        example = _EXAMPLE.search(sheet)
        assert example, "the frame of a sheet without its example"
        last = _spool(body, rows_xml(rows, first, Looks(*example.groups())), first - 1)
        reach = f"{column_name(columns - 1)}{last}"
        head = _DIMENSION.sub(
            f'<dimension ref="A1{":" + reach if reach != "A1" else ""}"/>', sheet[: example.start()]
        )
        for part in old.infolist():
            if part.filename != SHEET:
                book.writestr(part, old.read(part))
                continue
            with book.open(SHEET, "w", force_zip64=body.tell() > _HUGE) as out:
                out.write(head.encode())
                body.seek(0)
                while piece := body.read(_CHUNK):
                    out.write(piece)
                out.write(f"</sheetData>{sheet[example.end() :]}".encode())


def _spool(body: IO[bytes], rows: Iterator[tuple[int, str]], last: int) -> int:
    """Write the rows; the number of the last."""
    while piece := list(islice(rows, _AT_ONCE)):
        last = piece[-1][0]
        body.write("".join([xml for _number, xml in piece]).encode())
    return last
