"""Sheets with one option in a row (Câu | Phương án | Nội dung | Đúng), set together as one row for a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from django.utils.translation import gettext as _

from assessments.exchange.sheet import KEY, READ_OPTIONS, TEXT
from assessments.importers.headings import columns
from common.errors import DomainError
from common.vietnamese import fold

TROUBLE = "?"  # a cell of ours: a sentence saying why the row cannot be read
_HEADS = {
    "number": "cau|cau so|so cau|stt|tt|so thu tu|ma cau|ma cau hoi",
    "asked": "cau hoi|noi dung cau hoi",
    "option": "phuong an|lua chon|ky hieu|phuong an tra loi|phuong an lua chon",
    "words": "noi dung|noi dung phuong an|noi dung lua chon|noi dung tra loi",
    "right": "dung|dung sai|la dap an dung|dap an dung|dap an",
}
_KNOWN = {word: name for name, words in _HEADS.items() for word in words.split("|")}
_YES = frozenset(["x", "v", "✓", "✔", "√", "*", "1", "dung", "d", "true", "co", "yes"])
_NO = frozenset(["", "0", "-", "sai", "s", "false", "khong", "no"])
_LETTER = re.compile(r"([A-Z])\s*[.):]?", re.IGNORECASE)
_OWN = re.compile(r"\s*([A-Z])\s*[.):/]\s*(?=\S)", re.IGNORECASE)
Cells = dict[str, str]


def names_options(heading: Sequence[str]) -> bool:
    """Whether one column is that of all options."""
    return _names(heading).count("option") == 1


def _names(heading: Sequence[str]) -> list[str]:
    said = (" ".join(re.sub(r"[^\w\s]", " ", fold(cell)).split()) for cell in heading)
    return [_KNOWN.get(word, "") for word in said]


@dataclass
class _Asked:
    cells: Cells = field(default_factory=dict)
    right: list[str] = field(default_factory=list)
    options: int = 0
    mark: tuple[str, str] = ("", "")


class ByOption:
    """What the columns are; `fits` says whether the sheet is such a one at all."""

    def __init__(self, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        found = _names(heading)
        self.at = {name: found.index(name) for name in _HEADS if found.count(name) == 1}
        self.others = {at: name for at, name in enumerate(columns(heading)) if name and not found[at]}
        self.rows = rows

    @property
    def read(self) -> list[int]:
        """Places of the columns that are looked at."""
        return sorted({*self.at.values(), *self.others})

    @property
    def fits(self) -> bool:
        """One column of options, and rows that name them by letters or are ticked; a DomainError for half of it."""
        if "option" not in self.at or {*self.others.values()} & {*READ_OPTIONS}:
            return False
        named = [row[self.at["option"]] for row in self.rows if row[self.at["option"]]]
        lettered = bool(named) and all(_LETTER.fullmatch(cell) for cell in named)
        ticked = "right" in self.at and all(fold(self._cell(row, "right")) in _YES | _NO for row in self.rows)
        told = ticked and any(fold(self._cell(row, "right")) in _YES for row in self.rows)
        if told and (lettered and "words" in self.at and ("number" in self.at or "asked" in self.at)):
            return True
        if told and not lettered and "asked" in self.at and "words" not in self.at:
            return True
        if lettered:
            raise DomainError(
                _(
                    "Bảng ghi mỗi phương án một dòng mà không rõ đủ các cột Câu, Phương án, Nội dung, Đúng (ghi x)."
                    " Hãy đặt đúng các tên cột ấy, hoặc xếp mỗi câu một dòng như tệp mẫu."
                )
            )
        return False

    def questions(self, shown: Sequence[bool], crossed: Sequence[str]) -> Iterator[tuple[Cells, bool]]:
        """One row of our names for each question, and whether all of its rows are `shown`.

        A sentence of `crossed` says of its row what is crossed out there.
        """
        asked, seen = _Asked(), True
        for row, visible, trouble in zip(self.rows, shown, crossed, strict=True):
            if not any(row):
                continue
            mark = (self._cell(row, "number"), self._cell(row, "asked"))
            option = self._cell(row, "option")
            new = any(one and one != other for one, other in zip(mark, asked.mark, strict=True))
            if new or (asked.options and not option):
                yield _whole(asked), seen
                asked, seen = _Asked(mark=mark), True
            seen = seen and visible
            self._take(asked, row, option)
            asked.cells[TROUBLE] = asked.cells.get(TROUBLE) or trouble
        yield _whole(asked), seen

    def _take(self, asked: _Asked, row: Sequence[str], option: str) -> None:
        cells = asked.cells
        for at, name in self.others.items():
            cells[name] = cells.get(name) or row[at]
        if "asked" in self.at:
            cells[TEXT] = cells.get(TEXT) or self._cell(row, "asked")
        elif not option:
            cells[TEXT] = "\n".join(filter(None, [cells.get(TEXT), self._cell(row, "words")]))
        if option:
            self._offer(asked, row, option)

    def _offer(self, asked: _Asked, row: Sequence[str], option: str) -> None:
        own = (_LETTER.fullmatch if "words" in self.at else _OWN.match)(option)
        letter = own[1].upper() if own else ascii_uppercase[min(asked.options, 25)]
        name = f"phương án {letter}"
        if name in asked.cells:
            asked.cells[TROUBLE] = _("Phương án %(letter)s có hai lần.") % {"letter": letter}
        asked.cells[name] = (
            self._cell(row, "words") if "words" in self.at else option[own.end() :] if own else option
        )
        asked.options += 1
        asked.right += [letter] if fold(self._cell(row, "right")) in _YES else []

    def _cell(self, row: Sequence[str], name: str) -> str:
        return row[self.at[name]] if name in self.at else ""


def _whole(asked: _Asked) -> Cells:
    return {**asked.cells, KEY: ", ".join(asked.right)} if asked.cells else {}
