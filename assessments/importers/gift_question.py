"""One GIFT question: what stands in its braces decides what it is."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.exchange.bodies import ESSAY, body, numerical, options, pairs, short
from assessments.exchange.html import clean, from_text
from assessments.exchange.item import Body, Item
from assessments.exchange.markdown import from_markdown
from assessments.exchange.numbers import answer, share
from assessments.importers.building import title
from assessments.importers.gift_signs import show
from common.errors import DomainError

_BRACES = re.compile(r"([^{]*)\{(.*)\}([^}]*)", re.DOTALL)
_ANSWERS = re.compile(r"[=~]")
_CUT = re.compile(r"(?=[=~])")
_WEIGHT = re.compile(r"\s*%\s*(-?\d+(?:[.,]\d+)?)\s*%(.*)", re.DOTALL)
_NO_WEIGHT = re.compile(r"\s*%[^%\s]{1,8}%")
_TRUTH = {"TRUE": True, "T": True, "ĐÚNG": True, "FALSE": False, "F": False, "SAI": False}
_WRAPPED = re.compile(r"[ \t\r]*\n[ \t]*(?=[^\W\d_A-ZĐ])")  # a line that goes on, not a new one


@dataclass
class Raw:
    """One question as it stands in the file, escaped signs still waiting."""

    text: str
    category: tuple[str, ...]
    tags: list[str] = field(default_factory=list)
    name: str = ""
    markup: str = "moodle"


def kind_of(text: str) -> str:
    """The kind by the look of the braces, also of a question that turns out to be broken."""
    cut = _BRACES.fullmatch(text)
    if not cut:
        return "description"
    inner = cut[2].partition("####")[0].strip()
    if not inner:
        return "essay"
    if inner.startswith("#"):
        return "numerical"
    if inner.partition("#")[0].strip().upper() in _TRUTH:
        return "true_false"
    if "~" in inner:
        return "single" if "=" in inner else "multiple"
    return "matching" if inner.startswith("=") and "->" in inner else "short"


def build(number: int, raw: Raw) -> Item:
    """The item; a DomainError says what is wrong with it."""
    cut = _BRACES.fullmatch(raw.text)
    if not cut:
        if "{" in raw.text or "}" in raw.text:
            raise DomainError(_("Thiếu dấu ngoặc nhọn mở hoặc đóng phần đáp án."))
        raise DomainError(_("Chỉ là đoạn văn, không có phần đáp án { }."))
    before, inner, after = cut[1], cut[2], cut[3].strip()
    if "{" in inner:
        raise DomainError(_("Thiếu dấu ngoặc nhọn mở hoặc đóng phần đáp án."))
    kind = kind_of(raw.text)
    if kind == "essay":
        before = f"{before.rstrip()} {after}"
    elif after:
        before = (
            f"{before.rstrip()} _____ {after}" if after[0].isalnum() else f"{before.rstrip()} _____{after}"
        )
    answers, _sign, general = inner.partition("####")
    reader = _Reader(raw.markup)
    text = reader.text(before, lines=True)
    fields = getattr(reader, kind)(answers.strip())
    made = body(kind, text, said={"general": reader.text(general)}, **fields)
    tags = tuple(tag.strip() for tag in raw.tags)
    return Item(number, title(raw.name, text), made, raw.category, tags)


class _Reader:
    """Reads answers in the markup of their question."""

    def __init__(self, markup: str) -> None:
        self.markup = markup

    def text(self, raw: str, *, lines: bool = False) -> str:
        shown = show(raw).strip()
        if self.markup == "html":
            return clean(shown)
        if self.markup == "markdown":
            return from_markdown(shown)
        if not lines:
            shown = " ".join(shown.split())
        if self.markup == "plain":
            return from_text(shown)
        return clean(_WRAPPED.sub(" ", shown).replace("\n", "<br>"))

    def plain(self, raw: str) -> str:
        return " ".join(show(raw).split())

    def essay(self, inner: str) -> Body:
        return dict(ESSAY)

    def true_false(self, inner: str) -> Body:
        word, *said_of = inner.split("#", 2)
        right = _TRUTH[word.strip().upper()]
        wrong_said, right_said = [self.text(one) for one in [*said_of, "", ""][:2]]
        said = (right_said, wrong_said) if right else (wrong_said, right_said)
        return {"right": right, "feedback_true": said[0], "feedback_false": said[1]}

    def single(self, inner: str) -> Body:
        return {"options": options(self._options(inner)), "shuffle": True}

    def multiple(self, inner: str) -> Body:
        return {"options": options(self._options(inner)), "shuffle": True, "scoring": "partial"}

    def _options(self, inner: str) -> list[tuple[str, float, str]]:
        return [(self.text(text), part, self.text(said)) for text, part, said in _parts(inner)]

    def short(self, inner: str) -> Body:
        if not inner.startswith("="):
            inner = f"={inner}"
        return short((self.plain(text), part, self.text(said)) for text, part, said in _parts(inner))

    def matching(self, inner: str) -> Body:
        both = [text.partition("->") for text, _part, _said in _parts(inner)]
        kept, extra = pairs((self.text(left), self.plain(right)) for left, _sign, right in both)
        return {"pairs": kept, "extra": extra}

    def numerical(self, inner: str) -> Body:
        bare = inner[1:].strip()
        parts = _parts(bare) if _ANSWERS.match(bare) else _parts(f"={bare}")
        return numerical(
            (*answer(self.plain(text) or _any_other(part)), part, self.text(said))
            for text, part, said in parts
        )


def _any_other(part: float) -> str:
    """“~#…” of Moodle is said of any other number, and is worth nothing."""
    return "" if part else "*"


def _parts(inner: str) -> list[tuple[str, float, str]]:
    """Text, share and feedback of each answer, as written."""
    found = []
    for piece in _CUT.split(inner):
        if not piece.strip():
            continue
        if piece[0] not in "=~":
            raise DomainError(_("Mỗi đáp án phải bắt đầu bằng dấu = hoặc dấu ~."))
        answer_text, _sign, said = piece[1:].partition("#")
        weighed = _WEIGHT.fullmatch(answer_text)
        if not weighed and (odd := _NO_WEIGHT.match(answer_text)):
            raise DomainError(
                _("Phần điểm “%(weight)s” không phải là số.") % {"weight": show(odd[0]).strip()}
            )
        part = share(weighed[1]) if weighed else int(piece[0] == "=")
        found.append((weighed[2] if weighed else answer_text, part, said))
    return found
