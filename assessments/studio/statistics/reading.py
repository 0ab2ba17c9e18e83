"""What the pages ask of the kept figures; never counts, never writes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from assessments.bank_scope import kept_banks, kept_quizzes
from assessments.counted import news
from assessments.models import PaperFigures, QuestionFigures, Quiz, QuizCount, Which
from assessments.statistics.flags import FEWEST
from assessments.statistics.measures import quantile
from assessments.statistics.reliability import ALPHA, error_of_score, score_deviation
from assessments.statistics.sums import ONE, numbered
from people.models import Account

SORTS = {
    "flags": "flagged", "facility": "facility", "discrimination": "discrimination", "upper_lower": "upper_lower",
    "n": "n", "time": "seconds",
}  # fmt: skip
FIRST = "-flags"


def which_of(asked: str) -> str:
    """First attempts, unless all are asked for."""
    return Which.ALL if asked == Which.ALL else Which.FIRST


def stale(quiz: int, at: datetime) -> bool:
    """Whether the figures are about to change."""
    return bool(news(at, quiz))


def counted_quizzes(account: Account, which: str) -> QuerySet[Any]:
    """The account's counted tests with their figures; those with most to repair first."""
    papers = PaperFigures.objects.filter(count=OuterRef("pk"), which=which)
    flags = QuestionFigures.objects.filter(count=OuterRef("pk"), which=which, flagged__gt=0).order_by()
    told = flags.values("count").annotate(total=Sum("flagged")).values("total")
    return (
        QuizCount.objects.filter(attempts__gt=0, quiz__in=kept_quizzes(account))
        .select_related("quiz__activity")
        .annotate(
            n=Subquery(papers.values("n")), reliability=Subquery(papers.values("reliability")),
            method=Subquery(papers.values("method")), flagged=Subquery(told),
        )
        .order_by(F("flagged").desc(nulls_last=True), "quiz__activity__title", "pk")
    )  # fmt: skip


def questions_of(account: Account, quiz: Quiz, which: str, sort: str) -> QuerySet[QuestionFigures]:
    """The account's questions in a test, sorted as asked; without a figure last."""
    field = F(SORTS[sort.removeprefix("-")])
    order = field.desc(nulls_last=True) if sort.startswith("-") else field.asc(nulls_last=True)
    rows = _figures(quiz, which).filter(version__question__bank__in=kept_banks(account)).defer("sums")
    return rows.select_related("version__question").order_by(order, "facility", "version")


def questions_of_others(account: Account, quiz: Quiz, which: str) -> int:
    """How many the test draws from banks that others only share: their words are not the account's to read."""
    return _figures(quiz, which).exclude(version__question__bank__in=kept_banks(account)).count()


def _figures(quiz: Quiz, which: str) -> QuerySet[QuestionFigures]:
    return QuestionFigures.objects.filter(count__quiz=quiz, which=which)


def places_of(account: Account, question: UUID, which: str) -> QuerySet[QuestionFigures]:
    """Every version of a question in each of the account's tests, the most answered first."""
    rows = QuestionFigures.objects.filter(version__question__uuid=question, which=which).defer("sums")
    rows = rows.filter(count__quiz__in=kept_quizzes(account))
    return rows.select_related("version", "count__quiz__activity").order_by("-n", "-version__number", "pk")


@dataclass(frozen=True)
class Summary:
    """A test in a few figures: scores in percent, times in seconds."""

    n: int
    mean: float
    deviation: float
    quartiles: tuple[float | None, ...]
    reliability: float | None
    method: str
    error: float | None
    bins: dict[int, int]

    @property
    def few(self) -> bool:
        return self.n < FEWEST

    @property
    def method_name(self) -> str:
        return method_name(self.method)


def method_name(method: str) -> str:
    """Which of the two figures it is."""
    return _("Cronbach’s alpha") if method == ALPHA else _("đề rút ngẫu nhiên")


def summary_of(quiz: Quiz, which: str) -> Summary | None:
    """None while nothing has been counted."""
    paper = PaperFigures.objects.filter(count__quiz=quiz, which=which, n__gt=0).first()
    if paper is None:
        return None
    sums: dict[str, Any] = paper.sums
    deviation, times = score_deviation(sums), numbered(sums, "time")
    return Summary(
        n=paper.n, mean=100 * sums["score"] / ONE / paper.n, deviation=deviation,
        quartiles=tuple(quantile(times, share) for share in (0.25, 0.5, 0.75)),
        reliability=paper.reliability, method=paper.method,
        error=None if paper.reliability is None else error_of_score(deviation, paper.reliability),
        bins=numbered(sums, "bin"),
    )  # fmt: skip
