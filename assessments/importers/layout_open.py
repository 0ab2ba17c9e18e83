"""Questions without lettered options: unlettered ones, true or false, a short answer, an essay."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from assessments.exchange.bodies import ESSAY, short
from assessments.exchange.html import clean, to_text
from assessments.exchange.item import Body
from assessments.importers.layout_block import Block
from assessments.importers.layout_signs import BULLET, LETTERS
from assessments.importers.lines import MARKS, Line
from common.errors import DomainError

_TRUTH = {"đúng": True, "đ": True, "true": True, "sai": False, "s": False, "false": False}
_END_TRUTH = re.compile(r"[(\[]\s*(đúng|sai|đ|s)\s*[)\]]\s*\.?\s*$", re.IGNORECASE)
_BOTH = re.compile(r"(\W*)\b(đúng|sai)\b(\W+)\b(đúng|sai)\b(\W*)$", re.IGNORECASE)
_TICKED = re.compile("[☑☒✓✔√]")
_ASKS = re.compile(
    r"\b(?:trình bày|phân tích|giải thích|vì sao|tại sao|mô tả|so sánh|liên hệ|đánh giá|hãy nêu|nêu)\b",
    re.IGNORECASE,
)
_WORDS_OF_SHORT = 12
_DIGIT = re.compile(r"\s*(\d)\s*[.)]\s*")
Html = Callable[..., str]


def trailing_options(block: Block, key: str) -> list[str]:
    """Options without letters become options, where a key or a mark tells one of them; what was assumed."""
    text = block.text
    found = [bool(line.listed == "•" or BULLET.match(line.text) or _DIGIT.match(line.text)) for line in text]
    many = next((place for place, one in enumerate(reversed(found)) if not one), len(found))
    if many < 2 or many == len(text):
        many = _marked_tail(text)
    tail = text[-many:] if many else []
    number = re.fullmatch(r"\W*([1-8])\W*", key)
    told = bool(number or LETTERS.fullmatch(key)) if key else any(_differs(tail)) or _boxes(tail)
    if not 2 <= many <= 8 or len(text) <= many or not told:
        return []
    block.options = [_unlettered(place, line) for place, line in enumerate(tail)]
    block.text = text[:-many]
    if number:
        block.key = chr(ord("A") + int(number[1]) - 1)
    return [_("Các phương án không ghi A, B, C; đã nhận theo từng dòng.")]


def _unlettered(place: int, line: Line) -> tuple[Line, list[Line], bool]:
    sign = BULLET.match(line.text) or _DIGIT.match(line.text)
    ticked = bool(sign and _TICKED.search(sign[0]))
    label = Line(chr(ord("A") + place), [0])
    return label, [line.cut(sign.end()) if sign else line], ticked


def _differs(tail: list[Line]) -> list[bool]:
    for mark in MARKS:
        found = [line.has(mark) for line in tail]
        if 0 < sum(found) < len(found):
            return found
    return []


def _boxes(tail: list[Line]) -> bool:
    ticked = [bool(_TICKED.match(line.text.strip())) for line in tail]
    return 0 < sum(ticked) < len(ticked)


def _marked_tail(text: list[Line]) -> int:
    """All lines after the first, when exactly one of them is marked."""
    tail = text[1:]
    fits = 2 <= len(tail) <= 6 and all(len(line.text) <= 200 for line in tail)
    return len(tail) if fits and sum(_differs(tail)) == 1 else 0


def open_question(block: Block, listed: str, html: Html) -> tuple[str, Body, list[str]]:
    """Kind, fields and notes."""
    key = (block.key or listed).strip().rstrip(".")
    truth = _TRUTH.get(key.casefold()) if key else _truth_in(block)
    if truth is not None:
        return "true_false", {"right": truth, "feedback_true": "", "feedback_false": ""}, []
    if LETTERS.fullmatch(key) and len(key) < 4:
        raise DomainError(_("Đáp án là chữ %(key)s nhưng không đọc được các phương án.") % {"key": key})
    if key and not _is_essay(block, key):
        return "short", short([(to_text(clean(part.strip())), 1, "") for part in key.split("|")]), []
    guide = "<br>".join(filter(None, [clean(key), html([*block.after, *block.guide])]))
    block.after = []
    notes = [_("Không có phương án và đáp án ngắn: nhận là câu tự luận.")]
    return "essay", {**ESSAY, "grader_info": guide}, notes


def _is_essay(block: Block, key: str) -> bool:
    asked = " ".join(line.text for line in block.text)
    long = len(key) > 100 or len(key.split()) > _WORDS_OF_SHORT
    return long or bool(block.guide or _ASKS.search(asked) or "tự luận" in block.section.lower())


def _truth_in(block: Block) -> bool | None:
    """(Đ) after the sentence, or “Đúng  Sai” below it with one of them marked."""
    if not block.text:
        return None
    last = block.text[-1]
    ends = _END_TRUTH.search(last.text)
    if ends:
        block.text[-1] = last.cut(0, ends.start())
        return ends[1].lower().startswith("đ")
    both = _BOTH.search(last.text)
    if both and both[2].lower() != both[4].lower():
        return _chosen(block, last, both)
    words = [line.text.strip(" .☐☑☒□-").lower() for line in block.text[-2:]]
    if sorted(words) == ["sai", "đúng"] and len(block.text) > 2:
        return _of_lines(block, words)
    return None


def _chosen(block: Block, last: Line, both: re.Match[str]) -> bool | None:
    spans = [both.span(2), both.span(4)]
    marked = [any(last.cut(*span).has(mark) for mark in MARKS) for span in spans]
    if marked[0] == marked[1]:
        marked = [bool(_TICKED.search(both[1])), bool(_TICKED.search(both[3]))]
    if marked[0] == marked[1]:
        return None
    rest = last.cut(0, both.start())
    block.text[-1:] = [rest] if rest.text else []
    return both[2 if marked[0] else 4].lower() == "đúng"


def _of_lines(block: Block, words: list[str]) -> bool | None:
    pair = block.text[-2:]
    marked = _differs(pair) or [bool(_TICKED.search(line.text)) for line in pair]
    del block.text[-2:]
    if sum(marked) != 1:
        raise DomainError(_("Không rõ câu này đúng hay sai."))
    return words[marked.index(True)] == "đúng"
