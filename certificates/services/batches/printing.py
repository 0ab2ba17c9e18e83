"""One file for the printer: the pages of many PDFs written one after the other, never all in memory."""

from collections.abc import Iterator
from io import BytesIO
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.files.base import File
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
)

from certificates.services.batches.drawing import read
from certificates.services.batches.lease import Lease
from certificates.services.batches.order import ordered
from certificates.storage import private_storage

CATALOG, PAGES = 1, 2
DROPPED = ("/Annots", "/Parent", "/Trans", "/StructParents", "/Tabs")


def merge(lease: Lease) -> None:
    """The batch's print file, by unit and given name; named in the row only when it is complete."""
    keys = ordered(lease.row)
    if not keys:
        lease.set(print_file="")
        return
    with NamedTemporaryFile(suffix=".pdf") as out:
        book = Book(out)
        for number, certificate in enumerate(read(keys), start=1):
            with certificate.pdf.open("rb") as file:
                book.add(file.read())
            lease.say("print", number, len(keys))
        book.close()
        out.seek(0)
        replace(lease, "print_file", f"batches/{lease.row.uuid}-in.pdf", File(out))


def replace(lease: Lease, field: str, name: str, content: File) -> None:  # type: ignore[type-arg]
    """Store a batch's file and name it; what it had before goes."""
    before = getattr(lease.row, field).name
    stored = private_storage().save(name, content)
    try:
        lease.set(**{field: stored})
    except BaseException:
        private_storage().delete(stored)
        raise
    if before:
        private_storage().delete(before)


class Book:
    """A PDF written as its pages come; signatures are drawn into the page, as a merged file proves nothing."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.starts: dict[int, int] = {}
        self.next, self.pages = PAGES + 1, ArrayObject()
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, pdf: bytes) -> None:
        """All pages of one file."""
        for page in PdfReader(BytesIO(pdf)).pages:
            flat = self._flattened(page)
            known: dict[int, int] = {}
            queue: list[tuple[int, PdfObject]] = [(self._number(), flat)]
            self.pages.append(self._reference(queue[0][0]))
            while queue:
                number, thing = queue.pop()
                self._write(number, self._renumbered(thing, known, queue))

    def close(self) -> None:
        """What names the pages, and where everything lies."""
        self._write(PAGES, DictionaryObject({
            NameObject("/Type"): NameObject("/Pages"), NameObject("/Kids"): self.pages,
            NameObject("/Count"): NumberObject(len(self.pages)),
        }))  # fmt: skip
        self._write(CATALOG, DictionaryObject({
            NameObject("/Type"): NameObject("/Catalog"), NameObject("/Pages"): self._reference(PAGES),
        }))  # fmt: skip
        start, size = self.out.tell(), self.next
        self.out.write(f"xref\n0 {size}\n0000000000 65535 f \n".encode())
        for number in range(1, size):
            self.out.write(f"{self.starts[number]:010d} 00000 n \n".encode())
        self.out.write(
            f"trailer\n<< /Size {size} /Root {CATALOG} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        )

    def _flattened(self, page: Any) -> DictionaryObject:
        """The page with what its fields show as part of the page."""
        flat = DictionaryObject(page)
        for key in DROPPED:
            flat.pop(NameObject(key), None)
        flat[NameObject("/Parent")] = self._reference(PAGES)
        marks = list(_marks(page))
        if marks:
            resources = DictionaryObject(page["/Resources"])
            objects = DictionaryObject(resources.get("/XObject", {}))
            drawn = "\nQ"
            for number, (shown, x, y) in enumerate(marks):
                objects[NameObject(f"/Field{number}")] = shown
                drawn += f"\nq 1 0 0 1 {x:g} {y:g} cm /Field{number} Do Q"
            resources[NameObject("/XObject")] = objects
            flat[NameObject("/Resources")] = resources
            around = (self._stream("q\n"), self._stream(drawn))
            flat[NameObject("/Contents")] = ArrayObject([around[0], *_contents(page), around[1]])
        return flat

    def _stream(self, text: str) -> IndirectObject:
        number, stream = self._number(), DecodedStreamObject()
        stream.set_data(text.encode())
        self._write(number, stream)
        return self._reference(number)

    def _number(self) -> int:
        self.next += 1
        return self.next - 1

    def _reference(self, number: int) -> IndirectObject:
        return IndirectObject(number, 0, None)

    def _write(self, number: int, thing: PdfObject) -> None:
        self.starts[number] = self.out.tell()
        self.out.write(f"{number} 0 obj\n".encode())
        thing.write_to_stream(self.out)
        self.out.write(b"\nendobj\n")

    def _renumbered(self, thing: Any, known: dict[int, int], queue: list[tuple[int, PdfObject]]) -> Any:
        """The thing with our numbers in its references; what they lead to is queued once."""
        if isinstance(thing, IndirectObject):
            if thing.pdf is None:
                return thing  # already ours
            if thing.idnum not in known:
                known[thing.idnum] = self._number()
                queue.append((known[thing.idnum], thing.get_object() or NullObject()))
            return self._reference(known[thing.idnum])
        if isinstance(thing, DictionaryObject):
            for key, value in thing.items():
                dict.__setitem__(thing, key, self._renumbered(value, known, queue))
        elif isinstance(thing, ArrayObject):
            for place, value in enumerate(thing):
                thing[place] = self._renumbered(value, known, queue)
        return thing


def _marks(page: Any) -> Iterator[tuple[Any, float, float]]:
    for reference in page.get("/Annots", []):
        annotation = reference.get_object()
        if "/AP" in annotation and annotation.get("/Subtype") == "/Widget":
            x, y = (float(FloatObject(edge)) for edge in annotation["/Rect"][:2])
            yield annotation["/AP"].raw_get("/N"), x, y


def _contents(page: Any) -> list[Any]:
    raw = page.raw_get("/Contents")
    found = raw.get_object()
    return list(found) if isinstance(found, ArrayObject) else [raw]
