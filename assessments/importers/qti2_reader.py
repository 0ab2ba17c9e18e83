"""What every kind of QTI 2 item needs: its body, its keys, its feedback."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import body
from assessments.exchange.files import Files
from assessments.exchange.item import Body
from assessments.exchange.numbers import number
from assessments.exchange.xml import text_of
from assessments.importers.qti2_key import Key, keys_of
from assessments.importers.qti2_markup import Instead, html, raw
from assessments.importers.qti2_scoring import template_of
from common.errors import DomainError

BUTTONS = ("endAttemptInteraction",)  # buttons beside an answer: to finish, to see a hint


class Reader:
    """One item while it is read."""

    def __init__(self, root: Element, files: Files) -> None:
        self.root = root
        self.files = files
        self.keys = keys_of(root)
        found = root.find("itemBody")
        if found is None:
            raise DomainError(_("Thiếu itemBody."))
        self.item_body = found
        self.processing = root.find("responseProcessing")

    @property
    def interaction(self) -> Element:
        return next(self._asked())

    def _asked(self) -> Iterator[Element]:
        return (
            node
            for node in self.item_body.iter()
            if node.tag.endswith("Interaction") and node.tag not in BUTTONS
        )

    @property
    def template(self) -> str:
        """The name of the way of scoring, "" for one of its own."""
        return template_of(self.processing)

    @property
    def notes(self) -> tuple[str, ...]:
        own = self.processing is not None and len(self.processing) > 0 and not self.template
        return (_("Cách chấm riêng của tệp QTI không giữ được; hãy xem lại điểm."),) if own else ()

    def key(self, node: Element) -> Key:
        known = self.keys.get(node.get("responseIdentifier", ""))
        if known is None and len(self.keys) == 1 and self._alone(node):
            return next(iter(self.keys.values()))  # the two names differ; there is nothing else to mean
        if known is None:
            raise DomainError(_("Phần trả lời không có responseDeclaration."))
        return known

    def _alone(self, node: Element) -> bool:
        return not [other for other in self._asked() if other is not node]

    def sure_key(self, node: Element) -> Key:
        """A key that says what is right."""
        key = self.key(node)
        if not key.known:
            raise DomainError(_("Không có đáp án đọc được (correctResponse hoặc mapping)."))
        return key

    def html(self, node: Element) -> str:
        return html(node, self.files)

    def text(self, instead: Instead | None = None) -> str:
        """The body of the item, with the prompt where the interaction stands."""
        return html(self.item_body, self.files, instead or _prompt)

    def body(self, kind: str, text: str, **fields: Any) -> Body:
        said = self._said()
        hints = [said.pop("hint")] if "hint" in said else []
        return body(kind, text, points=self._points(), said=said, hints=hints, **fields)

    def _points(self) -> float:
        for outcome in self.root.iter("outcomeDeclaration"):
            value = text_of(outcome.find("defaultValue/value"))
            if outcome.get("identifier") == "MAXSCORE" and value and number(value) > 0:
                return number(value)
        return 1

    def _said(self) -> dict[str, str]:
        """Modal feedback by the names that authors give it."""
        said: dict[str, str] = {}
        right = {value for key in self.keys.values() for value in key.right}
        for feedback in self.root.iter("modalFeedback"):
            name = feedback.get("identifier", "")
            if name in self._choices and name not in right:
                continue  # said of one choice
            hidden = feedback.get("showHide") == "hide"  # shown unless the right answer was given
            place = ("wrong" if hidden else "right") if name in right else _place(name.lower())
            said[place] = said.get(place, "") + self.html(feedback)
        return said

    def feedback_of(self, node: Element) -> str:
        """Feedback that stands inside a choice, or else apart under its name."""
        name = node.get("identifier", "")
        apart = (one for one in self.root.iter("modalFeedback") if one.get("identifier") == name)
        inside = "".join(self.html(inner) for inner in node.iter("feedbackInline"))
        wrong = not any(name in key.right for key in self.keys.values())
        return inside or ("".join(map(self.html, apart)) if wrong else "")

    @property
    def _choices(self) -> set[str]:
        """What has feedback of its own."""
        return {node.get("identifier", "") for tag in _WITH_FEEDBACK for node in self.item_body.iter(tag)}


_WITH_FEEDBACK = ("simpleChoice", "hottext", "inlineChoice")


def _place(name: str) -> str:
    if name.startswith("hint"):
        return "hint"
    if name.startswith(("incorrect", "wrong", "false")):
        return "wrong"
    return "right" if name.startswith(("correct", "right", "true")) else "general"


def _prompt(node: Element) -> str | None:
    if not node.tag.endswith("Interaction"):
        return None
    prompt = node.find("prompt")
    return "" if prompt is None else f"<p>{raw(prompt, lambda child: None)}</p>"
