"""The official letter (công văn) as DOCX in the layout of Decree 30/2020, Annex I and III, with an annex of names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reports.documents.nd30 import ended
from reports.documents.package import packed
from reports.documents.wordml import cell, paragraph, row, ruled, run, section, table

LEFT, RIGHT = 70.0, 95.0  # the two columns of head and foot
ANNEX = (14.0, 66.0, 85.0)


@dataclass(frozen=True)
class Name:
    """One line of the annex."""

    name: str
    position: str
    unit: str


@dataclass(frozen=True)
class Letter:
    """What the paper says; `day` empty while it is not dated."""

    above: str
    issuer: str
    spoken: str  # the issuer in running text
    number: str
    subject: str
    place: str
    day: date | None
    year: int
    addressees: Sequence[str]
    body: str
    authority: str
    signer_post: str
    signer: str
    recipients: Sequence[str]
    annex_title: str
    names: Sequence[Name]


def write_letter(letter: Letter) -> bytes:
    """The DOCX."""
    blocks = [_head(letter), *_addressees(letter), *_body(letter), _foot(letter), *_annex(letter)]
    return packed("".join(blocks) + section(wide=False, first=True), title=letter.subject)


def dated(place: str, day: date | None, year: int) -> str:
    """Đồng Nai, ngày 05 tháng 02 năm 2026: days below ten and the first two months with a nought."""
    if day is None:
        return f"{place}, ngày      tháng      năm {year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def numbered(number: str) -> str:
    """Room to write where there is no number yet."""
    return f"Số: {number}" if number else "Số:          /"


def _centre(text: str, **look: object) -> str:
    return paragraph(run(text, **look), align="center")  # type: ignore[arg-type]


def _head(letter: Letter) -> str:
    above = [_centre(letter.above, size=12)] if letter.above else []
    left = [
        *above,
        _centre(letter.issuer, size=13, bold=True),
        ruled(24, LEFT),
        _centre(numbered(letter.number), size=13),
        _centre(f"V/v {letter.subject}", size=12),
    ]
    right = [
        _centre("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True),
        _centre("Độc lập - Tự do - Hạnh phúc", size=13, bold=True),
        ruled(56, RIGHT),
        _centre(dated(letter.place, letter.day, letter.year), size=13, italic=True),
    ]
    return _beside(left, right, (LEFT, RIGHT))


def _addressees(letter: Letter) -> Iterator[str]:
    if len(letter.addressees) == 1:
        yield paragraph(run(f"Kính gửi: {letter.addressees[0]}"), align="center", before=18, after=12)
        return
    yield paragraph(run("Kính gửi:"), indent=35, before=18)
    last = len(letter.addressees) - 1
    for number, one in enumerate(letter.addressees):
        end = "." if number == last else ";"
        yield paragraph(run(f"- {one}{end}"), indent=45, after=12 if number == last else 0)


def _body(letter: Letter) -> Iterator[str]:
    lines = [line.strip() for line in letter.body.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        end = "./." if number == len(lines) - 1 else ""
        text = line.removesuffix("./.").removesuffix(".") + end if end else line
        yield paragraph(run(text), align="both", indent=12.7, after=6, line=1.15)


def _foot(letter: Letter) -> str:
    left = [paragraph(run("Nơi nhận:", size=12, bold=True, italic=True))]
    left += [paragraph(run(f"- {one}", size=11)) for one in ended(letter.recipients)]
    lines = [letter.authority.upper(), letter.signer_post.upper()]
    right = [_centre(line, size=14, bold=True) for line in lines if line]
    right += [paragraph(run("")) for _gap in range(4)]
    right.append(_centre(letter.signer, size=14, bold=True))
    return paragraph(run("", size=6)) + _beside(left, right, (80, 85))


def _beside(left: Sequence[str], right: Sequence[str], widths: tuple[float, float]) -> str:
    cells = [cell("".join(part), width) for part, width in zip((left, right), widths, strict=True)]
    return table([row(cells)], widths, lines=False)


def _annex(letter: Letter) -> Iterator[str]:
    yield paragraph(run("PHỤ LỤC", bold=True), align="center", new_page=True)
    yield paragraph(run(letter.annex_title, bold=True), align="center")
    number = letter.number or "          "
    day = f"ngày {letter.day:%d/%m/%Y}" if letter.day else f"ngày     /    /{letter.year}"
    origin = f"(Kèm theo Công văn số {number} {day} của {letter.spoken})"
    yield paragraph(run(origin, italic=True), align="center")
    yield ruled(40, LEFT + RIGHT)
    head = _line(
        [_said(word, bold=True, align="center") for word in ("TT", "Họ và tên", "Chức vụ")], head=True
    )
    yield table([head, *_lines(letter.names)], ANNEX, lines=True)


def _lines(names: Sequence[Name]) -> Iterator[str]:
    """In the order given: units, and within them by given name; numbered through."""
    count = 0
    for unit, inside in groupby(names, key=lambda one: one.unit):
        those = list(inside)
        group = _said(f"{unit} ({len(those)} người)", bold=True)
        yield row([cell(group, sum(ANNEX), span=len(ANNEX))])
        for one in those:
            count += 1
            yield _line([_said(str(count), align="center"), _said(one.name), _said(one.position)])


def _line(texts: Sequence[str], *, head: bool = False) -> str:
    return row([cell(text, width) for text, width in zip(texts, ANNEX, strict=True)], head=head)


def _said(text: str, *, bold: bool = False, align: str = "left") -> str:
    return paragraph(run(text, size=13, bold=bold), align=align, before=2, after=2)
