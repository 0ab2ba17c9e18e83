"""Moodle's calculated questions as plain ones: each set of values in the file makes a variant of its own."""

import re
from collections.abc import Mapping
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from django.utils.translation import gettext as _

from assessments.exchange.numbers import number, written
from assessments.exchange.xml import inside
from assessments.importers.formula import WILDCARD, worth
from common.errors import DomainError

MOST = 5  # variants: neighbours get different numbers, and the bank is not filled with one question
NUMBERS, CHOICES = ("calculated", "calculatedsimple"), ("calculatedmulti",)
_EMBEDDED = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})*)\}")
_ASIDE = ("name", "units", "tags", "dataset_definitions", "file")
_RELATIVE, _GEOMETRIC = ("1", "relative"), ("3", "geometric")
Values = dict[str, str]  # as the file writes them


def variants(element: Element) -> tuple[list[Element], str]:
    """The questions that it stands for, and what was left out; any other question stands for itself."""
    kind = element.get("type", "")
    if kind not in (*NUMBERS, *CHOICES):
        return [element], ""
    sets = _sets(element)
    if not sets:
        raise DomainError(
            _("Câu “%(type)s” không kèm bộ số nào (dataset) nên không lập được.") % {"type": kind}
        )
    left = {"count": len(sets), "most": MOST}
    note = _("Tệp có %(count)s bộ số cho câu này; đã lấy %(most)s bộ đầu.") % left if len(sets) > MOST else ""
    return [_filled(element, values) for values in sets[:MOST]], note


def _sets(element: Element) -> list[Values]:
    """The values of all wildcards by the number of their set; a set that lacks one is left out."""
    found: dict[str, dict[int, str]] = {}
    for one in element.iterfind("dataset_definitions/dataset_definition"):
        found[inside(one, "name/text").strip()] = {
            int(number(inside(item, "number"))): inside(item, "value").strip()
            for item in one.iterfind("dataset_items/dataset_item")
        }
    whole = set.intersection(*map(set, found.values())) if found else set()
    return [{name: items[place] for name, items in found.items()} for place in sorted(whole)]


def _filled(element: Element, values: Values) -> Element:
    made = deepcopy(element)
    counts = {name: float(number(value)) for name, value in values.items()}
    numeric = made.get("type") in NUMBERS
    for answer in list(made.iterfind("answer")):
        if numeric:
            _count(made, answer, counts)
        else:
            _fill(answer, values, counts, answer)
    for child in made:
        if child.tag not in (*_ASIDE, "answer"):
            _fill(child, values, counts, None)
        elif child.tag == "answer" and (said := child.find("feedback")) is not None:
            _fill(said, values, counts, None)
    made.set("type", "numerical" if numeric else "multichoice")
    return made


def _fill(holder: Element, values: Values, counts: Mapping[str, float], answer: Element | None) -> None:
    """{=…} by its value, {a} by the number of the set, with a decimal comma."""

    def embedded(found: re.Match[str]) -> str:
        return _shown(worth(found[1], counts), answer)

    for text in holder.iter("text"):
        filled = _EMBEDDED.sub(embedded, text.text or "")
        text.text = WILDCARD.sub(
            lambda found: values[found[1]].replace(".", ",") if found[1] in values else found[0], filled
        )


def _shown(value: float, answer: Element | None) -> str:
    """With the digits that the choice asks for: so many decimals (1), or so many that count (2)."""
    digits = inside(answer, "correctanswerlength").strip() if answer is not None else ""
    if answer is None or not digits.isdecimal() or int(digits) > 15:
        return f"{value:.10g}".replace(".", ",")
    decimals = inside(answer, "correctanswerformat").strip() != "2"
    shown = f"{value:.{digits}f}" if decimals else f"{value:#.{max(int(digits), 1)}g}".rstrip(".")
    return shown.replace(".", ",")


def _count(question: Element, answer: Element, counts: Mapping[str, float]) -> None:
    """The formula of an answer by its value; its tolerance as one of a plain number."""
    text = answer.find("text")
    if text is None or (text.text or "").strip() == "*":
        return
    value = worth(text.text or "", counts)
    text.text = written(value)
    kind, margin = inside(answer, "tolerancetype").strip(), abs(number(inside(answer, "tolerance") or "0"))
    if kind in _GEOMETRIC:
        ends = value / (1 + margin), value * (1 + margin)
        _widened(question, answer, min(ends), max(ends))
        margin = abs(value) - abs(value) / (1 + margin)
    elif kind in _RELATIVE:
        margin *= abs(value)
    _set_tolerance(answer, margin)


def _widened(question: Element, answer: Element, low: float, high: float) -> None:
    """A range that is wider above than below: the value itself, and the whole range beside it."""
    beside = deepcopy(answer)
    holder = beside.find("text")
    assert holder is not None
    holder.text = written(float(f"{(low + high) / 2:.12g}"))
    _set_tolerance(beside, (high - low) / 2)
    question.insert(list(question).index(answer) + 1, beside)


def _set_tolerance(answer: Element, margin: float) -> None:
    holder = answer.find("tolerance")
    if holder is None:
        holder = SubElement(answer, "tolerance")
    holder.text = written(float(f"{margin:.12g}"))
