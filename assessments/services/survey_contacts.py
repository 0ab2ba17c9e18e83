"""A name and number that somebody left is removed once they were answered; what they said stays, without a name."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Survey, SurveyContact
from common import clock
from common.errors import DomainError
from people.models import Account
from people.rights import Right
from people.scope import require_unit
from people.services.audit import Kind, record


@transaction.atomic
def remove_contact(*, survey: Survey, contact_id: int, at: datetime, by: Account) -> None:
    """Gone from the table; the log says that it was removed, not what it said."""
    require_unit(by, survey.owner.uuid, clock.local_day(at), right=Right.OWN_SURVEYS)
    gone, _kinds = SurveyContact.objects.filter(pk=contact_id, response__version__survey=survey).delete()
    if not gone:
        raise DomainError(_("Liên hệ này đã được xóa rồi."), status=404)
    detail = {"survey": survey.title}
    record("survey_contact_removed", kind=Kind.CHANGE, by=by, at=at, unit=survey.owner, detail=detail)
