"""The key of a QTI 2 response: which values are right, and what each is worth."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from assessments.exchange.bodies import tidy
from assessments.exchange.numbers import number
from assessments.exchange.xml import text_of


@dataclass(frozen=True)
class Key:
    """`worth` is relative to the points of the whole response."""

    many: bool
    base: str
    correct: list[str]
    mapped: dict[str, float]
    default: float

    @property
    def known(self) -> bool:
        return bool(self.correct or any(value > 0 for value in self.mapped.values()))

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
    return {said.get("identifier", ""): _key(said) for said in item.iter("responseDeclaration")}


def _key(said: Element) -> Key:
    mapping = said.find("mapping")
    entries = [] if mapping is None else mapping.findall("mapEntry")
    return Key(
        said.get("cardinality", "single") != "single",
        said.get("baseType", ""),
        [text_of(value) for value in said.iterfind("correctResponse/value")],
        {entry.get("mapKey", ""): number(entry.get("mappedValue", "0")) for entry in entries},
        0 if mapping is None else number(mapping.get("defaultValue", "0")),
    )
