"""The answer to a question that a film stopped for, from the player or from the plain form below the film."""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common import clock
from common.errors import DomainError
from courses.queries.lesson import lesson_for, newest_version
from courses.services.answering import answer_question

MOST_BYTES = 4_000


@login_required
@require_POST
def answer(request: HttpRequest, activity: UUID, question: UUID) -> HttpResponse:
    """Take `{uuid, chosen: [option ids]}`; answer with the grade, what the trainer says, and what is still open."""
    wants_json = request.content_type == "application/json"
    uuid, chosen = _read(request, wants_json)
    lesson = lesson_for(request.user.person_id, activity)  # type: ignore[union-attr]
    version = newest_version(lesson.activity) if lesson else None
    if lesson is None or version is None:
        raise DomainError(_("Bài này không có trong khóa học của bạn."), status=404)
    given = answer_question(
        enrolment=lesson.enrolment, item=lesson.item, version=version, question=question, chosen=chosen,
        uuid=uuid, at=clock.now(),
    )  # fmt: skip
    if not wants_json:
        return redirect(f"{reverse('activity', args=[activity])}#cau-hoi-{question}")
    return JsonResponse(
        {
            "right": given.right,
            "feedback": given.feedback,
            "rewind_to": given.rewind_to,
            "left": given.asked.left,
            "completed": given.completed,
        }
    )


def _read(request: HttpRequest, is_json: bool) -> tuple[UUID, list[str]]:
    try:
        if len(request.body) > MOST_BYTES:
            raise ValueError
        told = json.loads(request.body) if is_json else None
        chosen = told["chosen"] if told is not None else request.POST.getlist("chosen")
        uuid = UUID(str(told["uuid"] if told is not None else request.POST.get("uuid")))
        if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
            raise TypeError
    except (ValueError, TypeError, KeyError):
        raise DomainError(_("Không đọc được câu trả lời gửi lên. Hãy tải lại trang.")) from None
    return uuid, chosen
