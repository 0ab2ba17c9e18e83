"""Canvas's types of questions, each as a body."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import ESSAY, equal_shares, numerical, options, pairs, short, tidy
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
    earned = reader.right()
    offered = options(
        (text, earned.get(ident, 0), reader.said_of(ident))
        for ident, text in reader.labels(_response(reader))
    )
    return reader.body("single", reader.text(), options=offered, shuffle=True)


def _multiple(reader: Reader) -> Body:
    labels, earned = reader.labels(_response(reader)), reader.right()
    shares = equal_shares(ident in earned for ident, _text in labels)
    offered = options(
        (text, share, reader.said_of(ident)) for (ident, text), share in zip(labels, shares, strict=True)
    )
    return reader.body("multiple", reader.text(), options=offered, shuffle=True, scoring="all")


def _true_false(reader: Reader) -> Body:
    """A choice between two, whatever they are called."""
    labels = reader.labels(_response(reader))
    truth = {ident: to_text(text).casefold() in ("true", "đúng") for ident, text in labels}
    earned = list(reader.right())
    if sorted(truth.values()) != [False, True] or len(earned) != 1 or earned[0] not in truth:
        return _single(reader)
    said = {truth[ident]: reader.said_of(ident) for ident in truth}
    return reader.body(
        "true_false",
        reader.text(),
        right=truth[earned[0]],
        feedback_true=said[True],
        feedback_false=said[False],
    )


def _short(reader: Reader) -> Body:
    answers = [(value, share, reader.said_of(value)) for value, share in reader.right().items()]
    return reader.body("short", reader.text(), **short(answers))


def _numerical(reader: Reader) -> Body:
    """A value with bounds around it, or bounds alone."""
    answers = []
    for node, share in reader.conditions():
        low, high = (node.find(f".//{name}") for name in ("vargte", "varlte"))
        low = node.find(".//vargt") if low is None else low
        exact = node.find(".//varequal")
        bounds = [decimal_of(text_of(bound)) for bound in (low, high) if bound is not None]
        value = decimal_of(text_of(exact)) if exact is not None else sum(bounds) / 2
        margin = (bounds[1] - bounds[0]) / 2 if len(bounds) == 2 else 0
        answers.append((tidy(float(value)), tidy(float(margin)), share, ""))
    return reader.body("numerical", reader.text(), **numerical(answers))


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
            **short((to_text(labels.get(ident, ident)), share, "") for ident, share in earned.items()),
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
}
