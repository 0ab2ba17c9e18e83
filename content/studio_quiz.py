"""The studio's answers about a test: how many questions its sections find, and what was gained from its pre-test."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from assessments.models import Quiz
from assessments.pairs import gains_by_release
from assessments.studio.doors import account_of, pk_in, writers_only
from content.models import QuizPage
from content.quiz_scope import sections_for
from content.quiz_sections import composition_of_stream
from courses.queries.viewing import FEWEST


@writers_only
@require_POST
def counts(request: HttpRequest) -> HttpResponse:
    """Of the sections in the form as they stand, complete or not; of banks that the account may not use, nothing."""
    block = sections_for(account_of(request), _page(request).sections)
    try:
        stream = block.value_from_datadict(request.POST, request.FILES, "sections")
    except (LookupError, ValueError):  # no form of ours
        return HttpResponse(status=400)
    context = {"composition": composition_of_stream(stream)}
    return render(request, "content/studio/section_counts.html", context)


def _page(request: HttpRequest) -> QuizPage:
    """The latest draft of the page that is written, if the account may write it; else one that holds nothing yet."""
    page = QuizPage.objects.filter(pk=pk_in(request.GET.get("trang", ""))).first()
    if page is None or not page.permissions_for_user(request.user).can_edit():
        return QuizPage()
    draft: QuizPage = page.get_latest_revision_as_object()
    return draft


@require_safe
def gain(request: HttpRequest, page_id: int) -> HttpResponse:
    """Means of each release, for who may edit the page; of few learners none, for it would tell of each."""
    page: QuizPage = get_object_or_404(QuizPage.objects.select_related("pre_test", "activity"), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    quiz = Quiz.objects.filter(activity=page.activity).first() if page.activity else None
    context = {"page": page, "quiz": quiz, "rows": gains_by_release(quiz) if quiz else [], "fewest": FEWEST}
    return render(request, "content/studio/gain.html", context)
