"""Asking for a file."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.errors import DomainError
from people.models import Account
from people.rights import Right
from people.scope import require
from reports.models import OPEN, ExportFile
from reports.services.jobs import TOPICS

LISTS = [form for form, _label in ExportFile.Format.lists()]
FORMS = dict.fromkeys(ExportFile.Kind.values, LISTS) | {
    ExportFile.Kind.DOSSIER.value: [ExportFile.Format.ZIP.value]
}
ALWAYS_LATER = (ExportFile.Kind.DOSSIER,)  # files whose size nobody knows before
AT_ONCE = 2000  # rows made while the clerk waits; more goes to the queue


@transaction.atomic
def ask(
    *, kind: str, form: str, title: str, asked: dict[str, Any], rows: int, by: Account, at: datetime
) -> ExportFile:
    """The file's row; pressed twice, it is the one that is being made."""
    require(by, Right.EXPORT)
    if form not in FORMS.get(kind, ()):
        raise DomainError(_("Không rõ cần tệp loại nào."))
    said = {"kind": kind, "format": form, "asked_by": by}
    for going in ExportFile.objects.filter(state__in=OPEN, **said):
        if going.asked == asked:
            return going
    made = ExportFile.objects.create(title=title[:300], asked=asked, asked_at=at, total=rows, **said)
    if rows > AT_ONCE or kind in ALWAYS_LATER:
        nudges.send(TOPICS[ExportFile], made.pk)
    return made
