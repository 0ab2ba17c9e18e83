"""Fitting a text into its box: one line as large as it goes, then several, then refused; never cut."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from django.utils.translation import gettext as _
from reportlab.pdfbase import pdfmetrics

from certificates.rendering.errors import RenderingFailed
from certificates.rendering.faces import face_of, unknown_letters
from certificates.rules.design import Field
from certificates.rules.variables import Run

POINT = 72 / 25.4  # points in a millimetre
LEADING = 1.22
ASCENT, CONTENT = 0.891, 1.107  # of Tinos, in sizes
ALONE = 0.65  # below this share of its size a single line is broken instead
BELOW = 2.0  # millimetres from the last baseline to the rule

Piece = tuple[str, str]  # text and face
Word = list[Piece]


@dataclass(frozen=True)
class Line:
    """One line at its place, in points from the lower left corner."""

    x: float
    baseline: float
    size: float
    pieces: tuple[Piece, ...]
    width: float


def set_text(field: Field, runs: list[Run], height: float) -> list[Line]:
    """The lines of a field on a sheet of that height (mm); none where there is nothing to say."""
    lines = [list(_words(field, line)) for line in _broken_by_hand(runs)]
    lines = [line for line in lines if line]
    if not lines:
        return []
    size, broken = _fitted(field, lines)
    return list(_placed(field, broken, size, height))


def _broken_by_hand(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for text, bold in runs:
        first, *others = text.split("\n")
        lines[-1].append((first, bold))
        lines.extend([(other, bold)] for other in others)
    return lines


def _words(field: Field, runs: list[Run]) -> Iterator[Word]:
    """Words of one or more pieces: in "(**a**)" three pieces stand without a space."""
    word: Word = []
    for text, bold in runs:
        face = face_of(field.family, field.style, bold=bold)
        if unknown := unknown_letters(text, face):
            raise RenderingFailed(_("Phông chữ không có chữ: %(letters)s") % {"letters": " ".join(unknown)})
        for number, part in enumerate(text.split(" ")):
            if number and word:
                yield word
                word = []
            if part:
                word.append((part, face))
    if word:
        yield word


def _fitted(field: Field, lines: list[list[Word]]) -> tuple[float, list[list[Word]]]:
    """Size and lines; sizes go down by half points."""
    room, tall = field.w * POINT, field.h * POINT
    most = max(_width(field, line) for line in lines)
    single = _half(min(field.size, room / most if most else field.size, tall / LEADING / len(lines)))
    if single >= max(field.smallest, field.size * ALONE if len(lines) == 1 else 0):
        return single, lines
    size = field.size
    while size >= field.smallest:
        broken = [part for line in lines for part in _wrapped(field, line, room / size)]
        fits = len(broken) * LEADING * size <= tall + 0.1
        if fits and all(_width(field, line) * size <= room + 0.1 for line in broken):
            return size, broken
        size -= 0.5
    text = " ".join(piece for line in lines for word in line for piece, _face in word)
    raise RenderingFailed(_("Không đủ chỗ cho: %(text)s") % {"text": text[:120]})


def _half(size: float) -> float:
    """Down to a half point; a size given as it is stays."""
    return floor(size * 2 + 1e-6) / 2


def _wrapped(field: Field, words: list[Word], room: float) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in words:
        if line and _width(field, [*line, word]) > room:
            yield line
            line = []
        line.append(word)
    yield line


def _width(field: Field, words: list[Word]) -> float:
    """Of a line at one point; tracking stands between letters and is counted at the field's size."""
    pieces = _joined(words)
    letters = sum(len(text) for text, _face in pieces)
    told = sum(pdfmetrics.stringWidth(text, face, 1) for text, face in pieces)
    return float(told + max(letters - 1, 0) * field.tracking / field.size)


def _joined(words: list[Word]) -> tuple[Piece, ...]:
    """Neighbours in one face become one piece, so that the text reader finds whole phrases."""
    pieces: list[Piece] = []
    for number, word in enumerate(words):
        for place, (text, face) in enumerate(word):
            told = f" {text}" if number and not place else text
            if pieces and pieces[-1][1] == face:
                pieces[-1] = (pieces[-1][0] + told, face)
            else:
                pieces.append((told, face))
    return tuple(pieces)


def _placed(field: Field, lines: list[list[Word]], size: float, height: float) -> Iterator[Line]:
    tall = len(lines) * LEADING * size
    spare = field.h * POINT - tall
    top = (height - field.y) * POINT - spare * {"top": 0, "middle": 0.5, "bottom": 1}[field.valign]
    drop = (LEADING - CONTENT) / 2 + ASCENT
    for number, line in enumerate(lines):
        width = _width(field, line) * size
        left = field.x * POINT + (field.w * POINT - width) * ALIGNED[field.align]
        yield Line(left, top - (number * LEADING + drop) * size, size, _joined(line), width)


ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}
