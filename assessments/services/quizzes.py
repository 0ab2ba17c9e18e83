"""Keeping what a test asks, as published: the rule on the quiz, its sections in rows of that version."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessments.composition import Composition, Section
from assessments.models import ChosenQuestion, Quiz, QuizSection
from courses.models import Activity, ActivityVersion


@transaction.atomic
def keep_quiz(
    *, version: ActivityVersion, composition: Composition, pre_test: Activity | None, rule: Mapping[str, Any]
) -> Quiz:
    """The quiz of the version's activity; sections of a version that is known already stay as they are."""
    shuffles = {name: getattr(composition, name) for name in ("shuffle_questions", "shuffle_options")}
    before = Quiz.objects.get(activity=pre_test) if pre_test else None
    quiz, _made = Quiz.objects.update_or_create(
        activity=version.activity,
        defaults={**rule, **shuffles, "pre_test": before, "version": version.number},
    )
    if not quiz.sections.filter(version=version.number).exists():
        for place, section in enumerate(composition.sections, start=1):
            keep_section(quiz, section, place)
    return quiz


def keep_section(quiz: Quiz, section: Section, place: int) -> QuizSection:
    """One section as rows."""
    row = QuizSection.objects.create(
        quiz=quiz, version=quiz.version, position=place, title=section.title, instruction=section.instruction,
        draw=section.draw, points=section.points, bank=section.bank, category=section.category, below=section.below,
        difficulty=section.difficulty, level=section.level, kind=section.kind,
    )  # fmt: skip
    row.tags.set(section.tags)
    ChosenQuestion.objects.bulk_create(
        ChosenQuestion(section=row, question=question, position=position)
        for position, question in enumerate(section.questions, start=1)
    )
    return row
