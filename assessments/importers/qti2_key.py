"""The key of a QTI 2 response: which values are right, and what each is worth."""

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import tidy
from assessments.exchange.numbers import number
from assessments.exchange.xml import text_of
from assessments.importers.qti2_scoring import named, rewarded_most, template_of, tolerance
from common.errors import DomainError


@dataclass(frozen=True)
class Key:
    """`worth` is relative to the points of the whole response."""

    many: bool
    base: str
    correct: list[str]
    mapped: dict[str, float]
    default: float
    case: bool = False  # whether the file says that capitals count
    margin: tuple[float, float] = (0, 0)  # of a number: a fixed one, and one relative to the value

    @property
    def known(self) -> bool:
        return bool(self.correct or any(value > 0 for value in self.mapped.values()))

    @property
    def right(self) -> list[str]:
        """What is right, from the key or from what the mapping rewards."""
        return self.correct or [value for value, worth in self.mapped.items() if worth > 0]

    @property
    def one_of(self) -> "Key":
        """The same key where only one value can be given, each right one worth all it can be."""
        return replace(self, many=False)

    def shares(self, values: list[str]) -> list[float]:
        """Of each value: from the mapping where there is one, otherwise equal parts for the right ones."""
        if not self.mapped or not any(value > 0 for value in self.mapped.values()):
            part = 1 / max(len(self.correct), 1) if self.many else 1
            return [tidy(part if value in self.correct else 0) for value in values]
        worths = [self.mapped.get(value, self.default) for value in values]
        good = [worth for worth in worths if worth > 0]
        whole = (sum(good) if self.many else max(good, default=0)) or 1
        return [tidy(max(-1.0, worth / whole)) for worth in worths]


def keys_of(item: Element) -> dict[str, Key]:
    scoring = item.find("responseProcessing")
    return {
        said.get("identifier", ""): _key(said, scoring, said.get("identifier", ""))
        for said in item.iter("responseDeclaration")
    }


def _key(said: Element, scoring: Element | None, name: str) -> Key:
    mapping = said.find("mapping")
    correct = [text_of(value) for value in said.iterfind("correctResponse/value")]
    entries = [] if mapping is None else mapping.findall("mapEntry")
    many = said.get("cardinality", "single")
    mapped = {entry.get("mapKey", ""): number(entry.get("mappedValue", "0")) for entry in entries}
    if _disagree(correct, mapped, many):
        if template_of(scoring) != "match_correct":
            raise DomainError(_("Đáp án (correctResponse) khác với những gì bảng điểm (mapping) cho điểm."))
        mapped = {}  # never looked at by what scores the item
    if correct and many == "single" and said.get("baseType") == "identifier":
        ruled = rewarded_most(scoring, name)
        if ruled and not ruled.intersection(correct):
            raise DomainError(_("Đáp án (correctResponse) khác với phương án được quy tắc chấm cho điểm."))
    return Key(
        many != "single",
        said.get("baseType", ""),
        correct if correct or entries else named(scoring, name),
        mapped,
        0 if mapping is None else number(mapping.get("defaultValue", "0")),
        any(entry.get("caseSensitive") == "true" for entry in entries),
        tolerance(scoring, name),
    )


def _disagree(correct: list[str], mapped: dict[str, float], many: str) -> bool:
    """Whether what is called right is not what earns the points; a mapping without points says nothing."""
    good = {value: worth for value, worth in mapped.items() if worth > 0}
    if not correct or not good or many == "ordered":
        return False
    if many == "multiple":
        return set(correct) != set(good)
    return max(good.values()) not in [good.get(value) for value in correct]
