"""How a submitted paper is shown: what was answered, and the key only once it can no longer be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assessments import kinds, verdicts
from assessments.kinds.base import texts
from assessments.kinds.markup import with_files
from assessments.marking.told import Said
from assessments.models import Attempt
from assessments.presenting import Address, html_of
from assessments.queries.papers import bodies_of

OPTION = '<label class="option {}"><input type="{}" name="{}" disabled{}><span>{}</span>{}</label>'


@dataclass(frozen=True)
class ReviewedOption:
    """One option; `verdict` is "right", "wrong" or nothing."""

    html: SafeString
    chosen: bool
    verdict: str

    def control(self, kind: str, question: str) -> str:
        """As the result shows it: a control that only says what was chosen."""
        return OPTION.format(
            self.verdict, kind, question, " checked" * self.chosen, self.html, verdicts.told(self.verdict)
        )


@dataclass(frozen=True)
class ReviewedPart:
    """One part of an answer that is not chosen from options: what it is about, what was given, what is right."""

    label: SafeString | str
    given: str
    right: str


@dataclass(frozen=True)
class ReviewedQuestion:
    """One question of a submitted paper; `verdict` is right, partly, wrong, open, waiting, cancelled or opinion."""

    id: str
    html: SafeString
    input: str
    verdict: str
    earned: float
    points: float
    options: list[ReviewedOption] = field(default_factory=list)
    parts: list[ReviewedPart] = field(default_factory=list)
    feedback: SafeString | str = ""
    hints: int = 0
    section: dict[str, str] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)  # by the people who read the answer

    @property
    def chip(self) -> SafeString:
        """The verdict in a word."""
        return verdicts.chip(self.verdict)

    @property
    def controls(self) -> SafeString:
        """The options, written here: as a template they took a third of a result's time."""
        return mark_safe("\n".join(option.control(self.input, self.id) for option in self.options))


def review(
    attempt: Attempt, bodies: Mapping[str, Any], *, reveal: bool, address: Any
) -> list[ReviewedQuestion]:
    """The questions as answered; `reveal` also shows what would have been right, and what is said about it.

    `address` gives, for a question, where its files are served.
    """
    return [
        _question(attempt, entry, bodies[entry["id"]], reveal=reveal, address=address(entry["id"]))
        for entry in attempt.paper
    ]


@dataclass(frozen=True)
class Hints:
    """The hints of a question that were asked for, and the number of the next, 0 when there is none."""

    asked: list[SafeString]
    next: int


def hints_of(attempt: Attempt, address: Any) -> dict[str, Hints]:
    """For a paper that allows hints; what was not asked for does not leave the server."""
    if not attempt.promised.get("hints"):
        return {}
    entries = {entry["id"]: entry for entry in attempt.paper}
    return {
        name: _hints(entries[name], texts(body, "hints"), len(attempt.hints.get(name, [])), address(name))
        for name, body in bodies_of(attempt).items()
    }


def _hints(entry: dict[str, Any], held: list[str], asked: int, address: Address) -> Hints:
    shown = [html_of(entry, text, address) for text in held[:asked]]
    return Hints(shown, asked + 1 if asked < len(held) else 0)


def _question(
    attempt: Attempt, entry: dict[str, Any], body: dict[str, Any], *, reveal: bool, address: Address
) -> ReviewedQuestion:
    mark = (attempt.marks or {})[entry["id"]]
    fraction = mark.get("fraction", float(mark["right"]))
    cancelled = mark.get("cancelled", "")
    given, right = mark["chosen"], _right(attempt.key[entry["id"]], body)
    said = kinds.grade(body, given).feedback if reveal and not cancelled else ""  # it gives the answer away
    points = 0 if cancelled == "out" else entry.get("points", 1)
    return ReviewedQuestion(
        id=entry["id"],
        html=html_of(entry, _numbered_gaps(entry), address),
        input="checkbox" if entry["kind"] == "multiple" else "radio",
        verdict="cancelled" if cancelled else _verdict(entry, given, fraction),
        earned=round(points * (fraction or 0), 2),
        points=points,
        options=_options(entry, given or [], None if cancelled else right, reveal, address)
        if "options" in entry
        else [],
        parts=[]
        if "options" in entry
        else _parts(entry, given, right if reveal and not cancelled else None, address),
        feedback=mark_safe(with_files(said, address)),
        hints=len(attempt.hints.get(entry["id"], [])),
        section=entry.get("section", {}),
    )


def _right(key: dict[str, Any], body: dict[str, Any]) -> Any:
    """What is right today: a regrade may say otherwise than the key did when the paper was drawn."""
    return kinds.key(body) if "version" in key else key["correct"]


def _numbered_gaps(entry: dict[str, Any]) -> str:
    text: str = entry["text"]
    return text.replace("[[", "(").replace("]]", ")") if entry["kind"] == "cloze" else text


def _verdict(entry: dict[str, Any], given: Any, fraction: float | None) -> str:
    if entry["kind"] == "likert":
        return "opinion"
    if not kinds.answered(given):
        return "open"
    if fraction is None:
        return "waiting"
    return {0.0: "wrong", 1.0: "right"}.get(fraction, "partly")


def _options(
    entry: dict[str, Any], given: list[str], correct: list[str] | None, reveal: bool, address: Address
) -> list[ReviewedOption]:
    return [
        ReviewedOption(
            html_of(entry, one["text"], address),
            one["id"] in given,
            "" if correct is None else _told(one["id"] in given, one["id"] in correct, reveal),
        )
        for one in entry["options"]
    ]


def _told(taken: bool, right: bool, reveal: bool) -> str:
    return "right" if right and (taken or reveal) else "wrong" if taken else ""


def _parts(entry: dict[str, Any], given: Any, right: Any, address: Address) -> list[ReviewedPart]:
    labels = _labels(entry, address)
    if not labels:
        return [ReviewedPart("", _words(entry, given), _words(entry, right))]
    given, right = given or {}, right or {}
    return [
        ReviewedPart(label, _words(gap, given.get(name)), _words(gap, right.get(name)))
        for name, (label, gap) in labels.items()
    ]


def _labels(entry: dict[str, Any], address: Address) -> dict[str, tuple[SafeString | str, dict[str, Any]]]:
    """The parts of an answer by name: what each is called, and what it was chosen from."""
    if entry["kind"] == "cloze":
        return {name: (f"({name})", gap) for name, gap in entry["gaps"].items()}
    if entry["kind"] == "likert":
        texts = {str(place): text for place, text in enumerate(entry["rows"])}
    else:
        texts = {one["id"]: one["text"] for one in [*entry.get("left", []), *entry.get("items", [])]}
    return {name: (html_of(entry, text, address), entry) for name, text in texts.items()}


def _words(entry: dict[str, Any], answer: Any) -> str:
    """An answer, or a part of one, in words."""
    if answer is None or answer in ("", [], {}):
        return ""
    if entry["kind"] == "likert":
        return next((str(step["text"]) for step in entry["scale"] if step["value"] == answer), "")
    if entry["kind"] == "hotspot":
        return "; ".join(_("%(x)s %% từ trái, %(y)s %% từ trên") % _place(point) for point in answer)
    if entry["kind"] == "file":
        return ", ".join(one["name"] for one in answer)
    names: dict[str, str] = {one["id"]: kinds.plain(one["text"]) for one in entry.get("options", [])}
    return ", ".join(names.get(str(one), "") for one in answer) if isinstance(answer, list) else str(answer)


def _place(point: list[float]) -> dict[str, int]:
    return {"x": round(100 * point[0]), "y": round(100 * point[1])}
