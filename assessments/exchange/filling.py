"""Every field that the writers ask of a body, for bodies that were written by hand and left some out."""

from typing import Any

from assessments.exchange.item import Body

_BY_KIND: dict[str, Body] = {
    "single": {"shuffle": True},
    "multiple": {"shuffle": True, "scoring": "all"},
    "true_false": {"feedback_true": "", "feedback_false": ""},
    "short": {"case": False, "accents": "exact"},
    "numerical": {"units": [], "unit_required": False},
    "matching": {"extra": []},
    "ordering": {"scoring": "all"},
    "essay": {"words_least": 0, "words_most": 0, "template": "", "grader_info": "", "rubric": []},
    "file": {"most_files": 1, "types": [], "rubric": []},
}
_ANSWER = {"feedback": "", "share": 1, "tolerance": 0}


def whole(body: Body) -> Body:
    """The same question with nothing missing; feedback that says nothing is left out."""
    filled = {"points": 1, "hints": [], **_BY_KIND.get(body["kind"], {}), **body}
    filled["feedback"] = {name: said for name, said in (body.get("feedback") or {}).items() if said}
    if "options" in filled:
        filled["options"] = [{"feedback": ""} | one for one in filled["options"]]
    if "answers" in filled:
        filled["answers"] = [_ANSWER | one for one in filled["answers"]]
    if "gaps" in filled:
        filled["gaps"] = {name: _gap(gap) for name, gap in filled["gaps"].items()}
    return filled


def _gap(gap: dict[str, Any]) -> dict[str, Any]:
    filled = whole({"text": "", **gap})
    return {name: value for name, value in filled.items() if name in gap or name not in ("text", "hints")}
