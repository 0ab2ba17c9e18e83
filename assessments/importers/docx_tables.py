"""Tables of a document as lines: questions by row, a table to look at, or cells that only set lines side by side."""

import re
from collections.abc import Iterator
from string import ascii_uppercase

from assessments.exchange.sheet import KEY, OPTIONS, POINTS, READ_OPTIONS, SAID, TEXT
from assessments.importers.headings import columns
from assessments.importers.layout_signs import begins_something
from assessments.importers.lines import Line
from common.vietnamese import fold

Rows = list[list[list[Line]]]
_NUMBERS = frozenset(["stt", "tt", "cau", "so thu tu", "cau so"])
_CHOICES = re.compile(r"(?:cac )?(?:phuong an|dap an|lua chon)(?: tra loi| lua chon)?")
_COUNTED = re.compile(r"(?:\d{1,2}|[A-Ha-h])\s?[.):]?")
_TRUTHS = {"Đúng": "dung", "Sai": "sai"}
_LETTER = re.compile(r"\*?[A-Ha-h]\s?[.):/]?\*?")


class Table(Line):
    """A table in the text of a question: one line that is never cut."""

    rows: Rows

    @classmethod
    def of(cls, rows: Rows) -> "Table":
        words = " ".join(line.text for row in rows for cell in row for line in cell)
        made = cls(f"\u2060{words}")  # the joiner keeps its words from being read as a label
        made.looks = [0] * len(made.text)
        made.rows = rows
        return made

    def split(self) -> Iterator[Line]:
        yield self

    def cut(self, start: int, end: int | None = None) -> Line:
        return self if start == 0 and end != 0 else Line()

    def html(self, without: int = 0) -> str:
        cells = (
            "".join(f"<td>{'<br>'.join(line.html() for line in cell if line.text)}</td>" for cell in row)
            for row in self.rows
        )
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def lines_of(rows: Rows, asked: int) -> tuple[list[Line], int]:
    """The lines of a table, and how many questions were asked in rows so far."""
    if stated := statements(rows):
        return stated, asked
    for place, row in enumerate(rows[:3]):
        heads = _heads([" ".join(line.text for line in cell) for cell in row])
        if TEXT in heads and {KEY, OPTIONS[0], "#", "*"} & set(heads):
            return _asked(heads, rows[place + 1 :], asked)
    lines = [line for row in rows for line in _row(row)]
    pieces = [piece for line in lines for piece in line.split() if piece.text]
    whole = len(rows) > 1 and any(sum(map(bool, row)) > 1 for row in rows)
    if whole and not any(begins_something(piece.text) for piece in pieces):
        return [Table.of(rows)], asked
    return lines, asked


def statements(rows: Rows) -> list[Line]:
    """A table of statements with a column for each of Đúng and Sai, as a), b) … with what was ticked behind it."""
    heads = [fold(_words(cell)) for cell in rows[0]] if rows else []
    sides = {truth: heads.index(folded) for truth, folded in _TRUTHS.items() if heads.count(folded) == 1}
    if len(sides) < 2 or not 2 <= len(rows) - 1 <= len(OPTIONS):
        return []
    return [line for place, row in enumerate(rows[1:]) for line in _statement(row, "abcdefgh"[place], sides)]


def _statement(row: list[list[Line]], letter: str, sides: dict[str, int]) -> list[Line]:
    ticked = [truth for truth, at in sides.items() if at < len(row) and _words(row[at])]
    said = f" ({ticked[0]})" if len(ticked) == 1 else ""
    cells = [cell for at, cell in enumerate(row) if at not in sides.values() and _words(cell)]
    if len(cells) > 1 and _COUNTED.fullmatch(_words(cells[0])):
        del cells[0]
    lines = [line for cell in cells for line in cell if line.text.strip()] or [Line()]
    bare = _LETTER.match(lines[0].text)
    first = lines[0].cut(bare.end()) if bare and bare[0][-1] in ".):/" else lines[0].cut(0)
    lines[0] = _joined(Line(f"{letter})", [0]), first)
    lines[-1].add(said, 0)
    return lines


def _heads(cells: list[str]) -> list[str]:
    return [_head(written, known) for written, known in zip(cells, columns(cells), strict=True)]


def _head(written: str, known: str) -> str:
    said = " ".join(fold(written).rstrip(" :.").split())
    if said in _NUMBERS:
        return "#"
    return known or ("*" if _CHOICES.fullmatch(said) else "")


def _row(row: list[list[Line]]) -> Iterator[Line]:
    """Cells one after the other; a letter alone in its cell labels the next."""
    label: Line | None = None
    for cell in row:
        lines = [line for line in cell if line.text.strip()]
        if label and lines:
            lines = [_joined(label, lines[0]), *lines[1:]]
            label = None
        elif len(lines) == 1 and _LETTER.fullmatch(lines[0].text.strip()):
            label = lines[0]
            continue
        yield from lines
    if label:
        yield label


def _joined(label: Line, line: Line) -> Line:
    made = Line("", [], [])
    bare = label.cut(0)
    made.add(bare.text if bare.text[-1] in ".):/" else f"{bare.text}.", bare.looks[0])
    made.add(" ", bare.looks[0])
    return Line(made.text + line.text, made.looks + line.looks, line.pictures)


def _asked(heads: list[str], rows: Rows, asked: int) -> tuple[list[Line], int]:
    """Each row is a question; its columns become the lines of the usual layout."""
    found: list[Line] = []
    for row in rows:
        cells = {head: cell for head, cell in zip(heads, row, strict=False) if head and _words(cell)}
        if TEXT not in cells:
            found += [line for cell in row for line in cell]  # a heading across the table
            continue
        asked += 1
        points = f" ({_words(cells[POINTS])} điểm)" if POINTS in cells else ""
        found.append(Line.plain(f"Câu {asked}{points}:"))
        found += [*_unnumbered(cells[TEXT]), *cells.get("*", [])]
        for letter, name in zip(ascii_uppercase, READ_OPTIONS, strict=True):
            first, *more = [line for line in cells.get(name, []) if line.text.strip()] or [Line()]
            if first.text:
                bare = re.match(rf"\s*{letter}\s*[.):]\s*", first.text, re.IGNORECASE)
                first = first.cut(bare.end()) if bare else first
                found += [_joined(Line(letter, [0]), first), *more]
        keys = [_words(cell) for head, cell in zip(heads, row, strict=False) if head == KEY and _words(cell)]
        found += [Line.plain(f"Đáp án: {_together(keys)}")] if keys else []
        found += [Line.plain(f"Giải thích: {_words(cells[SAID])}")] if SAID in cells else []
    return found, asked


def _together(keys: list[str]) -> str:
    """What two columns of the key say: the same, a letter and its words, or two letters between which nobody can choose."""
    told = list({fold(key): key for key in sorted(keys, key=len)}.values())
    return (" hoặc " if all(len(key) == 1 for key in told) else ". ").join(told)


def _words(cell: list[Line]) -> str:
    return " ".join(line.text for line in cell).strip()


def _unnumbered(cell: list[Line]) -> list[Line]:
    """“Câu 3:” in the cell itself would begin a second question."""
    first, *more = [line for line in cell if line.text.strip()]
    named = re.match(r"\s*câu(?:\s+hỏi)?\s*\d{1,4}\s*[.:)]\s*", first.text, re.IGNORECASE)
    return [first.cut(named.end()) if named else first, *more]
