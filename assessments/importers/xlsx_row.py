"""One row of the sheet as a question."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.translation import gettext as _

from assessments.exchange.bodies import (
    ESSAY,
    body,
    equal_shares,
    numerical,
    options,
    ordered,
    pairs,
    short,
    tidy,
)
from assessments.exchange.html import from_text, plain_unicode
from assessments.exchange.item import Body, Item
from assessments.exchange.numbers import answer, number
from assessments.exchange.sheet import (
    ARROW,
    BAR,
    DIFFICULTY,
    HARD,
    KEY,
    KIND,
    KINDS,
    LEVEL,
    POINTS,
    READ_OPTIONS,
    SAID,
    TEXT,
    TOPIC,
)
from assessments.importers.building import title
from assessments.importers.cloze import gaps_of, looks_like
from assessments.importers.xlsx_by_option import TROUBLE
from assessments.importers.xlsx_key import LETTERS, OWN_LABEL, letters, refuse_two_readings
from common.errors import DomainError
from common.vietnamese import fold

_TRUTHS = {"dung": True, "true": True, "d": True, "sai": False, "false": False, "s": False}
_ARROW = re.compile(r"->|=>")
_OWN_ARROW = re.compile(rf"(?<!\\){ARROW}")
_ONE_GROUP = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d,]|\.\d)")
_BAR = re.compile(r"(?<!\\)\|")
_KINDS = {re.sub(r"[^\w]", "", fold(words)): kind for kind, words in KINDS.items()}
_KINDS |= {
    "motdapan": "single", "tracnghiem": "single", "chonmotdapan": "single", "mc": "single", "single": "single",
    "nhieudapan": "multiple", "chonnhieudapan": "multiple", "multiple": "multiple", "dung": "true_false",
    "truefalse": "true_false", "dienkhuyet": "short", "dientu": "short", "noi": "matching", "noicot": "matching",
    "ghepcot": "matching", "ghepnoi": "matching", "tn": "single", "motluachon": "single", "luachon": "single",
    "tracnghiem1dapan": "single", "tracnghiemmotdapan": "single", "1dapan": "single", "chon1": "single",
    "nhieuluachon": "multiple", "tracnghiemnhieudapan": "multiple", "dungsai": "true_false",
    "tl": "essay",
    "ds": "true_false", "traloi": "short", "dienvaochotrong": "short", "sothuc": "numerical", "thutu": "ordering",
    "essay": "essay", "short": "short", "numerical": "numerical",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """Cells by our names of the columns."""

    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return plain_unicode(self.cells.get(name, "")).strip()

    @property
    def empty(self) -> bool:
        return not any(self[name] for name in (TEXT, KEY, *READ_OPTIONS))

    @property
    def name(self) -> str:
        return title("", from_text(self[TEXT]))

    @property
    def options(self) -> list[str]:
        """Filled options; a hole between two is a mistake, and stays empty to be told."""
        texts = [self[name] for name in READ_OPTIONS]
        while texts and not texts[-1]:
            texts.pop()
        return _unlabelled(texts)


def _unlabelled(texts: list[str]) -> list[str]:
    """Without the letters that a teacher wrote again before every option."""
    labels = [OWN_LABEL.match(text) for text in texts]
    given = "".join(found[1].upper() for found in labels if found)
    if len(texts) < 2 or given != ascii_uppercase[: len(texts)]:
        return texts
    return [text[found.end() :] for text, found in zip(texts, labels, strict=True) if found]


def kind_of(row: Row) -> str:
    """The kind as written, or what the answer looks like."""
    said = re.sub(r"[^\w]", "", fold(row[KIND]))
    if said:
        return _KINDS.get(said, row[KIND])
    if looks_like(row[TEXT]):
        return "cloze"
    if row.options:
        return "single" if len(_letters(row)) < 2 else "multiple"
    if fold(row[KEY]) in _TRUTHS:
        return "true_false"
    if re.fullmatch(r"[-+]?\d+[.,]\d+", row[KEY]):
        return "numerical"
    return "short" if row[KEY] else "essay"


def build(number_: int, row: Row) -> Item:
    kind = kind_of(row)
    if row[TROUBLE]:
        raise DomainError(row[TROUBLE])
    if kind not in _MAKERS:
        raise DomainError(_("Không có loại câu hỏi “%(kind)s”.") % {"kind": kind})
    text, fields = _MAKERS[kind](row)
    made = body(kind, text, points=_points(row, fields), said={"general": from_text(row[SAID])}, **fields)
    category = tuple(part.strip() for part in row[TOPIC].split("/") if part.strip())
    tags = (f"{HARD}{row[DIFFICULTY]}",) if row[DIFFICULTY] else ()
    return Item(number_, title("", text), made, category, tags, {}, row[LEVEL])


def _points(row: Row, fields: Body) -> float:
    if row[POINTS]:
        return number(row[POINTS])
    return tidy(sum(gap["points"] for gap in fields["gaps"].values())) if "gaps" in fields else 1


def _letters(row: Row) -> list[str]:
    several = bool(row[KIND]) and kind_of(row) == "multiple"
    return letters(row[KEY], row.options, several=several)


def _choice(row: Row) -> tuple[str, Body]:
    refuse_two_readings(row[KEY], row.options, told=bool(row[KIND]))
    right = _letters(row)
    known = ascii_uppercase[: len(row.options)]
    if not right or not set(right) <= set(known):
        raise DomainError(
            _("Đáp án đúng phải là chữ của phương án (%(letters)s), đang ghi “%(key)s”.")
            % {"letters": ", ".join(known), "key": row[KEY]}
        )
    shares = equal_shares(letter in right for letter in known)
    offered = options((from_text(text), share, "") for text, share in zip(row.options, shares, strict=True))
    return from_text(row[TEXT]), {"options": offered, "shuffle": True}


def _single(row: Row) -> tuple[str, Body]:
    if len(_letters(row)) > 1:
        raise DomainError(_("Câu chọn một mà ghi nhiều đáp án đúng."))
    return _choice(row)


def _multiple(row: Row) -> tuple[str, Body]:
    text, fields = _choice(row)
    return text, {**fields, "scoring": "all"}


def _true_false(row: Row) -> tuple[str, Body]:
    key = fold(row[KEY])
    if key not in _TRUTHS:
        raise DomainError(_("Đáp án đúng của câu Đúng/Sai phải là Đúng hoặc Sai."))
    return from_text(row[TEXT]), {"right": _TRUTHS[key], "feedback_true": "", "feedback_false": ""}


def _key_parts(row: Row) -> list[str]:
    return [part.strip().replace(BAR, "|") for part in _BAR.split(row[KEY]) if part.strip()]


def _short(row: Row) -> tuple[str, Body]:
    if not row[KIND] and LETTERS.fullmatch(row[KEY]) and len(row[KEY]) == 1:
        raise DomainError(_("Đáp án là chữ %(key)s nhưng không đọc được các phương án.") % {"key": row[KEY]})
    return from_text(row[TEXT]), short((" ".join(part.split()), 1, "") for part in _key_parts(row))


def _numerical(row: Row) -> tuple[str, Body]:
    if found := _ONE_GROUP.search(row[KEY]):
        whole, decimals = found[0].replace(".", ""), found[0].replace(".", ",")
        raise DomainError(
            _("“%(said)s” là %(whole)s hay %(decimals)s? Hãy ghi rõ một trong hai.")
            % {"said": found[0], "whole": whole, "decimals": decimals}
        )
    return from_text(row[TEXT]), numerical((*answer(part), 1, "") for part in _key_parts(row))


def _matching(row: Row) -> tuple[str, Body]:
    sides = [[part.replace(f"\\{ARROW}", ARROW) for part in _sides(text)] for text in row.options]
    if any(len(side) != 2 for side in sides):
        raise DomainError(
            _("Câu ghép đôi ghi mỗi phương án thành “vế trái %(arrow)s vế phải”.") % {"arrow": ARROW}
        )
    kept, extra = pairs((from_text(left), " ".join(right.split())) for left, right in sides)
    return from_text(row[TEXT]), {"pairs": kept, "extra": extra}


def _sides(text: str) -> list[str]:
    """At our arrow where there is one, or else at one of the other ways to write it."""
    own = _OWN_ARROW.split(text, maxsplit=1)
    return own if len(own) > 1 else _ARROW.split(text, maxsplit=1)


def _ordering(row: Row) -> tuple[str, Body]:
    return from_text(row[TEXT]), {"items": ordered(map(from_text, row.options)), "scoring": "all"}


def _cloze(row: Row) -> tuple[str, Body]:
    text, gaps = gaps_of(row[TEXT])
    return from_text(text), {"gaps": gaps}


def _essay(row: Row) -> tuple[str, Body]:
    return from_text(row[TEXT]), {**ESSAY, "grader_info": from_text(row[KEY])}


def _file(row: Row) -> tuple[str, Body]:
    return from_text(row[TEXT]), {"types": [], "most_files": 1, "rubric": []}


def _likert(row: Row) -> tuple[str, Body]:
    first, *others = row[TEXT].split("\n")
    scale = [{"value": place, "text": text} for place, text in enumerate(row.options, start=1)]
    return from_text(first), {"scale": scale, "rows": [from_text(line) for line in others or [first]]}


_MAKERS: dict[str, Callable[[Row], tuple[str, Body]]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "short": _short,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
    "file": _file,
    "likert": _likert,
}
