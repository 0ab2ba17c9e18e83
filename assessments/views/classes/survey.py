"""The form of a class: made with one press, printed as a poster, read by those who run or teach the class."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.class_words import results_of_class
from assessments.models import ClassSurvey, Survey
from assessments.rendering.poster import Poster, draw_poster
from assessments.services.classes import ask_class
from common import clock
from common.errors import DomainError
from courses.models import TrainingSession
from courses.queries.training.viewing import Viewer
from courses.views.afterwards.shared import own_or_taught
from courses.views.training.shared import class_page, context_of, own_class


@class_page
@require_POST
def class_survey_ask(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """By whoever runs the class: the form belongs to the leading office."""
    session = own_class(viewer, uuid)
    try:
        ask_class(session=session, at=clock.now(), by=viewer.account)
        messages.success(request, _("Đã mở phiếu của lớp. Hãy in áp phích để người dự quét mã."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("training_afterwards", session.uuid)


@class_page
@require_safe
def class_survey_poster(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """A4, to hang at the door or to show on the screen."""
    session = own_or_taught(viewer, uuid)
    survey = _survey(session)
    words = Poster(
        title=session.title, owner=session.lead_unit.full_name, place=_("Phiếu lấy ý kiến người dự lớp"),
        call=_("Quét mã, cho ý kiến trong một phút"),
        steps=[
            _("Mở máy ảnh hoặc Zalo trên điện thoại, đưa vào mã."),
            _("Bấm vào đường dẫn hiện ra."),
            _("Chọn câu trả lời rồi bấm Gửi ý kiến. Không cần đăng nhập."),
        ],
        address=request.build_absolute_uri(f"/phieu/{survey.code}/?kenh=qr"),
        typed=request.get_host() + f"/phieu/{survey.code}/",
        foot=_("Phiếu không hỏi tên. Kết quả chỉ hiện khi có từ %(k)s phiếu trở lên.") % {"k": survey.threshold},
    )  # fmt: skip
    answer = HttpResponse(draw_poster(words), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="phieu-lop-{session.code}.pdf"'
    return answer


@class_page
@require_safe
def class_survey_results(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """Question by question, once ten have answered."""
    session = own_or_taught(viewer, uuid)
    survey, found = _survey(session), results_of_class(session, clock.today())
    assert found
    context = context_of(
        viewer, session=session, survey=survey, total=found.total(), answers=found.answers(),
        number=found.folds.total.n,
    )  # fmt: skip
    return render(request, "assessments/classes/survey.html", context)


def _survey(session: TrainingSession) -> Survey:
    bound = ClassSurvey.objects.filter(session=session).select_related("survey").first()
    if bound is None:
        raise DomainError(_("Lớp này chưa mở phiếu lấy ý kiến."), status=404)
    return bound.survey
