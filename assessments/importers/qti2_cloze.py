"""QTI 2 items whose answers stand in the text: gaps to fill, to choose and to drag into."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import literal, numerical, options, short
from assessments.exchange.item import Body
from assessments.importers.qti2_key import Key
from assessments.importers.qti2_markup import raw
from assessments.importers.qti2_numbers import runs
from assessments.importers.qti2_reader import Reader
from common.errors import DomainError


class Gaps:
    """Numbers the gaps while the text is written out."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.found: dict[str, Body] = {}

    def instead(self, child: Element) -> str | None:
        make = GAPS.get(child.tag)
        return make(self, child) if make else None

    def add(self, gap: Body) -> str:
        place = str(len(self.found) + 1)
        self.found[place] = {"points": 1, **gap}
        return f" [[{place}]]"

    def entry(self, node: Element) -> str:
        key = self.reader.sure_key(node).one_of
        if key.base in ("float", "integer"):
            return self.add({"kind": "numerical", **numerical(runs(key))})
        values = [value for value, worth in key.mapped.items() if worth > 0] or key.correct
        worths = zip(values, key.shares(values), strict=True)
        answers = ((literal(value), share, "") for value, share in worths)
        return self.add({"kind": "short", **short(answers, case=key.case or _two_ways(values))})

    def choice(self, node: Element) -> str:
        key = self.reader.sure_key(node)
        choices = [*node.findall("inlineChoice"), *node.findall("simpleChoice")]
        prompt = node.find("prompt")
        asked = "" if prompt is None else f"<p>{raw(prompt, lambda child: None)}</p>"
        key = key.one_of if node.get("maxChoices") == "1" else key
        return asked + self.add(self._choice(key, choices, node.get("shuffle") == "true"))

    def _choice(self, key: Key, choices: list[Element], shuffle: bool) -> Body:
        shares = key.shares([choice.get("identifier", "") for choice in choices])
        offered = options(
            (self.reader.html(choice), share, self.reader.feedback_of(choice))
            for choice, share in zip(choices, shares, strict=True)
        )
        if key.many:
            return {"kind": "multiple", "options": offered, "shuffle": shuffle, "scoring": "partial"}
        return {"kind": "single", "options": offered, "shuffle": shuffle}

    def drag(self, node: Element) -> str:
        """A text to drag into each gap is a choice among the same texts."""
        whole = self.reader.sure_key(node)
        texts = node.findall("gapText")
        if node.find("gapImg") is not None:
            raise DomainError(_("Kéo hình vào chỗ trống: chưa có loại này ở đây."))
        names = {text.get("identifier", "") for text in texts}
        right = {}
        for pair in whole.right:
            first, second = pair.split()
            right.update({second: first} if first in names else {first: second})

        def inside(child: Element) -> str | None:
            if child.tag == "gapText":
                return ""
            if child.tag == "prompt":
                return f"<p>{raw(child, lambda inner: None)}</p>"
            if child.tag != "gap":
                return self.instead(child)
            key = Key(False, "", [right.get(child.get("identifier", ""), "")], {}, 0)
            return self.add(self._choice(key, texts, node.get("shuffle") == "true"))

        return raw(node, inside)


def cloze(reader: Reader) -> Body:
    gaps = Gaps(reader)
    text = reader.text(gaps.instead)
    made = reader.body("cloze", text, gaps=gaps.found)
    return {**made, "points": len(gaps.found)}


def _two_ways(values: list[str]) -> bool:
    """York and york worth different parts: then capitals count."""
    return len({value.casefold() for value in values}) < len(values)


GAPS: dict[str, Callable[[Gaps, Element], str]] = {
    "textEntryInteraction": Gaps.entry,
    "inlineChoiceInteraction": Gaps.choice,
    "choiceInteraction": Gaps.choice,
    "gapMatchInteraction": Gaps.drag,
}
