"""Pages of statistics: all tests, one test, one question in each of its versions and tests."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.bank_scope import kept_questions, kept_quizzes
from assessments.models import QuestionFigures, Quiz, Which
from assessments.statistics.choices import choices
from assessments.statistics.flags import FEWEST
from assessments.statistics.measures import quantile
from assessments.statistics.sums import numbered
from assessments.studio.doors import account_of, writers_only
from assessments.studio.statistics import plots, reading, sheet
from assessments.studio.statistics.table import choice_lines, question_line
from common import clock
from common.tables import XLSX_TYPE
from people.models import Account

PAGE, PLACES = 50, 100


@writers_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Each of the account's tests that somebody has submitted."""
    which = reading.which_of(request.GET.get("luot", ""))
    page = Paginator(reading.counted_quizzes(account_of(request), which), PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(one, reading.method_name(one.method)) for one in page.object_list]
    return render(
        request, "assessments/studio/statistics/index.html", _base(request, which, page=page, rows=rows)
    )


@writers_only
@require_safe
def quiz(request: HttpRequest, activity: UUID) -> HttpResponse:
    """One test: its scores, how far they can be trusted, its questions with what to repair."""
    account, which = account_of(request), reading.which_of(request.GET.get("luot", ""))
    found = _quiz(account, activity)
    summary = reading.summary_of(found, which)
    rows = reading.questions_of(account, found, which, _sort(request))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = _base(
        request, which, quiz=found, summary=summary, page=page, sort=_sort(request),
        rows=[question_line(row) for row in page.object_list],
        of_others=reading.questions_of_others(account, found, which),
        stale=reading.stale(found.pk, clock.now()), count=getattr(found, "count", None),
        histogram=plots.histogram(summary.bins, found.pass_percent) if summary else None,
    )  # fmt: skip
    return render(request, "assessments/studio/statistics/quiz.html", context)


@writers_only
@require_safe
def quiz_sheet(request: HttpRequest, activity: UUID) -> StreamingHttpResponse:
    """The whole table as .xlsx, in the order of the page."""
    account, which = account_of(request), reading.which_of(request.GET.get("luot", ""))
    found = _quiz(account, activity)
    rows = reading.questions_of(account, found, which, _sort(request))
    chunks = sheet.chunks(found, rows, reading.summary_of(found, which), which)
    answer = StreamingHttpResponse(chunks, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="thong-ke-cau-hoi.xlsx"'
    return answer


@writers_only
@require_safe
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """One question: where it was asked, and who chose what in the place that is looked at."""
    account = account_of(request)
    found = get_object_or_404(kept_questions(account), uuid=question)
    which = reading.which_of(request.GET.get("luot", ""))
    places = list(reading.places_of(account, question, which)[:PLACES])
    wanted = (request.GET.get("bai", ""), request.GET.get("ban", ""))
    named = [one for one in places if (str(one.count.quiz.activity.uuid), str(one.version.number)) == wanted]
    chosen = next(iter(named or places), None)
    context = _base(
        request, which, question=found, places=places, chosen=chosen, **(_looked_at(chosen) if chosen else {})
    )
    return render(request, "assessments/studio/statistics/question.html", context)


def _looked_at(row: QuestionFigures) -> dict[str, Any]:
    body, sums = row.version.body, QuestionFigures.objects.values_list("sums", flat=True).get(pk=row.pk)
    lines = choice_lines(body, choices(sums))
    times = numbered(sums, "time")
    return {
        "line": question_line(row), "lines": lines,
        "traces": plots.traces(lines) if lines and row.n >= FEWEST and lines[0]["thirds"] else [],
        "quartiles": [quantile(times, share) for share in (0.25, 0.5, 0.75)], "timed": sum(times.values()),
    }  # fmt: skip


def _quiz(account: Account, activity: UUID) -> Quiz:
    mine = kept_quizzes(account).select_related("activity", "count")
    return get_object_or_404(mine, activity__uuid=activity)


def _sort(request: HttpRequest) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in reading.SORTS else reading.FIRST


def _base(request: HttpRequest, which: str, **more: Any) -> dict[str, Any]:
    return {"which": which, "choices": Which.choices, "query": request.GET, "fewest": FEWEST, **more}
