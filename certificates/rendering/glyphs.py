"""The glyph test: every Vietnamese letter drawn through a template's own faces and read back from the PDF.

A drawing that reports success proves nothing: xhtml2pdf prints ■ for a letter it does not find, and two letters that
share a glyph look alike whatever the text says. So the text is read back, and the font's own table is asked as well.
"""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from certificates.rendering.errors import RenderingFailed
from certificates.rendering.faces import face_of, font
from certificates.rendering.page import render
from certificates.rendering.sheet import Sheet
from certificates.rules.design import PLAIN, TEXT, Design, Field
from certificates.rules.letters import LETTERS
from certificates.rules.letters import PLAIN as OTHERS

ROW = 23  # letters a line: as many as an A5 sheet holds
BLANK = Sheet(
    facts={
        "honorific": "", "name": "", "birth": "", "position": "", "unit": "", "course": "", "hours": 0, "mode": "",
        "started_on": "2026-01-01", "completed_on": "2026-01-01", "result": "", "place": "",
        "office": {"above": "", "name": ""}, "signatory": {"opening": "", "lines": [], "name": ""},
    },
    serial="", register_number="", issued_on=date(2026, 1, 1), check_url="https://a/b/c/", note="", sample=False,
)  # fmt: skip


def unreadable_letters(design: Design) -> str:
    """Letters that some face of the template would not print; empty when it passes."""
    styles = {
        (one.family, one.style, bold) for one in design.fields if one.kind == TEXT for bold in _weights(one)
    }
    failed = {letter for style in styles for letter in _failed(design, *style)}
    return "".join(letter for letter in LETTERS + OTHERS if letter in failed)


def _weights(field: Field) -> tuple[bool, ...]:
    return (False, True) if "**" in field.text else (False,)


def _failed(design: Design, family: str, style: str, bold: bool) -> set[str]:
    unknown = _without_own_glyph(face_of(family, style, bold=bold))
    drawn = [letter for letter in LETTERS + OTHERS if letter not in unknown]
    sheet = replace(design, background=PLAIN, picture="", large_print=False, fields=())
    for stamped in (True, False):
        unknown |= set(drawn) - _read_back(sheet, drawn, family, style, bold, stamped)
    return unknown


def _without_own_glyph(face: str) -> set[str]:
    """Missing from the font, or printed with the glyph of another letter."""
    table = font(face).face.charToGlyph
    owners: dict[int, str] = {}
    wrong = set()
    for letter in OTHERS + LETTERS:
        glyph = table.get(ord(letter), 0)
        if not glyph or owners.setdefault(glyph, letter) != letter:
            wrong.add(letter)
    return wrong


def _read_back(
    design: Design, letters: list[str], family: str, style: str, bold: bool, stamped: bool
) -> set[str]:
    """Stamped as a person's own text given in decomposed form, or set by xhtml2pdf as a fixed text."""
    rows = ["".join(letters[start : start + ROW]) for start in range(0, len(letters), ROW)]
    mark = "**" if bold else ""
    found: set[str] = set()
    box = Field(TEXT, 5, 10, design.size[0] - 10, 12, family=family, style=style, size=12, smallest=4)
    for row in rows:
        text = f"{mark}{'{ho_ten}' if stamped else row}{mark}"
        name = unicodedata.normalize("NFD", row) if stamped else ""
        sheet = replace(BLANK, facts=BLANK.facts | {"name": name})
        try:
            pdf = render(sheet, replace(design, fields=(replace(box, text=text),)))
        except RenderingFailed:
            continue
        if row in "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split()):
            found |= set(row)
    return found
