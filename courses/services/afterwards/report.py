"""The trainer's report on a class: what went, what did not, what to do next time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from courses.models import ClassReport, TrainingSession
from courses.models.session import SessionState
from people.models import Account
from people.services import audit


@transaction.atomic
def write_report(
    *,
    session: TrainingSession,
    went_well: str,
    went_badly: str,
    recommendation: str,
    at: datetime,
    by: Account,
) -> ClassReport:
    """One a class; written again it replaces the first, and the log keeps who wrote when."""
    if session.state not in (SessionState.RUNNING, SessionState.CLOSED):
        raise Conflict(_("Lớp chưa diễn ra, nên chưa có gì để báo cáo."))
    report, _made = ClassReport.objects.update_or_create(
        session=session,
        defaults={
            "went_well": went_well.strip(), "went_badly": went_badly.strip(),
            "recommendation": recommendation.strip(), "written_at": at, "written_by": by,
        },
    )  # fmt: skip
    detail = {"class": session.code}
    audit.record(
        "class_report_written", kind=audit.Kind.CHANGE, by=by, at=at, unit=session.lead_unit, detail=detail
    )
    return report
