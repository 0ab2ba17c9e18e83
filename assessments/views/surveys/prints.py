"""What leaves on paper: the poster with its code, the code alone, and the blank form."""

from io import BytesIO
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import Survey
from assessments.rendering.blank_form import Words, draw_blank
from assessments.rendering.poster import Poster, draw_poster
from assessments.surveys.queries import communes_on, newest
from assessments.views.surveys.desk import survey_of
from common.errors import DomainError
from people.queries.tree import Unit
from people.rights import Right
from people.views.desk import Desk, page_for

FORMS = {"svg": "image/svg+xml", "png": "image/png"}


@page_for(Right.SEE_SURVEYS)
@require_safe
def poster(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """The A4 poster, of one commune with `?xa=`."""
    survey, unit = _published(survey_of(desk, uuid)), _commune(request, desk)
    words = Poster(
        title=survey.title, owner=survey.owner.full_name, place=unit.full_name if unit else "",
        call=_("Quét mã, cho ý kiến trong hai phút"),
        steps=[
            _("Mở máy ảnh hoặc Zalo trên điện thoại, đưa vào mã."),
            _("Bấm vào đường dẫn hiện ra."),
            _("Chọn câu trả lời rồi bấm Gửi ý kiến. Không cần đăng nhập."),
        ],
        address=address_of(request, survey, unit), typed=request.get_host() + f"/phieu/{survey.code}/",
        foot=_("Phiếu không hỏi tên. Kết quả chỉ công bố theo nhóm từ %(k)s phiếu trở lên.") % {"k": survey.threshold},
    )  # fmt: skip
    return _pdf(draw_poster(words), f"ap-phich-{survey.code}")


@page_for(Right.SEE_SURVEYS)
@require_safe
def qr(request: HttpRequest, desk: Desk, uuid: UUID, form: str) -> HttpResponse:
    """The code alone, to put into a document of one's own."""
    survey = _published(survey_of(desk, uuid))
    if form not in FORMS:
        raise DomainError(_("Mã chỉ có dạng SVG và PNG."), status=404)
    out = BytesIO()
    code = segno.make(address_of(request, survey, _commune(request, desk)), error="m", micro=False)
    code.save(out, kind=form, scale=12, border=4, light="#fff")
    return HttpResponse(out.getvalue(), content_type=FORMS[form])


@page_for(Right.ENTER_SURVEYS)
@require_safe
def blank_form(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The form on paper, for whoever types it in afterwards."""
    survey = Survey.objects.select_related("owner").filter(code=code, published__gt=0).first()
    version = newest(survey) if survey else None
    if survey is None or version is None:
        raise DomainError(_("Không có phiếu lấy ý kiến này. Hãy xem lại mã trên áp phích."), status=404)
    words = Words(
        owner=survey.owner.full_name, title=survey.title, intro=survey.intro,
        place=_("Xã, phường: ........................................  Tập số: ..............  Phiếu số: .............."),
        foot=_("Phiếu %(code)s, bản %(number)s") % {"code": survey.code, "number": version.number},
    )  # fmt: skip
    return _pdf(draw_blank(words, version.items), f"phieu-giay-{survey.code}")


def address_of(request: HttpRequest, survey: Survey, unit: Unit | None) -> str:
    """Where a scanned code leads."""
    place = f"xa={unit.code}&" if unit else ""
    return request.build_absolute_uri(f"/phieu/{survey.code}/?{place}kenh=qr")


def _commune(request: HttpRequest, desk: Desk) -> Unit | None:
    code = request.GET.get("xa", "")
    return next((unit for unit in communes_on(desk.today, desk.tree) if unit.code == code), None)


def _published(survey: Survey) -> Survey:
    if not survey.published:
        raise DomainError(_("Phiếu chưa phát hành nên chưa có mã."), status=409)
    return survey


def _pdf(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
