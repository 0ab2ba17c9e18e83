"""An answer is kept once, without anything that leads to whoever gave it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.models import Survey, SurveyContact, SurveyResponse, SurveyTicket, SurveyVersion
from assessments.surveys.items import missing
from assessments.surveys.queries import asks_about, commune_of_learner
from common import clock
from common.errors import Conflict, DomainError
from common.vietnamese import clean, format_day
from courses.models import EnrolmentProgress

Channel = SurveyResponse.Channel


def require_open(survey: Survey, at: datetime) -> None:
    """Refuse answers before, after, and to what was never published."""
    state = survey.state(clock.local_day(at))
    if state == "draft":
        raise DomainError(_("Không có phiếu lấy ý kiến này. Hãy xem lại mã trên áp phích."), status=404)
    if state == "soon":
        raise Conflict(
            _("Phiếu này mở từ ngày %(day)s. Mời ông bà, anh chị quay lại sau.")
            % {"day": format_day(survey.opens_on)}
        )
    if state == "closed":
        raise Conflict(_("Phiếu này đã đóng. Cảm ơn ông bà, anh chị đã quan tâm."))


@transaction.atomic
def answer(
    *, version: SurveyVersion, key: UUID, answers: Mapping[str, Any], unit_id: int | None, channel: str,
    contact: str = "", at: datetime,
) -> SurveyResponse:  # fmt: skip
    """What a visitor sent; sent twice it is one answer."""
    survey = version.survey
    if kept := _kept(key, survey):
        return kept
    require_open(survey, at)
    if survey.kind == Survey.Kind.COURSE:
        raise DomainError(_("Phiếu này dành cho người đã học xong: mở trang Của tôi để trả lời."), status=403)
    if survey.kind == Survey.Kind.COMMUNE and unit_id is None:
        raise DomainError(_("Hãy chọn xã, phường của mình."))
    response = _stored(
        version, key=key, answers=answers, unit_id=unit_id, channel=channel, answered_on=clock.local_day(at)
    )
    if clean(contact) and not survey.anonymous:
        SurveyContact.objects.get_or_create(response=response, defaults={"text": clean(contact)[:200]})
    return response


@transaction.atomic
def answer_as_learner(
    *,
    version: SurveyVersion,
    progress: EnrolmentProgress,
    key: UUID,
    answers: Mapping[str, Any],
    at: datetime,
) -> None:
    """One answer of whoever completed the course; that they answered is kept apart from what they said."""
    survey, enrolment = version.survey, progress.enrolment
    require_open(survey, at)
    if survey.kind != Survey.Kind.COURSE or not asks_about(survey, progress):
        raise DomainError(_("Phiếu này không hỏi về khóa học đó."), status=404)
    day = clock.local_day(at)
    _ticket, is_first = SurveyTicket.objects.get_or_create(survey=survey, enrolment=enrolment)
    if not is_first and _kept(key, survey):
        return  # the same form again
    if not is_first:
        raise Conflict(_("Anh, chị đã trả lời phiếu này rồi. Xin cảm ơn."))
    _stored(
        version, key=key, answers=answers, unit_id=commune_of_learner(enrolment.learner_id, day),
        course=enrolment.course, channel=Channel.LEARNER, answered_on=day.replace(day=1),
    )  # fmt: skip


def _stored(version: SurveyVersion, *, key: UUID, answers: Mapping[str, Any], **facts: Any) -> SurveyResponse:
    if not answers:
        raise DomainError(_("Phiếu còn trống: hãy trả lời ít nhất một câu."))
    if missing(version.items, answers):
        raise DomainError(_("Còn câu bắt buộc chưa trả lời."))
    try:
        with transaction.atomic():
            return SurveyResponse.objects.create(version=version, key=key, answers=dict(answers), **facts)
    except IntegrityError as error:  # the same form, sent twice at once
        if kept := _kept(key, version.survey):
            return kept
        raise Conflict(_("Không đọc được phiếu gửi lên. Hãy tải lại trang rồi gửi lại.")) from error


def _kept(key: UUID, survey: Survey) -> SurveyResponse | None:
    return SurveyResponse.objects.filter(key=key, version__survey=survey).first()
