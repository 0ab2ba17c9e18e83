"""The forecast of a past class: the workbook is read and judged, the outcome of every row kept, nobody touched."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from common import clock, nudges
from common.bulk import insert_rows
from common.errors import DomainError
from common.leases import Lease
from courses.models import PastClass, PastRow
from courses.models.past import OVER, PastState
from courses.queries.releases import newest_release
from courses.resources.past_classes.head import Head, is_example, read_head
from courses.resources.past_classes.judging import Asked, Judged, Tick, judge, shown
from people.models import Account, OrgUnit
from people.queries.tree import UnitTree
from people.rights import Right
from people.rosters.book import open_book, refuse_large
from people.rosters.reading import read_roster
from people.rosters.row import Row
from people.scope import require, visible_unit_ids
from people.services import audit

BYTES_A_ROW = 150  # of a packed workbook
COLUMNS = ("past_class_id", "sheet", "number", "status", "reason", "warnings", "data", "person_id", "unit_id")


@dataclass(frozen=True)
class Submitted:
    """The class, and whether this very file had been sent before."""

    past: PastClass
    again: bool = False


def submit(data: bytes, *, file_name: str, at: datetime, by: Account) -> Submitted:
    """Take a workbook in; the same file again leads to what it became. A wrong head is a DomainError, nothing kept."""
    require(by, Right.RUN_CLASSES)
    refuse_large(len(data))
    digest = hashlib.sha256(data).hexdigest()
    before = PastClass.objects.filter(sha256=digest).exclude(state__in=OVER).first()
    if before is not None:
        _require_unit(by, before.lead_unit_id, at)
        return Submitted(before, again=True)
    head = _head(data, file_name, at, by)
    with transaction.atomic():
        past = _store(head, data, digest, file_name, at, by)
        if len(data) > settings.ROSTER_AT_ONCE * BYTES_A_ROW:
            nudges.send("past_class_waits", past.pk)
        else:
            check(past)
    past.refresh_from_db()
    return Submitted(past)


def check(past: PastClass, lease: Lease[PastClass] | None = None) -> None:
    """Read, judge and keep; by a worker it says how far it is."""
    data = file_of(past)
    reading = read_roster(data, file_name=past.file_name, as_of=past.ends_on)
    rows = [row for row in reading.rows if not is_example(row.sheet)]
    if not rows:
        raise DomainError(_("Tệp chưa có dòng nào ghi tên người dự."))
    tick: Tick | None = None if lease is None else lambda done: lease.say("judge", done, len(rows))
    asked = Asked(
        past.course, past.ends_on, clock.local_day(past.uploaded_at), past.uploaded_by, reading.tree
    )
    judged = judge(rows, asked, tick)
    with transaction.atomic():
        _store_rows(past, judged, reading.tree)
        values = {"totals": totals_of(judged), "total": len(rows), "done": len(rows)}
        if lease:
            lease.finish(PastState.CHECKED, **{"totals": values["totals"]})
        else:
            PastClass.objects.filter(pk=past.pk).update(state=PastState.CHECKED, **values)


def totals_of(judged: list[Judged]) -> dict[str, int]:
    """How many rows of each outcome."""
    counts = Counter(str(one.status) for one in judged)
    return {"rows": len(judged), **{str(status): counts[str(status)] for status in PastRow.Status}}


def file_of(past: PastClass) -> bytes:
    """The workbook's bytes."""
    if not past.file:
        raise DomainError(_("Tệp đã được xóa: hãy tải lên lại."))
    with past.file.open("rb") as file:
        return bytes(file.read())


def _head(data: bytes, file_name: str, at: datetime, by: Account) -> Head:
    tree = UnitTree.load()
    head = read_head(open_book(data, file_name), today=clock.local_day(at), tree=tree)
    assert head.course
    assert head.lead_unit
    if newest_release(head.course) is None:
        raise DomainError(_("Khóa học “%(title)s” chưa phát hành.") % {"title": head.course.title})
    _require_unit(by, head.lead_unit, at)
    return head


def _require_unit(by: Account, unit: int, at: datetime) -> None:
    allowed = visible_unit_ids(by, clock.local_day(at), right=Right.RUN_CLASSES)
    if allowed is not None and unit not in allowed:
        raise DomainError(_("Đơn vị chủ trì của lớp ngoài phạm vi anh/chị phụ trách."), status=403)


def _store(head: Head, data: bytes, digest: str, file_name: str, at: datetime, by: Account) -> PastClass:
    assert head.lead_unit
    assert head.starts_on
    assert head.ends_on
    past = PastClass(
        course=head.course, lead_unit_id=head.lead_unit, title=head.title, starts_on=head.starts_on,
        ends_on=head.ends_on, place=head.place, hours=head.hours, trainers=head.trainers, costs=head.costs,
        file_name=file_name[:255], sha256=digest, state=PastState.READING, uploaded_at=at, uploaded_by=by,
    )  # fmt: skip
    past.file.save(f"{past.uuid}.bin", ContentFile(data), save=False)
    past.save()
    audit.record(
        "past_class_sent", kind=audit.Kind.CHANGE, by=by, at=at, unit=OrgUnit.objects.get(pk=head.lead_unit),
        count=0, detail={"class": past.title, "file": past.file_name},
    )  # fmt: skip
    return past


def _store_rows(past: PastClass, judged: list[Judged], tree: UnitTree) -> None:
    past.rows.all().delete()
    insert_rows(PastRow, COLUMNS, (_columns(past, one, tree) for one in judged))


def _columns(past: PastClass, one: Judged, tree: UnitTree) -> tuple[object, ...]:
    row: Row = one.row
    data = shown(row, tree.units.get(one.unit or 0))
    if one.status != PastRow.Status.UNKNOWN:
        data["id_hash"] = ""
    return (
        past.pk, row.sheet[:100], row.number, str(one.status), one.reason, row.warnings, data, one.person, one.unit
    )  # fmt: skip
