"""A question of a file that is not imported yet, as a learner would meet it, with its pictures out of the file."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments import kinds
from assessments.bank_scope import require_import
from assessments.exchange.item import Item
from assessments.importers.reading import read
from assessments.key_words import key_words
from assessments.models import ImportedQuestion
from assessments.presenting import presented
from assessments.services.papers import chance
from assessments.services.question_files import media_type_of
from assessments.services.question_imports import READ_AT_ONCE, file_of
from assessments.studio.doors import account_of, writers_only


@writers_only
@require_safe
def preview(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """The paper's look, and below it the answer that was read: that is what the teacher checks."""
    body = _row(request, uuid, number).body
    if body is None:
        raise Http404
    shown = presented({"id": "xem", **kinds.shown(body, chance)}, None, _address(uuid, number))
    context = {"question": shown, "problems": [], "key": key_words(body)}
    return render(request, "assessments/studio/preview.html", context)


@writers_only
@require_safe
def picture(request: HttpRequest, uuid: UUID, number: int, name: str) -> HttpResponse:
    """Read out of the file each time: nothing of a file is stored before it is taken over."""
    source = _row(request, uuid, number).source
    if source.size > READ_AT_ONCE or not source.file:
        raise Http404
    items = (one for one in read(file_of(source)).questions if isinstance(one, Item) and one.number == number)
    data = next((item.files.get(name, b"") for item in items), b"")
    if not (media_type := media_type_of(data)):
        raise Http404
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=media_type, headers=headers)


def _row(request: HttpRequest, uuid: UUID, number: int) -> ImportedQuestion:
    source = require_import(account_of(request), uuid)
    return get_object_or_404(ImportedQuestion.objects.select_related("source"), source=source, number=number)


def _address(uuid: UUID, number: int) -> Callable[[str], str]:
    return lambda name: reverse("question_import_picture", args=[uuid, number, name])
