"""Files of a paper: pictures that its questions show, and what its learner hands in; for that learner only."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from assessments.forms import answers_in
from assessments.models import Attempt
from assessments.presenting import Address
from assessments.queries.attempts import own_attempts
from assessments.queries.papers import file_of_question
from assessments.services.answer_files import hand_in_file, take_back_file
from assessments.services.attempts import save_answers
from assessments.serving import served
from common import clock


def address_for(attempt: Attempt, question: str) -> Address:
    """Where the files of a question of this paper are served."""
    return partial(_address, attempt.uuid, question)


def _address(attempt: UUID, question: str, name: str) -> str:
    return reverse("quiz_question_file", args=[attempt, question, name])


@login_required
@require_safe
def question_file(request: HttpRequest, attempt: UUID, question: UUID, name: str) -> FileResponse:
    """A picture or sound of a question on one's own paper."""
    found = file_of_question(_own(request, attempt), str(question), name)
    if found is None:
        raise Http404
    return served(found)


@login_required
@require_safe
def answer_file(request: HttpRequest, attempt: UUID, file: UUID) -> FileResponse:
    """What one handed in oneself; always a download, whatever it holds."""
    found = get_object_or_404(_own(request, attempt).files, uuid=file)
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_POST
def files(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Hand in or take back a file; the rest of the paper comes along and is saved."""
    found, at = _own(request, attempt), clock.now()
    save_answers(attempt=found, answers=answers_in(found, request.POST), at=at)
    question = request.POST.get("gui-tep", "")
    sent = request.FILES.get(f"tep-{question}")
    if sent:
        hand_in_file(attempt=found, question=question, name=sent.name or "", content=sent.read(), at=at)
    for one in found.files.filter(uuid__in=_uuids(request.POST.get("bo-tep", ""))):
        question = str(one.question)
        take_back_file(attempt=found, file=one, at=at)
    return redirect(f"{reverse('quiz_attempt', args=[found.uuid])}#cau-{question}")


def _own(request: HttpRequest, uuid: UUID) -> Attempt:
    mine = own_attempts(request.user.person_id)  # type: ignore[union-attr]
    return get_object_or_404(mine, uuid=uuid)


def _uuids(text: str) -> list[UUID]:
    try:
        return [UUID(text)]
    except ValueError:
        return []
