"""What a learner is asked after a course: one answer each, and nobody learns which."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.models import Survey, SurveyVersion
from assessments.services.survey_answers import answer_as_learner
from assessments.surveys.queries import asked_of, newest
from assessments.views.surveys.filling import Filled, filled, new_key, shown
from common import clock
from common.errors import DomainError
from courses.models import EnrolmentProgress


@login_required
@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The courses about which one has not been heard yet."""
    person = request.user.person_id  # type: ignore[union-attr]
    rows = asked_of(person, clock.today()) if person else []
    return render(request, "surveys/asked.html", {"rows": rows})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_about(request: HttpRequest, enrolment: UUID, code: str) -> HttpResponse:
    """The form about one's own completed course."""
    person = request.user.person_id  # type: ignore[union-attr]
    mine = EnrolmentProgress.objects.select_related("enrolment__course", "enrolment__release")
    progress = mine.filter(enrolment__uuid=enrolment, enrolment__learner_id=person, state="completed").first()
    survey = Survey.objects.filter(code=code, kind=Survey.Kind.COURSE).first()
    version = newest(survey) if survey and progress else None
    if progress is None or version is None:
        raise DomainError(_("Không có phiếu nào hỏi anh, chị về khóa học này."), status=404)
    done = filled(request, version) if request.method == "POST" else None
    if done and done.answers and not done.gaps:
        answer_as_learner(
            version=version, progress=progress, key=done.key, answers=done.answers, at=clock.now()
        )
        messages.success(request, _("Cảm ơn anh, chị. Ý kiến đã được ghi nhận, không kèm tên."))
        return redirect("survey_asked")
    return _form(request, version, progress, done)


def _form(
    request: HttpRequest, version: SurveyVersion, progress: EnrolmentProgress, done: Filled | None
) -> HttpResponse:
    context = {
        "survey": version.survey, "course": progress.enrolment.course, "questions": shown(version.items, done),
        "key": new_key(done), "done": done,
    }  # fmt: skip
    return render(request, "surveys/own_form.html", context, status=422 if done else 200)
