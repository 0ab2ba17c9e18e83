"""The studio's answers about a test: how many questions its sections find, and what was gained from its pre-test."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from assessments.studio.doors import writers_only
from content.models import QuizPage
from content.quiz_sections import composition_of_stream

SECTIONS: Any = QuizPage._meta.get_field("sections")


@writers_only
@require_POST
def counts(request: HttpRequest) -> HttpResponse:
    """Of the sections in the form as they stand, complete or not."""
    try:
        stream = SECTIONS.stream_block.value_from_datadict(request.POST, request.FILES, "sections")
    except (LookupError, ValueError):  # no form of ours
        return HttpResponse(status=400)
    context = {"composition": composition_of_stream(stream)}
    return render(request, "content/studio/section_counts.html", context)
