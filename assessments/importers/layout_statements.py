"""Questions of several statements: each one right or wrong, or each one joined to another column."""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from assessments.exchange.bodies import pairs
from assessments.exchange.html import to_text
from assessments.exchange.item import Body
from assessments.importers.layout_block import Block
from assessments.importers.lines import Line
from common.errors import DomainError

Html = Callable[..., str]
_EACH = re.compile(r"[a-h]\s*[.)\-–:=]?\s*[(\[]?\s*(đúng|sai|đ|s)\b", re.IGNORECASE)
_ROW = re.compile(r"\W*(?:(?:đúng|sai|đ|s)\b\W*|[đs](?=[đs]))+", re.IGNORECASE)
_ONE = re.compile(r"đúng|sai|đ|s", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*[(\[]\s*(đúng|sai|đ|s)\s*[)\]]\s*\.?$|(?:\s+[-–]|\s*[:.;])\s*(đúng|sai)\s*\.?$", re.IGNORECASE
)
_OF_EACH = re.compile(
    r"đúng\s*(?:[-–/,]|hay|hoặc|và)?\s*(?:(?:ý|câu|mệnh\s+đề|phát\s+biểu)\s+nào\s+)?sai\b", re.IGNORECASE
)
_ANSWERS = re.compile(r"\W*(?:đúng|sai)\b", re.IGNORECASE)  # a) Đúng b) Sai
_LEFT = re.compile(r"\s*(\d{1,2})\s*[.)/:]\s*")
_HEAD = re.compile(r"\W*(?:cột|vế)\s+(?:[AB12]|trái|phải)\W*", re.IGNORECASE)
_JOIN = re.compile(r"(\d{1,2})\s*(?:[-–→:=.)]|->)*\s*([a-h])\b", re.IGNORECASE)


def truths(block: Block, html: Html, key: str) -> tuple[str, Body] | None:
    """“a) Đúng b) Sai …”, “ĐSĐS”, or (Đ) and (S) after every statement: each is matched to Đúng or Sai."""
    rights = _told(key, len(block.options)) if key else _beside(block)
    if rights is None:
        return None
    return judged(block, html, rights)


def asks_of_each(block: Block) -> bool:
    """Whether a part or a question with small letters asks of each statement if it is right; not where they answer."""
    if any(lines and _ANSWERS.match(lines[0].text) for _label, lines, _star in block.options):
        return False
    small = all(label.text.strip("*([ ")[:1].islower() for label, _lines, _star in block.options)
    said = [block.section, *(line.text for line in block.text[:2])]
    return small and any(_OF_EACH.search(words) for words in said)


def judged(block: Block, html: Html, rights: Sequence[bool]) -> tuple[str, Body]:
    """Each statement with Đúng or Sai."""
    kept, extra = pairs(
        (html(lines), _("Đúng") if right else _("Sai"))
        for (_label, lines, _star), right in zip(block.options, rights, strict=True)
    )
    both = {_("Đúng"), _("Sai")}
    return "matching", {"pairs": kept, "extra": sorted(both - {pair["right"] for pair in kept}) + extra}


def _told(key: str, many: int) -> list[bool] | None:
    each = _EACH.findall(key)
    if not each and _ROW.fullmatch(key):
        each = _ONE.findall(key)
    return [said.lower().startswith("đ") for said in each] if len(each) == many > 1 else None


def _beside(block: Block) -> list[bool] | None:
    found = [_AFTER.search(lines[-1].text) if lines else None for _label, lines, _star in block.options]
    if not all(found) or len(found) < 2:
        if any(one and one[1] and one[1].lower().startswith("s") for one in found):
            raise DomainError(_("Có ý ghi Đúng hoặc Sai, có ý không ghi nên không rõ đáp án."))
        return None
    rights = [(one[1] or one[2]).lower().startswith("đ") for one in found if one]
    for (_label, lines, _star), one in zip(block.options, found, strict=True):
        lines[-1] = lines[-1].cut(0, one.start() if one else None)
    return rights


def paired(block: Block, html: Html, key: str) -> tuple[str, Body] | None:
    """“Nối cột A với cột B”: numbers left, letters right, “1-b, 2-a” as the key."""
    if not block.matching:
        return None
    numbered, lettered = _columns(block)
    joined = {int(number): letter.lower() for number, letter in _JOIN.findall(key)}
    if len(numbered) < 2 or len(lettered) < 2 or (block.options and not joined and re.search(r"[A-H]", key)):
        return None
    if set(joined) != set(numbered) or not set(joined.values()) <= set(lettered):
        raise DomainError(_("Câu nối cột cần đáp án cho từng số, ví dụ: 1-b, 2-a."))
    right = {letter: to_text(html([line])) for letter, line in lettered.items()}
    kept, _none = pairs((html([line]), right[joined[place]]) for place, line in numbered.items())
    block.text = [line for line in block.text if not (_LEFT.match(line.text) or _HEAD.fullmatch(line.text))]
    return "matching", {"pairs": kept, "extra": [right[one] for one in right if one not in joined.values()]}


def _columns(block: Block) -> tuple[dict[int, Line], dict[str, Line]]:
    """Where cells of a table were read row by row, the next number follows the letter before it."""
    numbered: dict[int, Line] = {}
    lettered: dict[str, Line] = {}
    rest = list(block.text)
    for label, lines, _star in block.options:
        rest += lines[1:]
        if lines:
            lettered[re.sub(r"[^a-h]", "", label.text.lower())] = lines[0]
    for line in rest:
        found = _LEFT.match(line.text)
        if found:
            numbered[int(found[1])] = line.cut(found.end())
    return dict(sorted(numbered.items())), lettered
