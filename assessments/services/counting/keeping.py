"""Writes sums with everything derived from them, unless another run has written meanwhile."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from assessments.models import PaperFigures, QuestionFigures, QuizCount
from assessments.services.counting.knowing import known_versions
from assessments.services.counting.reading import Tally
from assessments.statistics.deriving import Derived, derived
from assessments.statistics.sums import Sums


def kept_tally(count: QuizCount) -> Tally:
    """The sums as they were kept."""
    tally = Tally(attempts=count.attempts)
    for which, sums in count.papers.values_list("which", "sums"):
        tally.papers[which] = Counter(sums)
    for which, version, sums in count.questions.values_list("which", "version", "sums"):
        tally.versions[which][version] = Counter(sums)
    return tally


def keep(
    *, quiz: int, known: QuizCount | None, tally: Tally, counted_to: datetime, replaced: int, rebuilt_at: datetime,
    at: datetime,
) -> bool:  # fmt: skip
    """All rows of a test anew, in one short transaction; False when it is no longer as `known`."""
    papers, questions = _rows(tally)
    told = {
        "counted_to": counted_to, "attempts": tally.attempts, "replaced": replaced, "counted_at": at,
        "rebuilt_at": rebuilt_at,
    }  # fmt: skip
    with transaction.atomic():
        count, made = QuizCount.objects.select_for_update().get_or_create(quiz_id=quiz, defaults=told)
        if not made and (known is None or count.counted_at != known.counted_at):
            return False
        QuizCount.objects.filter(pk=count.pk).update(**told)
        count.papers.all().delete()
        count.questions.all().delete()
        for paper in papers:
            paper.count = count
        for question in questions:
            question.count = count
        PaperFigures.objects.bulk_create(papers)
        QuestionFigures.objects.bulk_create(questions, batch_size=200)
    return True


def _rows(tally: Tally) -> tuple[list[PaperFigures], list[QuestionFigures]]:
    known = known_versions({version for found in tally.versions.values() for version in found})
    about = {version: told.about for version, told in known.items()}
    papers: list[PaperFigures] = []
    questions: list[QuestionFigures] = []
    for which, paper in tally.papers.items():
        versions = dict(sorted(tally.versions[which].items()))  # one order, one rounding
        trust, found = derived(paper, versions, about)
        papers.append(
            PaperFigures(
                which=which,
                sums=dict(paper),
                n=paper["n"],
                reliability=trust.value if trust else None,
                method=trust.method if trust else "",
            )
        )
        questions += _questions(which, versions, found)
    return papers, questions


def _questions(
    which: str, versions: Mapping[int, Sums], found: Mapping[int, Derived]
) -> Iterator[QuestionFigures]:
    for version, one in found.items():
        figures = one.figures
        yield QuestionFigures(
            which=which, version_id=version, sums=dict(versions[version]), n=figures.n, facility=figures.facility,
            discrimination=figures.discrimination, upper_lower=one.upper_lower, alpha_gain=figures.alpha_gain,
            seconds=figures.seconds, flags=one.flags, flagged=len(one.flags),
        )  # fmt: skip
