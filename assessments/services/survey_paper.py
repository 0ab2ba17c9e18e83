"""Paper forms are typed in by the pile; a form typed wrongly is voided and typed again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.models import Survey, SurveyBatch, SurveyResponse, SurveyVoid
from assessments.services.survey_answers import Channel, require_open
from assessments.surveys.queries import counted, newest
from common import clock
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import Account, OrgUnit
from people.rights import Right
from people.scope import require_unit
from people.services.audit import Kind, record


@transaction.atomic
def open_batch(
    *, survey: Survey, unit: OrgUnit, label: str, expected: int, at: datetime, by: Account
) -> SurveyBatch:
    """A pile of a commune, numbered as the helper wrote on it."""
    require_open(survey, at)
    version = newest(survey)
    if version is None or survey.kind == Survey.Kind.COURSE:
        raise DomainError(_("Phiếu này không nhập từ giấy."))
    require_unit(by, unit.uuid, clock.local_day(at), right=Right.ENTER_SURVEYS)
    try:
        with transaction.atomic():
            batch = SurveyBatch.objects.create(
                survey=survey, version=version, unit=unit, label=clean(label), expected=expected, opened_at=at,
                opened_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict(
            _("Tập phiếu %(label)s của %(unit)s đã có rồi. Hãy ghi số khác.")
            % {"label": label, "unit": unit.full_name}
        ) from error
    detail = {"survey": survey.title, "batch": batch.label}
    record("survey_paper_opened", kind=Kind.CHANGE, by=by, at=at, unit=unit, count=expected, detail=detail)
    return batch


@transaction.atomic
def enter(
    *, batch: SurveyBatch, key: UUID, answers: Mapping[str, Any], at: datetime, by: Account
) -> SurveyResponse:
    """The next form of the pile, answered before today maybe: only the survey's last day does not bind paper."""
    batch = _locked(batch, by, at)
    kept = SurveyResponse.objects.filter(key=key, batch=batch).first()
    if kept:
        return kept
    if not answers:
        raise DomainError(_("Phiếu còn trống: hãy trả lời ít nhất một câu."))
    if counted().filter(batch=batch).count() >= batch.expected:
        raise Conflict(_("Đã nhập đủ %(n)s phiếu của tập này.") % {"n": batch.expected})
    last = batch.responses.aggregate(last=Max("place"))["last"] or 0
    return SurveyResponse.objects.create(
        version=batch.version, key=key, unit=batch.unit, channel=Channel.PAPER, answered_on=clock.local_day(at),
        answers=dict(answers), batch=batch, place=last + 1,
    )  # fmt: skip


@transaction.atomic
def void(*, batch: SurveyBatch, place: int, reason: str, at: datetime, by: Account) -> SurveyVoid:
    """The form no longer counts; both the row and the reason stay."""
    batch = _locked(batch, by, at)
    response = batch.responses.filter(place=place).first()
    if response is None:
        raise DomainError(_("Không có phiếu số %(n)s trong tập này.") % {"n": place}, status=404)
    if SurveyVoid.objects.filter(response=response).exists():
        raise Conflict(_("Phiếu số %(n)s đã được bỏ rồi.") % {"n": place})
    if not clean(reason):
        raise DomainError(_("Hãy ghi lý do bỏ phiếu."))
    return SurveyVoid.objects.create(
        response=response, reason=clean(reason)[:200], voided_at=at, voided_by=by
    )


def _locked(batch: SurveyBatch, by: Account, at: datetime) -> SurveyBatch:
    row = SurveyBatch.objects.select_for_update(of=("self",)).select_related("unit", "version", "survey")
    found = row.get(pk=batch.pk)
    require_unit(by, found.unit.uuid, clock.local_day(at), right=Right.ENTER_SURVEYS)
    return found
