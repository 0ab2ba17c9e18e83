"""Questions of the usual layout as items: which option is right, and what the question is without options."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.utils.translation import gettext as _

from assessments.exchange.bodies import ESSAY, body, equal_shares, options, short
from assessments.exchange.files import Files
from assessments.exchange.html import clean, to_text
from assessments.exchange.item import Body, Entry, Item
from assessments.exchange.numbers import number
from assessments.importers.building import entry, title
from assessments.importers.layout import Block, Layout
from assessments.importers.lines import BOLD, COLOURED, HIGHLIGHTED, MARKS, UNDERLINED, Line
from common.errors import DomainError

_LETTERS = re.compile(
    r"(?:phương\s+án\s+)?([A-H](?:\s*(?:[,;&+]|và)?\s*[A-H])*)\s*[.)]?(?:\s.*)?", re.IGNORECASE | re.DOTALL
)
_POINTS = re.compile(r"([\d.,]+)\s*(?:điểm|đ)\b", re.IGNORECASE)
_TRUTH = {"đúng": True, "đ": True, "true": True, "sai": False, "s": False, "false": False}
_STAR = re.compile(r"\s*(?:\(\*\)|\*)\s*$|^\s*\*\s*")
_GIVEAWAY = BOLD | UNDERLINED | COLOURED | HIGHLIGHTED


def items(
    lines: Iterable[Line], keys: Iterable[tuple[int, str]], find: Callable[[str], bytes | None]
) -> Iterator[Entry]:
    """Every question of the document in its order; keys of tables join those of lines."""
    layout = Layout(lines)
    waiting: dict[int, deque[str]] = defaultdict(deque)
    for number_, key in [*layout.keys, *keys]:
        waiting[number_].append(key)
    for place, block in enumerate(layout.blocks, start=1):
        listed = waiting[block.number].popleft() if waiting[block.number] else ""
        name = title("", " ".join(line.text for line in block.text))
        kind = "single" if block.options else "essay"
        yield entry(place, name, kind, partial(_Question(block, Files(find)).item, place, listed))


class _Question:
    def __init__(self, block: Block, files: Files) -> None:
        self.block = block
        self.files = files
        self.notes: list[str] = []

    def item(self, place: int, listed: str) -> Item:
        text = self.html(self.block.text, BOLD if all(line.has(BOLD) for line in self.block.text) else 0)
        kind, fields = self.choice(listed) if self.block.options else self.open(listed)
        points = _POINTS.search(self.block.remark)
        said = {"general": self.html(self.block.said)}
        made = body(kind, text, points=number(points[1]) if points else 1, said=said, **fields)
        category = (title(self.block.section),) if self.block.section else ()
        notes = (*self.files.notes, *self.notes)
        return Item(place, title("", text), made, category, files=self.files.kept, notes=notes)

    def html(self, lines: list[Line], without: int = 0) -> str:
        return clean("<br>".join(line.html(without) for line in lines if line.text), self.files.resolve)

    def choice(self, listed: str) -> tuple[str, Body]:
        right = self.right(listed)
        shares = equal_shares(right)
        texts = (_STAR.sub("", self.html(lines, _GIVEAWAY)) for _label, lines, _star in self.block.options)
        offered = options((text, share, "") for text, share in zip(texts, shares, strict=True))
        if sum(right) == 1:
            return "single", {"options": offered, "shuffle": True}
        return "multiple", {"options": offered, "shuffle": True, "scoring": "all"}

    def right(self, listed: str) -> list[bool]:
        """What the question says, then what the key says, then how the options look."""
        looks = self._by_star() or self._by_look()
        for said in (self.block.key, listed):
            letters = _LETTERS.fullmatch(said) if said else None
            if letters:
                told = self._told({letter.upper() for letter in re.findall(r"[A-Ha-h]", letters[1])})
                if looks and looks != told:
                    self.notes.append(
                        _("Đáp án ghi ra khác với phương án được đánh dấu; đã theo đáp án ghi ra.")
                    )
                return told
        if not looks:
            raise DomainError(
                _("Không rõ đáp án đúng: không có dòng “Đáp án”, bảng đáp án hay phương án được đánh dấu.")
            )
        return looks

    def _told(self, letters: set[str]) -> list[bool]:
        known = [chr(ord("A") + place) for place in range(len(self.block.options))]
        if not letters <= set(known):
            raise DomainError(
                _("Đáp án %(key)s không có trong các phương án.") % {"key": ", ".join(sorted(letters))}
            )
        return [letter in letters for letter in known]

    def _by_star(self) -> list[bool]:
        found = [
            star or bool(lines and _STAR.search(lines[-1].text.removesuffix(".")))
            for _label, lines, star in self.block.options
        ]
        return found if any(found) else []

    def _by_look(self) -> list[bool]:
        """The first look that some options have and some have not."""
        for mark in MARKS:
            found = [
                label.has(mark)
                or (all(line.has(mark) for line in lines if line.text) and any(line.text for line in lines))
                for label, lines, _star in self.block.options
            ]
            if 0 < sum(found) < len(found):
                return found
        return []

    def open(self, listed: str) -> tuple[str, Body]:
        """Without options: true or false, a short answer, or an essay."""
        key = (self.block.key or listed).strip().rstrip(".")
        if key.casefold() in _TRUTH:
            return "true_false", {"right": _TRUTH[key.casefold()], "feedback_true": "", "feedback_false": ""}
        if key and len(key) <= 100:
            return "short", short([(to_text(clean(part.strip())), 1, "") for part in key.split("|")])
        self.notes.append(_("Không có phương án và đáp án ngắn: nhận là câu tự luận."))
        return "essay", {**ESSAY, "grader_info": clean(key)}
