"""QTI 2 items with one interaction, each as a body."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import ESSAY, numerical, options, ordered, pairs
from assessments.exchange.html import to_text
from assessments.exchange.item import Body
from assessments.importers.qti2_area import areas, picture
from assessments.importers.qti2_markup import html, raw
from assessments.importers.qti2_numbers import runs
from assessments.importers.qti2_reader import Reader
from common.errors import DomainError


def choice(reader: Reader) -> Body:
    """Single or multiple; without key and without scoring it is a survey's scale."""
    node = reader.interaction
    if not reader.key(node).known and reader.processing is None:
        scale = [
            {"value": place, "text": to_text(reader.html(found))}
            for place, found in enumerate(node.iterfind("simpleChoice"), start=1)
        ]
        prompt = node.find("prompt")
        rows = [reader.html(prompt)] if prompt is not None else []
        text = reader.text(lambda child: "" if child is node else None)
        return reader.body("likert", text or "".join(rows), scale=scale, rows=rows or [text])
    return _picked(reader, node.findall("simpleChoice"), reader.text())


def hottext(reader: Reader) -> Body:
    """The marked words are the options; the text shows them underlined."""
    node = reader.interaction

    def underlined(child: Element) -> str | None:
        return f"<u>{raw(child, underlined)}</u>" if child.tag == "hottext" else None

    text = html(
        reader.item_body, reader.files, lambda child: underlined(child) if child is not node else None
    )
    return _picked(reader, list(node.iter("hottext")), text)


def _picked(reader: Reader, found: list[Element], text: str) -> Body:
    node = reader.interaction
    key = reader.sure_key(node)
    shares = key.shares([choice.get("identifier", "") for choice in found])
    offered = options(
        (reader.html(choice), share, reader.feedback_of(choice))
        for choice, share in zip(found, shares, strict=True)
    )
    shuffle = node.get("shuffle") == "true"
    if not key.many or node.get("maxChoices") == "1":
        return reader.body("single", text, options=offered, shuffle=shuffle)
    scoring = "partial" if key.mapped and reader.template == "map_response" else "all"
    return reader.body("multiple", text, options=offered, shuffle=shuffle, scoring=scoring)


def order(reader: Reader) -> Body:
    node = reader.interaction
    texts = {found.get("identifier", ""): reader.html(found) for found in node.iterfind("simpleChoice")}
    correct = reader.sure_key(node).correct
    if sorted(correct) != sorted(texts):
        raise DomainError(_("Thứ tự đúng không nêu đủ các mục."))
    scoring = "all" if reader.template == "match_correct" else "relative"
    items = ordered(texts[name] for name in correct)
    return reader.body("ordering", reader.text(), items=items, scoring=scoring)


def match(reader: Reader) -> Body:
    """Two sets; each of the left has its one of the right."""
    node = reader.interaction
    left, right = (_sides(reader, half) for half in node.findall("simpleMatchSet"))
    return _paired(reader, left, right)


def associate(reader: Reader) -> Body:
    """One set; the first of each right pair stands left."""
    found = _sides(reader, reader.interaction)
    firsts = {pair.split()[0] for pair in reader.sure_key(reader.interaction).right}
    return _paired(
        reader,
        {name: text for name, text in found.items() if name in firsts},
        {name: text for name, text in found.items() if name not in firsts},
    )


def _sides(reader: Reader, half: Element) -> dict[str, str]:
    return {node.get("identifier", ""): reader.html(node) for node in half.iterfind("simpleAssociableChoice")}


def _paired(reader: Reader, left: dict[str, str], right: dict[str, str]) -> Body:
    correct = [pair.split() for pair in reader.sure_key(reader.interaction).right]
    correct = [pair if pair[0] in left else pair[::-1] for pair in correct]
    if sorted(first for first, _second in correct) != sorted(left):
        if sorted(second for _first, second in correct) != sorted(right):
            raise DomainError(_("Mỗi vế trái phải ghép với đúng một vế phải."))
        left, right, correct = right, left, [pair[::-1] for pair in correct]  # groups stood on the left
    if not {second for _first, second in correct} <= set(right):
        raise DomainError(_("Mỗi vế trái phải ghép với đúng một vế phải."))
    partner = dict(correct)
    kept, _none = pairs((left[name], to_text(right[partner[name]])) for name in left)
    extra = [to_text(text) for name, text in right.items() if name not in partner.values()]
    return reader.body("matching", reader.text(), pairs=kept, extra=extra)


def essay(reader: Reader) -> Body:
    notes = [block for block in reader.root.iter("rubricBlock") if "scorer" in block.get("view", "")]
    info = "".join(reader.html(block) for block in notes)
    return reader.body("essay", reader.text(), **{**ESSAY, "grader_info": info})


def slider(reader: Reader) -> Body:
    return reader.body("numerical", reader.text(), **numerical(runs(reader.sure_key(reader.interaction))))


def hotspot(reader: Reader) -> Body:
    node = reader.interaction
    name, size = picture(reader.files, node)
    found = areas(node, reader.root, reader.key(node), size)
    return reader.body("hotspot", reader.text(), picture=name, areas=found)


def upload(reader: Reader) -> Body:
    return reader.body("file", reader.text(), types=[], most_files=1, rubric=[])


KINDS: dict[str, Callable[[Reader], Body]] = {
    "choiceInteraction": choice,
    "hottextInteraction": hottext,
    "orderInteraction": order,
    "matchInteraction": match,
    "associateInteraction": associate,
    "extendedTextInteraction": essay,
    "sliderInteraction": slider,
    "hotspotInteraction": hotspot,
    "selectPointInteraction": hotspot,
    "uploadInteraction": upload,
}
