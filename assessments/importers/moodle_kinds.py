"""Every type of question in Moodle XML as a body."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import ESSAY, equal_shares, numerical, options, ordered, pairs, short, tidy
from assessments.exchange.item import Body
from assessments.exchange.numbers import answer, number, turned
from assessments.exchange.xml import inside
from assessments.importers.cloze import gaps_of
from assessments.importers.moodle_text import Texts
from common.errors import DomainError

_TRUTHS = {"true": True, "đúng": True, "1": True, "false": False, "sai": False, "0": False}
_SLOT = re.compile(r"\[\[(\d{1,3})\]\]")


def unknown(texts: Texts) -> Body:
    raise DomainError(
        _("Loại câu hỏi “%(type)s” của Moodle chưa có ở đây.") % {"type": texts.element.get("type", "")}
    )


def _description(texts: Texts) -> Body:
    raise DomainError(_("Chỉ là đoạn giới thiệu (description), không phải câu hỏi."))


def _choice(texts: Texts) -> Body:
    found = options((texts.html(holder), part, said) for holder, part, said in texts.answers())
    shuffle = texts.flag("shuffleanswers", True)
    if texts.flag("single", True):
        return texts.body("single", texts.question(), options=found, shuffle=shuffle)
    scoring = texts.ours("scoring", "partial")
    return texts.body("multiple", texts.question(), options=found, shuffle=shuffle, scoring=scoring)


def _all_or_nothing(texts: Texts) -> Body:
    """multichoiceset: all and only the right ones."""
    found = list(texts.answers())
    shares = equal_shares(part > 0 for _holder, part, _said in found)
    offered = options(
        (texts.html(holder), part, said) for (holder, _part, said), part in zip(found, shares, strict=True)
    )
    shuffle = texts.flag("shuffleanswers", True)
    return texts.body("multiple", texts.question(), options=offered, shuffle=shuffle, scoring="all")


def _true_false(texts: Texts) -> Body:
    said: dict[bool, str] = {}
    parts: dict[bool, float] = {}
    for holder, part, feedback in texts.answers():
        truth = _TRUTHS.get(texts.plain(holder).casefold())
        if truth is None:
            raise DomainError(_("Câu đúng/sai có phương án không phải đúng hay sai."))
        said[truth], parts[truth] = feedback, part
    right = max(parts, key=lambda truth: parts[truth], default=None)
    if right is None or parts[right] <= 0 or parts.get(not right) == parts[right]:
        raise DomainError(_("Câu đúng/sai không nói đúng hay sai."))
    return texts.body(
        "true_false",
        texts.question(),
        right=right,
        feedback_true=said.get(True, ""),
        feedback_false=said.get(False, ""),
    )


def _short(texts: Texts) -> Body:
    answers = [(texts.plain(holder), part, said) for holder, part, said in texts.answers()]
    fields = short(answers, case=texts.flag("usecase", False))
    fields["accents"] = texts.ours("accents", "exact")
    return texts.body("short", texts.question(), **fields)


def _numerical(texts: Texts) -> Body:
    answers = []
    for holder, part, said in texts.answers():
        value, _tolerance = answer(inside(holder, "text"))
        margin = inside(holder, "tolerance").strip()
        answers.append((value, tidy(abs(number(margin))) if margin else 0, part, said))
    fields = numerical(answers)
    fields["units"] = [
        {
            "text": inside(unit, "unit_name").strip(),
            "factor": turned(number(inside(unit, "multiplier") or "1")),
        }
        for unit in texts.element.iterfind("units/unit")
    ]
    fields["unit_required"] = bool(fields["units"]) and texts.number("unitgradingtype") > 0
    return texts.body("numerical", texts.question(), **fields)


def _matching(texts: Texts) -> Body:
    sides = [
        (texts.html(pair), texts.plain(right))
        for pair in texts.element.iterfind("subquestion")
        for right in pair.iterfind("answer")
    ]
    kept, extra = pairs(sides)
    return texts.body("matching", texts.question(), pairs=kept, extra=extra)


def _ordering(texts: Texts) -> Body:
    """The fraction of an answer is its place."""
    answers = list(texts.element.iterfind("answer"))
    answers.sort(key=lambda holder: float(holder.get("fraction", "0")))
    relative = inside(texts.element, "gradingtype").strip() not in ("ALL_OR_NOTHING", "-1")
    items = ordered(texts.html(holder) for holder in answers)
    return texts.body("ordering", texts.question(), items=items, scoring="relative" if relative else "all")


def _essay(texts: Texts) -> Body:
    info = texts.part("graderinfo")
    attachments = int(texts.number("attachments"))
    if inside(texts.element, "responseformat").strip() == "noinline":
        listed = re.split(r"[\s,;]+", inside(texts.element, "filetypeslist").lower())
        types = [
            kind for kind in listed if kind.startswith(".")
        ]  # Moodle also has groups, such as "document"
        most = attachments if attachments > 0 else 1
        return texts.body("file", texts.question(), types=types, most_files=most, rubric=[])
    if attachments:
        texts.notes.append(_("Ở Moodle câu này còn cho nộp tệp kèm bài viết; ở đây chỉ nhận bài viết."))
    fields = {
        **ESSAY,
        "words_least": int(texts.number("minwordlimit")),
        "words_most": int(texts.number("maxwordlimit")),
        "template": texts.part("responsetemplate"),
        "grader_info": info,
    }
    return texts.body("essay", texts.question(), **fields)


def _cloze(texts: Texts) -> Body:
    """Gaps are cut out before the markup is cleaned, for an answer may hold markup of its own."""
    holder = texts.element.find("questiontext")
    written = inside(holder, "text") if holder is not None else ""
    text, gaps = gaps_of(written)
    if holder is not None:
        for place in holder.iterfind("text"):
            place.text = text
    made = texts.body("cloze", texts.question(), gaps=gaps)
    made["points"] = tidy(sum(gap["points"] for gap in gaps.values()))
    return made


def _select(texts: Texts) -> Body:
    """gapselect and ddwtos: [[2]] shows where the second choice belongs, among those of its group."""
    choices = [*texts.element.iterfind("selectoption"), *texts.element.iterfind("dragbox")]
    gaps: dict[str, Body] = {}

    def gap(found: re.Match[str]) -> str:
        place = str(len(gaps) + 1)
        gaps[place] = _slot(texts, choices, int(found[1]) - 1)
        return f"[[{place}]]"

    text = _SLOT.sub(gap, texts.question())
    return texts.body("cloze", text, gaps=gaps)


def _slot(texts: Texts, choices: list[Element], right: int) -> Body:
    if not 0 <= right < len(choices):
        raise DomainError(_("Chỗ trống %(place)s không có lựa chọn nào của nó.") % {"place": right + 1})
    group = inside(choices[right], "group")
    offered = options(
        (texts.html(choice), float(place == right), "")
        for place, choice in enumerate(choices)
        if inside(choice, "group") == group
    )
    return {"kind": "single", "points": 1, "options": offered, "shuffle": True}


KINDS: dict[str, Callable[[Texts], Body]] = {
    "multichoice": _choice,
    "multichoiceset": _all_or_nothing,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _select,
    "ddwtos": _select,
    "description": _description,
}
