"""Moodle's embedded answers, {1:MULTICHOICE:=right#well~wrong}, as text with gaps [[1]]."""

import re

from django.utils.translation import gettext as _

from assessments.exchange.bodies import numerical, options, short, tidy
from assessments.exchange.html import clean, to_text
from assessments.exchange.item import Body
from assessments.exchange.numbers import answer, number, share
from common.errors import DomainError

_GAP = re.compile(
    r"\{\s*(\d*(?:[.,]\d+)?)\s*:\s*([A-Z]+(?:_[A-Z]+)?)\s*:((?:\\.|[^\\}])*)\}", re.DOTALL | re.I
)
_LOOKS_BROKEN = re.compile(r"\{\s*\d*\s*:\s*[A-Z_]*\s*:?")
_CUT = re.compile(r"(?<!\\)~")
_HASH = re.compile(r"(?<!\\)#")
_WEIGHT = re.compile(r"\s*(?:%(-?\d+(?:\.\d+)?)%|(=))?(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([~#}{=\"'/&%])")
_SHORT, _CASED, _NUMBER = ("SHORTANSWER", "SA", "MW"), ("SHORTANSWER_C", "SAC", "MWC"), ("NUMERICAL", "NM")
_SINGLE = ("MULTICHOICE", "MC", "MCV", "MCH", "MCS", "MCHS", "MCVS")
_MULTIPLE = ("MULTIRESPONSE", "MR", "MRV", "MRH", "MRS", "MRHS", "MRVS")


def looks_like(text: str) -> bool:
    """Whether there are embedded answers in the text."""
    return bool(_LOOKS_BROKEN.search(text))


def gaps_of(html: str) -> tuple[str, dict[str, Body]]:
    """The text with its gaps numbered, and the gaps; a DomainError for a gap that cannot be read."""
    gaps: dict[str, Body] = {}

    pieces, end = [], 0
    for place, found in enumerate(_GAP.finditer(html), start=1):
        gaps[str(place)] = _gap(str(place), found[1], found[2], found[3])
        pieces += [_between(html[end : found.start()]), f"[[{place}]]"]
        end = found.end()
    text = "".join([*pieces, _between(html[end:])])
    if not gaps or _LOOKS_BROKEN.search(text):
        raise DomainError(_("Có chỗ trống {…} viết sai cú pháp, thiếu dấu đóng chẳng hạn."))
    return text, gaps


def _between(html: str) -> str:
    """What stands around gaps; it must not look like one. Inside a gap two brackets are the author's."""
    return html.replace("[[", "[ [")


def _gap(place: str, points: str, name: str, inner: str) -> Body:
    gap = {"points": number(points) if points else 1}
    answers = [_answer(piece) for piece in _CUT.split(inner) if piece.strip()]
    name = name.upper()
    base = name.partition("_")[0]
    if name in (*_SHORT, *_CASED):
        plain = ((to_text(text), part, said) for text, part, said in answers)
        return {"kind": "short", **gap, **short(plain, case=name in _CASED)}
    if name in _NUMBER:
        found = ((*answer(to_text(text)), part, said) for text, part, said in answers)
        return {"kind": "numerical", **gap, **numerical(found)}
    if base in _SINGLE:
        return {
            "kind": "single",
            **gap,
            "options": options(answers),
            "shuffle": "S" in name[len(base) :] or base.endswith("S"),
        }
    if base in _MULTIPLE:
        return {
            "kind": "multiple",
            **gap,
            "options": options(_shared(answers)),
            "shuffle": False,
            "scoring": "partial",
        }
    raise DomainError(_("Chỗ trống %(place)s thuộc loại lạ: %(name)s.") % {"place": place, "name": name})


def _answer(piece: str) -> tuple[str, float, str]:
    text, *said = _HASH.split(piece, maxsplit=1)
    weighed = _WEIGHT.fullmatch(text)
    assert weighed is not None
    part = share(weighed[1]) if weighed[1] else tidy(1 if weighed[2] else 0)
    return _shown(weighed[3]), part, _shown(said[0]) if said else ""


def _shown(text: str) -> str:
    return clean(_ESCAPED.sub(r"\1", text))


def _shared(answers: list[tuple[str, float, str]]) -> list[tuple[str, float, str]]:
    """Moodle gives every right one its whole weight and divides by their sum."""
    whole = sum(part for _text, part, _said in answers if part > 0) or 1
    return [(text, part / whole, said) for text, part, said in answers]
