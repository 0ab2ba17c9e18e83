"""What was handed in, and the pictures of a question, for whoever reads the answer."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from assessments.marking.queue import code_of, hides_name
from assessments.queries.papers import file_of_question
from assessments.serving import served
from assessments.views.marking.guard import MarkingDesk, markers_only
from assessments.views.marking.showing import file_name
from assessments.views.marking.task import find
from people.models import AuditEntry
from people.services import audit


@markers_only
@require_safe
def handed_in(request: HttpRequest, at_desk: MarkingDesk, task: UUID, file: UUID) -> FileResponse:
    """Always a download, whatever it holds; only while the reading is in this account's hand; every one is logged."""
    found = find(at_desk, task)
    if found.claimed_by_id != at_desk.account.pk:
        raise Http404
    held = list(found.attempt.files.filter(question=found.question).order_by("pk"))
    one = get_object_or_404(found.attempt.files, uuid=file, question=found.question)
    hidden = hides_name(found.attempt)
    name = file_name(found, one, held.index(one) + 1) if hidden else one.name
    audit.record(
        "answer_file_taken", kind=AuditEntry.Kind.VIEW, by=at_desk.account, at=at_desk.at,
        person=None if hidden else found.attempt.enrolment.learner,
        detail={"quiz": found.attempt.quiz.activity.title, "paper_code": code_of(found.attempt), "file": name},
    )  # fmt: skip
    answer = FileResponse(one.file.open("rb"), as_attachment=True, filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@markers_only
@require_safe
def picture(request: HttpRequest, at_desk: MarkingDesk, task: UUID, name: str) -> FileResponse:
    """A picture that the question shows."""
    found = find(at_desk, task)
    file = file_of_question(found.attempt, str(found.question), name)
    if file is None:
        raise Http404
    return served(file)
