"""How a QTI 2 item is scored: by a template, by rules that say the same, or by rules of its own."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from assessments.exchange.numbers import number
from assessments.exchange.xml import text_of

_TESTS = ("match", "stringMatch", "equal", "member")
_OWN = (
    "sum",
    "product",
    "lookupOutcomeValue",
    "customOperator",
    "random",
    "exitResponse",
    "gt",
    "lt",
    "gte",
    "lte",
)


def template_of(scoring: Element | None) -> str:
    """match_correct, map_response, map_response_point where the scoring comes to that; "" for any other."""
    if scoring is None:
        return ""
    said = scoring.get("template", "") or scoring.get("templateLocation", "")
    if said:
        return said.rpartition("/")[2].removesuffix(".xml").lower()
    used = {node.tag for node in scoring.iter()}
    if used.intersection(_OWN):
        return ""
    for tag, name in (("mapResponsePoint", "map_response_point"), ("mapResponse", "map_response")):
        if tag in used:
            return name
    return "match_correct" if any(_whole(test) for test, _worth in _rewards(scoring)) else ""


def _whole(test: Element) -> bool:
    return test.tag in ("match", "equal", "stringMatch") and test.find("correct") is not None


def named(scoring: Element | None, response: str) -> list[str]:
    """The values that the rules reward themselves, for items that declare no key."""
    return [
        text_of(value)
        for test, _worth in _rewards(scoring)
        if _about(test, response) and test.tag in _TESTS
        for value in test.iter("baseValue")
    ]


def rewarded_most(scoring: Element | None, response: str) -> set[str]:
    """The values that the rules name and give most for; none where they go by the key that is declared."""
    tests = [(test, worth) for test, worth in _rewards(scoring) if _about(test, response)]
    if any(test.tag not in _TESTS or test.find("correct") is not None for test, _worth in tests):
        return set()
    most = max((worth for _test, worth in tests), default=0)
    return {text_of(value) for test, worth in tests if worth == most for value in test.iter("baseValue")}


def tolerance(scoring: Element | None, response: str) -> tuple[float, float]:
    """How far from the key a number may be: a fixed margin, and a part of its value."""
    for test, _worth in _rewards(scoring):
        mode, said = test.get("toleranceMode", "exact"), test.get("tolerance", "").split()
        if test.tag == "equal" and said and mode != "exact" and _about(test, response):
            margin = max(abs(number(part)) for part in said)
            return (margin, 0) if mode == "absolute" else (0, margin / 100)
    return 0, 0


def _about(test: Element, response: str) -> bool:
    return any(node.get("identifier") == response for node in test.iter("variable"))


def _rewards(scoring: Element | None) -> Iterator[tuple[Element, float]]:
    """Each condition after which the score is set above zero, with that score."""
    if scoring is None:
        return
    for rule in (*scoring.iter("responseIf"), *scoring.iter("responseElseIf")):
        worth = _set(rule)
        if worth > 0 and len(rule):
            yield rule[0], worth


def _set(rule: Element) -> float:
    for setting in rule.findall("setOutcomeValue"):
        value = setting.find("baseValue")
        if setting.get("identifier", "").upper().startswith("SCORE"):
            return 1 if value is None else number(text_of(value) or "0")
    return 0
