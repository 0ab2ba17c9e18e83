"""Handing a file to its maker, and forgetting it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from common.clock import local_day
from common.errors import DomainError
from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from people.rights import Right
from people.scope import require, visible_unit_ids
from people.services import audit
from people.views.list_choices import query_of
from people.views.people import as_uuid
from reports.models import OPEN, ExportFile
from reports.models.export import storage_of_files

# What the log calls the filters of the list of cadres; the unit has a column of its own there.
FILTERS = {"tim": "search", "cho-xep": "waiting", "vai-tro": "role", "ngay": "day", "khung": "frame"}


def hand_out(*, export: ExportFile, by: Account, at: datetime) -> None:
    """Write down that it leaves the house; refused when the maker's units are fewer than when it was made."""
    require(by, Right.EXPORT)
    if not export.file:
        raise DomainError(_("Tệp chưa có hoặc đã hết hạn giữ. Hãy xuất lại."), status=404)
    if not _still_within(export, by, at):
        raise DomainError(_("Phạm vi của bạn đã thay đổi từ khi xuất tệp này. Hãy xuất lại."), status=403)
    told = {"list": export.kind, "form": export.format, "target": export.asked.get("target", "")}
    unit, filters = filters_told(export)
    audit.exported("list_exported", by=by, at=at, unit=unit, count=export.rows, **told, **filters)


def filters_told(export: ExportFile) -> tuple[OrgUnit | None, dict[str, str]]:
    """What the log says of a list of cadres: its unit, and the filters that were set."""
    query = query_of(str(export.asked.get("query", "")))
    told = {name: str(query[field])[:200] for field, name in FILTERS.items() if query.get(field)}
    unit = OrgUnit.objects.filter(uuid=as_uuid(query.get("don-vi", ""))).first()
    return unit, told


def forget(*, at: datetime) -> int:
    """Files of some days ago go; the row stays and says that there was one."""
    old = ExportFile.objects.filter(finished_at__lt=at - timedelta(days=settings.EXPORT_FILE_DAYS))
    gone = list(old.exclude(file="").exclude(state__in=OPEN))
    for export in gone:
        name = export.file.name
        ExportFile.objects.filter(pk=export.pk).update(file="")
        storage_of_files().delete(str(name))
    rowless = Q(asked_at__lt=at - timedelta(days=90)) & Q(file="") & ~Q(state__in=OPEN)
    ExportFile.objects.filter(rowless).delete()
    return len(gone)


def _still_within(export: ExportFile, by: Account, at: datetime) -> bool:
    now = visible_unit_ids(by, local_day(at), UnitTree.load(), Right.EXPORT)
    made = export.heads
    return now is None or (not made["everything"] and set(made["units"]) <= now)
