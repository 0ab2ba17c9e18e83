"""Questions of the usual layout as items: which option is right, and what the question is without options."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.utils.translation import gettext as _

from assessments.exchange.bodies import body, equal_shares, options
from assessments.exchange.files import Files
from assessments.exchange.html import clean, to_text
from assessments.exchange.item import Body, Entry, Item, Rejected
from assessments.exchange.numbers import number
from assessments.exchange.sheet import DIFFICULTIES, HARD
from assessments.importers.building import entry, title
from assessments.importers.key_codes import Key, choose
from assessments.importers.key_doubts import doubts
from assessments.importers.layout import laid_out
from assessments.importers.layout_block import Block
from assessments.importers.layout_open import open_question, trailing_options
from assessments.importers.layout_order import set_in_order
from assessments.importers.layout_right import Right
from assessments.importers.layout_statements import asks_of_each, judged, paired, truths
from assessments.importers.lines import BOLD, COLOURED, HIGHLIGHTED, UNDERLINED, Line
from common.vietnamese import fold

_POINTS = re.compile(r"[(\[]\s*([\d.,]+)\s*(?:điểm|đ)\s*(?:/câu)?\s*[)\]]\s*[.:]?", re.IGNORECASE)
_HARD = re.compile(
    r"[(\[]\s*(NB|TH|VDC|VD|nhận biết|thông hiểu|vận dụng cao|vận dụng)\s*[)\]]\s*[.:]?", re.IGNORECASE
)
_SHORT = dict(zip(("nb", "th", "vd", "vdc"), DIFFICULTIES, strict=True))
_STAR = re.compile(
    r"\s*(?:\(\*\)|\*|[(\[]\s*(?:x|đúng|đ)\s*[)\]]|[✓✔√☑])\s*$|^\s*(?:\*|[✓✔√☑☒☐□]|[(\[]\s*x\s*[)\]])\s*",
    re.IGNORECASE,
)
_WORTH = re.compile(r"[(\[]?\s*[\d.,]+\s*(?:điểm|đ)\s*[)\]]?\.?", re.IGNORECASE)
_GIVEAWAY = BOLD | UNDERLINED | COLOURED | HIGHLIGHTED


def items(
    lines: Iterable[Line],
    keys: Iterable[Key],
    find: Callable[[str], bytes | None],
    *,
    asked: str = "",
    headed: Iterable[str] = (),
) -> Iterator[Entry]:
    """Every question of the document in its order; keys of tables join those of lines.

    Of several codes the one `asked` for counts; `headed` are those that stand at the head or foot of pages.
    """
    layout = laid_out(list(lines))
    waiting: dict[int, deque[str]] = defaultdict(deque)
    kept, codes = choose([*layout.key.keys, *keys], layout.own or list(headed), asked)
    if codes:
        yield codes
    for number_, key in kept:
        waiting[number_].append(key)
    doubted = doubts(layout.blocks, kept, layout.key.wrong)
    for place, block in enumerate(layout.blocks, start=1):
        listed = block.listed(waiting[block.number].popleft() if waiting[block.number] else "")
        name = title("", " ".join(line.text for line in block.text))
        kind = "single" if block.options else "essay"
        if why := doubted.get(place - 1):
            yield Rejected(place, title(name), kind, why)
        else:
            yield entry(place, name, kind, partial(_Question(block, Files(find)).item, place, listed))


class _Question:
    def __init__(self, block: Block, files: Files) -> None:
        self.block = block
        self.files = files
        self.notes: list[str] = []
        self.tags: tuple[str, ...] = ()

    def item(self, place: int, listed: str) -> Item:
        points = self.points()
        if not self.block.options:
            self.notes += trailing_options(self.block, self.block.key or listed)
        set_in_order(self.block)
        kind, fields = self.kind_of(listed)
        asked = self.html(self.block.text, BOLD if all(line.has(BOLD) for line in self.block.text) else 0)
        text = clean(f"{self.shared()}{asked}") if asked else ""
        said = {"general": self.html(self.said())}
        made = body(kind, text, points=points, said=said, **fields)
        section = _POINTS.sub("", self.block.section).strip()
        category = (title(section),) if section else ()
        notes = (*self.files.notes, *self.notes)
        return Item(place, title("", asked), made, category, self.tags, files=self.files.kept, notes=notes)

    def kind_of(self, listed: str) -> tuple[str, Body]:
        block = self.block
        told = paired(block, self.html, block.key or listed)
        if told is None and block.options:
            told = truths(block, self.offered, block.key or listed)
        if told is not None:
            return told
        return self.choice(listed) if block.options else self.open(listed)

    def shared(self) -> str:
        """The passage that was set before several questions, above each of them."""
        passage = self.block.shared
        if passage is None:
            return ""
        if not passage.told:
            self.notes.append(_("Đoạn đọc không ghi dùng cho câu nào; chỉ kèm vào câu này."))
        return f"{self.html(passage.lines)}<br>"

    def said(self) -> list[Line]:
        return [
            *self.reason(),
            *self.block.said,
            *self.block.after,
            *(self.block.guide if self.block.options else []),
        ]

    def reason(self) -> list[Line]:
        """What stood behind the answer, unless it only repeats an option or says the points."""
        why = self.block.reason
        words = {
            fold(to_text(self.offered(lines))).rstrip(" .;,") for _label, lines, _star in self.block.options
        }
        idle = fold(why.text).strip(" .;,()") in words or _WORTH.fullmatch(why.text)
        return [] if idle or not why.text else [why]

    def points(self) -> float:
        """Points and difficulty stand in brackets after the number, or around the text."""
        block, points = self.block, 1.0
        for pattern in (_POINTS, _HARD):
            found = pattern.search(block.remark) or self._cut(pattern)
            if found and pattern is _POINTS:
                points = number(found[1])
            elif found:
                said = found[1].lower()
                self.tags = (f"{HARD}{_SHORT.get(said, found[1].capitalize())}",)
        if block.remark and not _POINTS.search(block.remark) and not _HARD.search(block.remark):
            block.text.insert(0, Line.plain(block.remark)) if not block.text else self._lead(block.remark)
        return points

    def _lead(self, remark: str) -> None:
        """Brackets after the number that say neither belong to the question."""
        first = self.block.text[0]
        lead = Line.plain(f"{remark} ")
        self.block.text[0] = Line(lead.text + first.text, lead.looks + first.looks, first.pictures)

    def _cut(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match at the beginning or the end of the text, taken out of it."""
        text = self.block.text
        for place in (0, -1) if text else ():
            for found in pattern.finditer(text[place].text):
                if not text[place].text[: found.start()].strip():
                    text[place] = text[place].cut(found.end())
                    return found
                if found.end() == len(text[place].text.rstrip()):
                    text[place] = text[place].cut(0, found.start())
                    return found
        return None

    def html(self, lines: list[Line], without: int = 0) -> str:
        return clean("<br>".join(line.html(without) for line in lines if line.text), self.files.resolve)

    def offered(self, lines: list[Line], without: int = _GIVEAWAY) -> str:
        """An option without what marks it."""
        return _STAR.sub("", self.html(lines, without))

    def choice(self, listed: str) -> tuple[str, Body]:
        judge = Right(self.block, _STAR)
        right = judge.of(listed)
        if beyond := _beyond(self.block):
            self.notes.append(
                _("Sau phương án cuối còn “%(text)s…”, đã nhận vào phương án ấy; hãy xem lại.")
                % {"text": beyond}
            )
        if asks_of_each(self.block) and not (judge.written and sum(right) == 1):
            self.notes.append(_("Các ý được đánh dấu hoặc có trong đáp án là Đúng, các ý còn lại là Sai."))
            return judged(self.block, self.offered, right)
        self.notes += judge.notes
        shares = equal_shares(right)
        texts = (self.offered(lines) for _label, lines, _star in self.block.options)
        offered = options((text, share, "") for text, share in zip(texts, shares, strict=True))
        if sum(right) == 1:
            return "single", {"options": offered, "shuffle": True}
        return "multiple", {"options": offered, "shuffle": True, "scoring": "all"}

    def open(self, listed: str) -> tuple[str, Body]:
        kind, fields, notes = open_question(self.block, listed, self.html)
        self.notes += notes
        return kind, fields


def _beyond(block: Block) -> str:
    """The beginning of what follows an option of one line, as all others are: maybe it belongs to the next question."""
    counts = [sum(bool(line.text) for line in lines) for _label, lines, _star in block.options]
    if max(counts[:-1], default=2) > 1 or counts[-1] < 2:
        return ""
    return next(line.text for line in block.options[-1][1][1:] if line.text).strip("\u2060 ")[:40]
