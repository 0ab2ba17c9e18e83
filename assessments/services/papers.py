"""Drawing a paper: usable questions for each section, each as its newest version stands, the key kept apart."""

from functools import cache
from random import SystemRandom
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from assessments import kinds
from assessments.composition import Composition, Section, composition_of
from assessments.drawing import drawn
from assessments.models import QuestionVersion, Quiz
from common.errors import Conflict
from common.prepared import Prepared


class Newest(NamedTuple):
    """A question as it stands."""

    question: int
    uuid: UUID
    pk: int
    body: dict[str, Any]


Paper = list[dict[str, Any]]
Key = dict[str, dict[str, Any]]
chance = SystemRandom()  # a paper that can be foretold can be passed round


def draw_paper(quiz: Quiz) -> tuple[Paper, Key]:
    """What the browser may see, and what it may not, of a freshly drawn paper.

    Refused when a section finds fewer usable questions than promised: a shorter paper would be easier to pass.
    """
    return paper_of(composition_of(quiz))


def paper_of(composition: Composition) -> tuple[Paper, Key]:
    """A paper of a test as it is written now; Conflict names the section that cannot be filled."""
    chosen = drawn(composition.pools, chance, shuffle=composition.shuffle_questions)
    if not chosen or sum(map(len, chosen)) < composition.asked:
        raise Conflict(
            _("Chưa tạo được đề. %(why)s Hãy báo giảng viên.")
            % {"why": " ".join(composition.shortages) or _("Bài kiểm tra chưa có câu hỏi nào.")}
        )
    versions = _newest([pk for section in chosen for pk in section])
    paper, key = [], {}
    for section, questions in zip(composition.sections, chosen, strict=True):
        for place, version in enumerate(versions[pk] for pk in questions):
            shown = _shown(version, section, steady=not composition.shuffle_options)
            paper.append(shown | (_heading(section) if place == 0 else {}))
            key[shown["id"]] = {
                "version": version.pk,
                "correct": kinds.key(version.body),
                **_worth(shown, section),
            }
    return paper, key


def _ask_newest(*questions: Any) -> QuerySet[Any, Any]:
    rows = QuestionVersion.objects.filter(question__in=questions, number=F("question__version"))
    return rows.values_list("question", "question__uuid", "pk", "body")


@cache  # a test has as many questions today as yesterday
def _newest_of(number: int) -> Prepared:
    return Prepared(_ask_newest)


def _newest(questions: list[int]) -> dict[int, Newest]:
    """By question, without the rest of both rows."""
    rows = _newest_of(len(questions)).all(*questions)
    return {row[0]: Newest(*row) for row in rows}


def _shown(version: Newest, section: Section, *, steady: bool) -> dict[str, Any]:
    """An opinion stays worth nothing whatever its section says."""
    body = _unshuffled(version.body) if steady else version.body
    shown = {"id": str(version.uuid), **kinds.shown(body, chance)}
    return shown | ({"points": section.points} if section.points and shown["points"] else {})


def _worth(shown: dict[str, Any], section: Section) -> dict[str, Any]:
    """The section's points beside the key: whoever grades many papers leaves the papers unread."""
    return {"points": shown["points"]} if section.points else {}


def _unshuffled(body: dict[str, Any]) -> dict[str, Any]:
    """Options as written, those of gaps as well; what has to be put in order cannot lie in order."""
    gaps = {name: gap | {"shuffle": False} for name, gap in body.get("gaps", {}).items()}
    return body | {"shuffle": False} | ({"gaps": gaps} if gaps else {})


def _heading(section: Section) -> dict[str, Any]:
    """Above the first question of a section that has something to say."""
    told = {"title": section.title, "instruction": section.instruction}
    return {"section": told} if any(told.values()) else {}
