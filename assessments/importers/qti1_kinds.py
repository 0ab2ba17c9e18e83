"""Canvas's types of questions, each as a body."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import (
    ESSAY,
    equal_shares,
    literal,
    numerical,
    options,
    ordered,
    pairs,
    short,
    tidy,
)
from assessments.exchange.html import to_text
from assessments.exchange.item import Body
from assessments.exchange.numbers import decimal_of
from assessments.exchange.xml import text_of
from assessments.importers.qti1_reader import Reader
from common.errors import DomainError


def _response(reader: Reader) -> Element:
    found = reader.item.find(".//response_lid")
    if found is None:
        raise DomainError(_("Câu trắc nghiệm không có phương án."))
    return found


def _single(reader: Reader) -> Body:
    labels = reader.labels(_response(reader))
    earned = _by_ident(reader.right(), labels)
    offered = options((text, earned.get(ident, 0), reader.said_of(ident)) for ident, text in labels)
    return reader.body("single", _question(reader), options=offered, shuffle=True)


def _question(reader: Reader) -> str:
    """What is asked; some systems put it inside of the one response."""
    return reader.text() or reader.html(_response(reader).find("material"))


def _by_ident(earned: dict[str, float], labels: list[tuple[str, str]]) -> dict[str, float]:
    """A key that repeats the words of a choice means that choice."""
    idents = {ident for ident, _text in labels}
    words = {to_text(text): ident for ident, text in labels}
    return {value if value in idents else words.get(value, value): share for value, share in earned.items()}


def _multiple(reader: Reader) -> Body:
    if reader.several_ways():
        raise DomainError(_("Câu chọn nhiều này cho điểm những cách chọn không cùng một đáp án."))
    if reader.alternatives():
        raise DomainError(
            _("Câu chọn nhiều này nhận một trong nhiều cách chọn (<or>); ở đây mỗi câu chỉ có một cách đúng.")
        )
    labels = reader.labels(_response(reader))
    earned, apart = _by_ident(reader.right(), labels), reader.apart()
    if apart:  # each choice has points of its own
        shares = [apart.get(ident, 0) for ident, _text in labels]
    else:
        shares = equal_shares(ident in earned for ident, _text in labels)
    offered = options(
        (text, share, reader.said_of(ident)) for (ident, text), share in zip(labels, shares, strict=True)
    )
    scoring = "partial" if apart else "all"
    return reader.body("multiple", _question(reader), options=offered, shuffle=True, scoring=scoring)


def _true_false(reader: Reader) -> Body:
    """A choice between two, whatever they are called."""
    labels = reader.labels(_response(reader))
    truth = {ident: to_text(text).casefold() in ("true", "đúng") for ident, text in labels}
    earned = list(_by_ident(reader.right(), labels))
    if sorted(truth.values()) != [False, True] or len(earned) != 1 or earned[0] not in truth:
        return _single(reader)
    said = {truth[ident]: reader.said_of(ident) for ident in truth}
    return reader.body(
        "true_false",
        _question(reader),
        right=truth[earned[0]],
        feedback_true=said[True],
        feedback_false=said[False],
    )


def _short(reader: Reader) -> Body:
    answers = [(literal(value), share, reader.said_of(value)) for value, share in reader.right().items()]
    answers += [(f"*{literal(value)}*", share, "") for value, share in reader.parts().items()]
    case = any(node.get("case", "").lower() == "yes" for node in reader.item.iter("varequal"))
    text = reader.text() or reader.html(reader.item.find(".//response_str/material"))
    return reader.body("short", text, **short(answers, case=case))


def _numerical(reader: Reader) -> Body:
    """A value with bounds around it, or bounds alone."""
    answers = []
    for node, share in reader.conditions():
        low, high = _bound(node, "vargte", "vargt"), _bound(node, "varlte", "varlt")
        exact = node.find(".//varequal")
        bounds = [decimal_of(text_of(bound)) for bound in (low, high) if bound is not None]
        if share <= 0:
            continue
        if exact is None and len(bounds) < 2:
            raise DomainError(_("Đáp án số chỉ có một cận, không có giá trị."))
        value = sum(bounds) / 2 if len(bounds) == 2 else decimal_of(text_of(exact))
        margin = (bounds[1] - bounds[0]) / 2 if len(bounds) == 2 else 0
        answers.append((tidy(float(value)), tidy(float(margin)), share, ""))
    return reader.body("numerical", reader.text(), **numerical(answers))


def _bound(node: Element, closed: str, opened: str) -> Element | None:
    found = node.find(f".//{closed}")
    return node.find(f".//{opened}") if found is None else found


def _ordering(reader: Reader) -> Body:
    """The key names the choices in their order."""
    texts = dict(reader.labels(_response(reader)))
    right = list(reader.right())
    if sorted(right) != sorted(texts):
        raise DomainError(_("Thứ tự đúng không nêu đủ các mục."))
    items = ordered(texts[ident] for ident in right)
    return reader.body("ordering", _question(reader), items=items, scoring="relative")


def _gaps(reader: Reader) -> Body:
    """Boxes to fill that stand in the text."""
    gaps: dict[str, Body] = {}

    def gap(response: Element) -> str:
        place = str(len(gaps) + 1)
        answers = ((literal(value), 1.0, "") for value in reader.right(response.get("ident")))
        gaps[place] = {"points": 1, "kind": "short", **short(answers)}
        return f"[[{place}]]"

    text = reader.text(gap).replace("<br>[[", " [[").replace("]]<br>", "]] ")
    return {**reader.body("cloze", text, gaps=gaps), "points": len(gaps)}


def _essay(reader: Reader) -> Body:
    return reader.body("essay", reader.text(), **ESSAY)


def _file(reader: Reader) -> Body:
    return reader.body("file", reader.text(), types=[], most_files=1, rubric=[])


def _matching(reader: Reader) -> Body:
    sides = []
    used: set[str] = set()
    offered: dict[str, str] = {}
    for response in reader.item.iter("response_lid"):
        labels = dict(reader.labels(response))
        right = next(iter(reader.right(response.get("ident"))), "")
        sides.append((reader.html(response.find("material")), to_text(labels.get(right, ""))))
        used.add(right)
        offered.update(labels)
    kept, _none = pairs(sides)
    extra = [to_text(text) for ident, text in offered.items() if ident not in used]
    return reader.body("matching", reader.text(), pairs=kept, extra=extra)


def _blanks(reader: Reader) -> Body:
    """[name] in the text is a gap to fill."""

    def gap(response: Element, earned: dict[str, float]) -> Body:
        labels = dict(reader.labels(response))
        return {
            "kind": "short",
            **short(
                (literal(to_text(labels.get(ident, ident))), share, "") for ident, share in earned.items()
            ),
        }

    return _cloze(reader, gap)


def _dropdowns(reader: Reader) -> Body:
    """[name] in the text is a gap to choose."""

    def gap(response: Element, earned: dict[str, float]) -> Body:
        labels = reader.labels(response)
        offered = options((text, earned.get(ident, 0), "") for ident, text in labels)
        return {"kind": "single", "options": offered, "shuffle": False}

    return _cloze(reader, gap)


def _cloze(reader: Reader, make: Callable[[Element, dict[str, float]], Body]) -> Body:
    text, gaps = reader.text(), {}
    for place, response in enumerate(reader.item.iter("response_lid"), start=1):
        ident = response.get("ident", "")
        earned = dict.fromkeys(reader.right(ident), 1.0)
        gaps[str(place)] = {"points": 1, **make(response, earned)}
        text = re.sub(re.escape(f"[{ident.removeprefix('response_')}]"), f"[[{place}]]", text, count=1)
    return reader.body("cloze", text, gaps=gaps)


def _text_only(reader: Reader) -> Body:
    raise DomainError(_("Chỉ là đoạn văn, không phải câu hỏi."))


KINDS: dict[str, Callable[[Reader], Body]] = {
    "multiple_choice_question": _single,
    "true_false_question": _true_false,
    "multiple_answers_question": _multiple,
    "short_answer_question": _short,
    "numerical_question": _numerical,
    "essay_question": _essay,
    "file_upload_question": _file,
    "matching_question": _matching,
    "fill_in_multiple_blanks_question": _blanks,
    "multiple_dropdowns_question": _dropdowns,
    "text_only_question": _text_only,
    "ordering_question": _ordering,
    "fill_in_gaps": _gaps,
}
