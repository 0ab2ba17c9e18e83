"""News and case studies: lists with filters, and one of each."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from content import story_queries
from content.models import ArticlePage, CaseStudyPage
from content.public_cache import cached_public
from content.story_look import look_of
from content.story_queries import Kind, Sifted
from content.topics import TOPICS
from courses.models.course import Audience

PER_PAGE = 20


@require_safe
@cached_public
def articles(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    sifted = Sifted.of(request.GET.dict(), ArticlePage.Kind.values)
    return _list(
        request, "content/public/articles.html", Kind.ARTICLE, sifted, kinds=ArticlePage.Kind.choices
    )


@require_safe
@cached_public
def case_studies(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    return _list(request, "content/public/case_studies.html", Kind.CASE, Sifted.of(request.GET.dict()))


@require_safe
@cached_public
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article."""
    page = get_object_or_404(ArticlePage.objects.live().select_related("unit", "image", "video"), slug=slug)
    return render(request, "content/public/article.html", look_of(page))


@require_safe
@cached_public
def case_study(request: HttpRequest, slug: str) -> HttpResponse:
    """One case study."""
    page = get_object_or_404(CaseStudyPage.objects.live().select_related("unit", "image", "video"), slug=slug)
    return render(request, "content/public/case_study.html", look_of(page))


def _list(request: HttpRequest, template: str, kind: str, sifted: Sifted, **more: Any) -> HttpResponse:
    rows = Paginator(story_queries.newest(kind, sifted), PER_PAGE).get_page(request.GET.get("trang"))
    asked = request.GET.copy()
    asked.pop("trang", None)
    context = {
        "query": asked.urlencode(),
        "items": rows,
        "sifted": sifted,
        "topics": TOPICS,
        "audiences": Audience.choices,
    }
    return render(request, template, context | more)
