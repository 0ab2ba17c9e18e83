"""A number with tolerance and units, written the Vietnamese way (1.234,5) or the other (1234.5)."""

import re
from collections.abc import Mapping
from math import isfinite
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds.base import Body, Entry, Grade, graded, number, problems_among, rows, text_of
from common.vietnamese import clean

MOST = 100
WRITTEN = re.compile(r"([+-]?)([0-9][0-9 .,]*|[.,][0-9]+)(?:[eE]([+-]?[0-9]{1,3})(?![0-9]))?(.*)", re.S)
GROUPED = re.compile(r"[0-9]{1,3}(?:[ .][0-9]{3})+")


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    answers, units = rows(body, "answers"), rows(body, "units")
    best = max((number(one.get("share")) for one in answers), default=0)
    return problems_among(
        [
            (not answers, _("Chưa có đáp án nào.")),
            (answers and best != 1, _("Phải có ít nhất một đáp án được trọn điểm.")),
            (any(number(one.get("tolerance")) < 0 for one in answers), _("Sai số không thể âm.")),
            (
                any(not 0 <= number(one.get("share")) <= 1 for one in answers),
                _("Phần điểm nằm ngoài 0 đến 100 %."),
            ),
            (any(number(one.get("factor")) == 0 for one in units), _("Hệ số của đơn vị phải khác 0.")),
            (
                body.get("unit_required") and not units,
                _("Bắt buộc ghi đơn vị thì phải có ít nhất một đơn vị."),
            ),
        ]
    )


def shown(body: Body, chance: Random) -> Entry:
    """The units that are understood."""
    units = [str(unit["text"]) for unit in rows(body, "units")]
    return {"units": units, "unit_required": bool(body.get("unit_required"))}


def key(body: Body) -> str:
    """The best answer as it would be written."""
    best = max(rows(body, "answers"), key=lambda one: number(one.get("share")))
    units = [str(unit["text"]) for unit in rows(body, "units") if number(unit.get("factor")) == 1]
    value = "" if best.get("value") is None else f"{number(best['value']):.10g}".replace(".", ",")
    return " ".join([value, *units[:1]]).strip()


def accepted(entry: Entry, answer: Any) -> str:
    """The text as typed; what is no number is kept too, and earns nothing."""
    return text_of(answer, MOST)


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> str | None:
    """A posted form's number and, where asked, its unit."""
    unit = (sent.get(f"{name}.unit") or [""])[0]
    return f"{sent[name][0]} {unit}".strip() if sent.get(name) else None


def grade(body: Body, answer: Any) -> Grade:
    """The best of the answers any reading of the text comes near to."""
    values = list(_values(body, answer if isinstance(answer, str) else ""))
    near = [one for one in rows(body, "answers") if any(_near(one, value) for value in values)]
    best = max(near, key=lambda one: number(one.get("share")), default={})
    return graded(body, number(best.get("share")), [best.get("feedback")])


def _near(one: Mapping[str, Any], value: float) -> bool:
    if one.get("value") is None:
        return True
    right, tolerance = number(one["value"]), number(one.get("tolerance"))
    return (
        abs(value - right) <= tolerance + 1e-9 * max(1.0, abs(right)) * (tolerance > 0) + abs(right) * 1e-12
    )


def _values(body: Body, text: str) -> list[float]:
    """Every number the text can mean, in the unit of the answers."""
    found = WRITTEN.fullmatch(clean(text).replace("\u2212", "-"))
    if not found:
        return []
    sign, digits, power, unit = found.groups()
    factor = _factor(body, clean(unit))
    if factor is None:
        return []
    values = [float(f"{sign}{one}e{power or 0}") * factor for one in readings(digits.strip(" "))]
    return [value for value in values if isfinite(value)]


def _factor(body: Body, unit: str) -> float | None:
    """What the written unit is worth; None for one nobody expects."""
    if not unit:
        return None if body.get("unit_required") else 1.0
    worth = {clean(one.get("text", "")): number(one.get("factor"), 1.0) for one in rows(body, "units")}
    return worth.get(unit)


def readings(digits: str) -> list[str]:
    """What figures can mean: 1.500 is fifteen hundred to a clerk and one and a half to a calculator."""
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        mark = "," if comma > dot else "."
        whole, _mark, part = digits.rpartition(mark)
        return _number(whole.replace(" ", "").replace(".", "").replace(",", ""), part)
    if comma >= 0:
        whole, _mark, part = digits.rpartition(",")
        if "," in whole:
            return _number(digits.replace(",", "").replace(" ", ""), "")
        return _number(whole.replace(" ", ""), part)
    grouped = re.sub("[ .]", "", digits) if GROUPED.fullmatch(digits) else ""
    plain = digits if digits.count(".") < 2 and " " not in digits else ""
    return [*([grouped] if grouped else []), *_number(*[*plain.split("."), ""][:2])]


def _number(whole: str, part: str) -> list[str]:
    if not f"{whole}{part}".isdecimal():
        return []
    return [f"{whole or 0}.{part or 0}"]
