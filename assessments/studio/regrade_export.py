"""Whom a regrade changes, as a workbook; for those who may take names out of the house."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import RegradeChange
from assessments.regrade_lists import changes_among, regrades
from assessments.studio.doors import account_of, writers_only
from common import clock
from common.tables import XLSX_TYPE, Column, xlsx_chunks
from people.rights import Right
from people.scope import require, visible_people
from people.services import audit


@writers_only
@require_safe
def export(request: HttpRequest, uuid: UUID) -> StreamingHttpResponse:
    """The same lines as on the page; the log remembers who took them."""
    account, at = account_of(request), clock.now()
    require(account, Right.EXPORT)
    regrade = get_object_or_404(regrades(account), uuid=uuid)
    found = changes_among(regrade, visible_people(account, clock.today(), right=Right.EXPORT))
    audit.exported("regrade_exported", by=account, at=at, count=found.count(), question=regrade.subject[:120])
    titles = (
        (_("Họ và tên"), 28), (_("Mã cán bộ"), 14), (_("Khóa học"), 36), (_("Lượt"), 8), (_("Điểm trước"), 10),
        (_("Điểm sau"), 10), (_("Trên"), 8), (_("Trước"), 12), (_("Theo đáp án mới"), 14), (_("Kết quả"), 44),
    )  # fmt: skip
    chunks = xlsx_chunks(
        columns=[Column(title, width) for title, width in titles], rows=_rows(found), sheet=_("Chấm lại"),
        title=_("Chấm lại: %(what)s") % {"what": regrade.subject[:120]},
        notes=[str(regrade.get_policy_display()), regrade.reason, str(regrade.get_state_display())],
    )  # fmt: skip
    answer = StreamingHttpResponse(chunks, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="cham-lai-{at:%Y-%m-%d}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _rows(found: QuerySet[RegradeChange]) -> Iterator[list[Any]]:
    verdict = {True: _("Đạt"), False: _("Chưa đạt")}
    for one in found.iterator(chunk_size=1000):
        enrolment = one.attempt.enrolment
        learner = enrolment.learner.merged_into or enrolment.learner
        yield [
            learner.full_name, learner.staff_code, enrolment.course.title, one.attempt.number, one.score_before,
            one.score_after, one.of_after, verdict[one.passed_before], verdict[one.passed_after],
            one.get_outcome_display(),
        ]  # fmt: skip
