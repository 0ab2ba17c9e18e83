"""A text with gaps [[1]], [[2]]…, each gap a short answer, a number or a choice."""

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds import choice, numerical, short
from assessments.kinds.base import Body, Entry, Grade, foreign, graded, mapping_of, number

GAP = re.compile(r"\[\[(\w+)\]\]")
PARTS: Mapping[str, Any] = {"short": short, "numerical": numerical, "single": choice, "multiple": choice}


def gaps_of(body: Body) -> dict[str, dict[str, Any]]:
    """The gaps by name."""
    found = body.get("gaps")
    return (
        {str(name): gap for name, gap in found.items() if isinstance(gap, dict)}
        if isinstance(found, dict)
        else {}
    )


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    gaps, named = gaps_of(body), GAP.findall(str(body.get("text", "")))
    found = [] if gaps else [_("Câu điền khuyết chưa có chỗ trống nào.")]
    if len(set(named)) < len(named) or set(named) != set(gaps):
        found.append(_("Mỗi chỗ trống [[số]] trong câu phải có đáp án của nó, và mỗi số chỉ dùng một lần."))
    for name, gap in gaps.items():
        part = PARTS.get(str(gap.get("kind")))
        told = part.problems(gap) if part else [_("loại chỗ trống không dùng được.")]
        found += [f"[[{name}]] {sentence}" for sentence in told]
    return found


def shown(body: Body, chance: Random) -> Entry:
    """Each gap's kind and what it offers."""
    return {
        "gaps": {
            name: {"kind": gap["kind"], **PARTS[gap["kind"]].shown(gap, chance)}
            for name, gap in gaps_of(body).items()
        }
    }


def key(body: Body) -> dict[str, Any]:
    """The right answer of each gap."""
    return {name: PARTS[gap["kind"]].key(gap) for name, gap in gaps_of(body).items()}


def accepted(entry: Entry, answer: Any) -> dict[str, Any]:
    """The gaps filled so far."""
    given = mapping_of(answer, entry["gaps"])
    return {name: _part(entry["gaps"][name], part) for name, part in given.items() if part}


def _part(gap: Entry, answer: Any) -> Any:
    if gap["kind"] not in PARTS:
        foreign()
    return PARTS[gap["kind"]].accepted(gap, answer)


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> dict[str, Any]:
    """A posted form's gaps."""
    found = {
        gap: PARTS[told["kind"]].read(told, f"{name}.{gap}", sent) for gap, told in entry["gaps"].items()
    }
    return {gap: part for gap, part in found.items() if part and part != [""]}


def grade(body: Body, answer: Any) -> Grade:
    """The gaps by their points."""
    given = answer if isinstance(answer, dict) else {}
    gaps = gaps_of(body)
    grades = {name: PARTS[gap["kind"]].grade(gap, given.get(name)) for name, gap in gaps.items()}
    weights = {name: max(0.0, number(gap.get("points"), 1.0)) for name, gap in gaps.items()}
    earned = sum(weights[name] * (grade.fraction or 0) for name, grade in grades.items())
    return graded(body, earned / (sum(weights.values()) or 1), [one.feedback for one in grades.values()])
