"""What a test asks, section by section: the same whether written on a page or kept in rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value, prefetch_related_objects
from django.utils.translation import gettext as _

from assessments.drawing import Pool, missing
from assessments.models import Question, QuestionBank, QuestionCategory, QuestionTag, Quiz, QuizSection
from common.prepared import Prepared


@dataclass(frozen=True)
class Section:
    """Chosen questions in their order (no bank), or a draw of so many from a bank; empty filters ask for anything."""

    title: str = ""
    instruction: str = ""
    draw: int = 1
    points: float | None = None
    questions: tuple[Question, ...] = ()
    bank: QuestionBank | None = None
    category: QuestionCategory | None = None
    below: bool = True
    tags: tuple[QuestionTag, ...] = ()
    difficulty: str = ""
    level: str = ""
    kind: str = ""

    @property
    def takes_the_bank(self) -> bool:
        """Whether it draws from a whole bank: what most tests do, so its query is kept compiled."""
        return not (
            self.bank is None or self.category or self.tags or self.difficulty or self.level or self.kind
        )

    @cached_property
    def usable(self) -> QuerySet[Question]:
        """Those in use that can be answered: a damaged one must never reach a paper."""
        found = Question.objects.filter(retired_at__isnull=True, is_sound=True)
        if self.bank is None:
            return found.filter(pk__in=[question.pk for question in self.questions])
        if self.tags:
            found = found.filter(pk__in=Question.tags.through.objects.filter(
                questiontag__in=self.tags
            ).values("question"))  # fmt: skip
        labels = {"difficulty": self.difficulty, "level": self.level, "kind": self.kind}
        return found.filter(
            self._place(), bank=self.bank, **{name: said for name, said in labels.items() if said}
        )

    def _place(self) -> Q:
        if self.category is None:
            return Q()
        here = Q(category=self.category)
        return here | Q(category__path__startswith=f"{self.category.path} / ") if self.below else here


@dataclass(frozen=True)
class Line:
    """A section for its trainer: how many it asks, how many it finds, how many it lacks once all have chosen."""

    name: str
    asked: int
    found: int
    lacks: int
    fixed: bool


@dataclass(frozen=True)
class Composition:
    """The sections of a paper, and whether their questions and options are shuffled."""

    sections: Sequence[Section]
    shuffle_questions: bool = True
    shuffle_options: bool = True

    @cached_property
    def pools(self) -> list[Pool]:
        """What each section may draw from, in one query whatever there is."""
        found: list[list[int]] = [[] for _section in self.sections]
        for pk, place in self._usable():
            found[place].append(pk)
        return [
            Pool(_ordered(section, questions), section.draw, fixed=section.bank is None)
            for section, questions in zip(self.sections, found, strict=True)
        ]

    def _usable(self) -> list[tuple[int, int]]:
        """Question and place of the section; past the converters, which cost more than the rows."""
        if len(self.sections) == 1 and self.sections[0].takes_the_bank:
            bank = self.sections[0].bank
            return [(pk, 0) for (pk,) in _BANK.all(bank.pk)] if bank else []
        parts = [
            section.usable.order_by().values_list("pk", Value(place, IntegerField()))
            for place, section in enumerate(self.sections)
            if section.bank or section.questions
        ]
        if not parts:
            return []
        with connection.cursor() as cursor:
            cursor.execute(*parts[0].union(*parts[1:], all=True).query.sql_with_params())
            rows: list[tuple[int, int]] = cursor.fetchall()
        return rows

    @property
    def asked(self) -> int:
        """How many questions a paper has."""
        return sum(section.draw for section in self.sections)

    @property
    def lines(self) -> list[Line]:
        """How each section stands."""
        return [
            Line(self.called(place), pool.draw, len(pool.questions), lack, pool.fixed)
            for place, (pool, lack) in enumerate(zip(self.pools, missing(self.pools), strict=True))
        ]

    @property
    def shortages(self) -> list[str]:
        """A sentence for each section that cannot be filled, what other sections take counted once."""
        return self._said(missing(self.pools))

    def worse_without(self, question: Question) -> list[str]:
        """The same once a question were retired; nothing where that changes nothing."""
        fewer = [
            replace(pool, questions=[pk for pk in pool.questions if pk != question.pk]) for pool in self.pools
        ]
        lacks = missing(fewer)
        return self._said(lacks) if sum(lacks) > sum(missing(self.pools)) else []

    def _said(self, lacks: Sequence[int]) -> list[str]:
        return [_sentence(self.called(place), lack) for place, lack in enumerate(lacks) if lack]

    def called(self, place: int) -> str:
        """The title of a section, or its number."""
        return self.sections[place].title or _("Phần %(n)s") % {"n": place + 1}


def _ordered(section: Section, found: list[int]) -> list[int]:
    """Chosen ones as chosen, others as they came into the bank."""
    if section.bank is not None:
        return sorted(found)
    usable = set(found)
    chosen = dict.fromkeys(question.pk for question in section.questions)
    return [pk for pk in chosen if pk in usable]


def _sentence(name: str, lack: int) -> str:
    return _("Phần “%(name)s” còn thiếu %(lack)d câu dùng được.") % {"name": name, "lack": lack}


_BANK = Prepared(
    lambda bank: (
        Question.objects.filter(retired_at__isnull=True, is_sound=True, bank=bank)
        .order_by()
        .values_list("pk")
    )
)


def _ask_sections(quiz: Any, version: Any) -> QuerySet[QuizSection]:
    tagged = Exists(QuizSection.tags.through.objects.filter(quizsection=OuterRef("pk")))
    rows = QuizSection.objects.filter(quiz=quiz, version=version).order_by("position")
    return rows.annotate(is_tagged=tagged).select_related("bank", "category")


_SECTIONS = Prepared(_ask_sections)


def composition_of(quiz: Quiz) -> Composition:
    """As published: the sections, the topics of draws, the questions of others; the pools follow when asked for."""
    rows = _SECTIONS.objects(quiz.pk, quiz.version)
    prefetch_related_objects([row for row in rows if row.is_tagged], "tags")
    prefetch_related_objects([row for row in rows if not row.bank_id], "chosen__question")
    return Composition([_section(row) for row in rows], quiz.shuffle_questions, quiz.shuffle_options)


def _section(row: Any) -> Section:
    return Section(
        title=row.title, instruction=row.instruction, draw=row.draw,
        points=None if row.points is None else float(row.points), bank=row.bank, category=row.category,
        questions=() if row.bank else tuple(one.question for one in row.chosen.all()), below=row.below,
        tags=tuple(row.tags.all()) if row.is_tagged else (), difficulty=row.difficulty, level=row.level,
        kind=row.kind,
    )  # fmt: skip
