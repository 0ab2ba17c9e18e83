"""The sections of a test page as the engine understands them; a draft may still lack parts."""

from math import isfinite
from typing import Any

from assessments.composition import Composition, Section
from assessments.models import QuestionTag
from content.blocks.quiz import topics_named
from content.models import QuizPage


def composition_of_page(page: QuizPage) -> Composition:
    """What the page would ask if it were published as it stands."""
    return composition_of_stream(
        page.sections, shuffle_questions=page.shuffle_questions, shuffle_options=page.shuffle_options
    )


def composition_of_stream(stream: Any, **shuffles: bool) -> Composition:
    """The same of blocks that lie nowhere yet."""
    blocks = list(stream)
    topics = topics_named(block.value.get("topics", "") for block in blocks)
    found = [
        SECTIONS[block.block_type](block.value, named)
        for block, (named, _unknown) in zip(blocks, topics, strict=True)
    ]
    return Composition(found, **shuffles)


def _chosen(value: Any, topics: list[QuestionTag]) -> Section:
    questions = tuple(question for question in value["questions"] if question)
    return Section(**_said(value), draw=max(1, len(questions)), questions=questions)


def _draw(value: Any, topics: list[QuestionTag]) -> Section:
    number = int(number_in(value["number"]) or 1)
    return Section(
        **_said(value), draw=max(1, number), bank=value["bank"], category=value["category"], below=value["below"],
        tags=tuple(topics), difficulty=value["difficulty"] or "", level=value["level"] or "",
        kind=value["kind"] or "",
    )  # fmt: skip


def _said(value: Any) -> dict[str, Any]:
    points = number_in(value["points"])
    return {"title": value["title"] or "", "instruction": value["instruction"] or "", "points": points}


def number_in(value: Any) -> float | None:
    """Of a box that may still hold anything."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if isfinite(number) else None


SECTIONS = {"chosen": _chosen, "draw": _draw}


def frozen_sections(composition: Composition) -> list[dict[str, Any]]:
    """For the facts of a version: names and identifiers, so that they can be read without our tables."""
    return [_frozen(section) for section in composition.sections]


def _frozen(section: Section) -> dict[str, Any]:
    base = {"title": section.title, "instruction": section.instruction, "points": section.points}
    if section.bank is None:
        return base | {"questions": [str(question.uuid) for question in section.questions]}
    return base | {
        "draw": section.draw, "bank": str(section.bank.uuid), "below": section.below,
        "category": section.category.path if section.category else "", "kind": section.kind,
        "tags": [tag.name for tag in section.tags], "difficulty": section.difficulty, "level": section.level,
    }  # fmt: skip
