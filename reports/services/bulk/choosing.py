"""Freezing a list, saying what is to be done with it, and counting what that would do."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.bulk import in_pieces, insert_rows
from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import clean
from courses.models import Course
from courses.queries.releases import newest_release
from people.models import Account
from people.queries.tree import UnitTree
from people.scope import require, visible_people
from people.services import audit
from reports.models import BulkDeed, BulkLine, JobState
from reports.overtaken import mark
from reports.services.bulk.examining import RIGHT, examine
from reports.services.guarding import refuse_overtaken

Kind, Line = BulkDeed.Kind, BulkLine.State
PIECE = 500
MOST = 50_000  # people in one deed


@transaction.atomic
def choose(
    *, kind: str, people: Collection[int], source: str, back: str, at: datetime, by: Account
) -> BulkDeed:
    """The list as it is now, in its order; who joins it later is not in the deed."""
    require(by, RIGHT)
    if kind not in Kind.values:
        raise DomainError(_("Không rõ việc cần làm với những người đã chọn."))
    chosen = list(dict.fromkeys(people))
    hands = visible_people(by, local_day(at), right=RIGHT)
    if not any(hands.filter(pk__in=piece).exists() for piece in in_pieces(chosen, PIECE)):
        raise DomainError(
            _("Chưa chọn ai trong phạm vi bạn phụ trách. Hãy đánh dấu người cần làm."), status=404
        )
    if len(chosen) > MOST:
        raise DomainError(_("Danh sách quá dài cho một lần. Hãy lọc bớt, ví dụ theo đơn vị."))
    deed = BulkDeed.objects.create(
        kind=kind, state=JobState.DRAFT, source=source[:300], back=back[:1000], asked_at=at, asked_by=by,
        total=len(chosen),
    )  # fmt: skip
    rows = ((deed.pk, place, person) for place, person in enumerate(chosen, start=1))
    insert_rows(BulkLine, ("deed_id", "position", "person_id"), rows)
    audit.looked("bulk_chosen", by=by, at=at, count=len(chosen), deed=str(deed.uuid), kind=kind)
    return deed


@transaction.atomic
def describe(
    *, deed: BulkDeed, course: Course, due_on: date | None, text: str, at: datetime, opened: str | None = None
) -> BulkDeed:
    """What exactly; then every line says whether it would be done, and why not.

    `opened`: its `state_of` when the page was opened; another page's words are not written over unseen.
    """
    stored = BulkDeed.objects.select_for_update().get(pk=deed.pk)
    refuse_overtaken(opened, state_of(stored), deed=str(deed.uuid))
    _refuse(stored, course, due_on, text, local_day(at))
    deed.course, deed.text, deed.state = course, clean(text)[:300], JobState.PREVIEW
    deed.due_on = due_on if deed.kind in (Kind.ASSIGN, Kind.EXTEND) else None
    deed.save(update_fields=["course", "due_on", "text", "state"])
    tree, day = UnitTree.load(), local_day(at)
    for lines in in_pieces(list(deed.lines.order_by("position")), PIECE):
        _mark(deed, lines, at, tree, day)
    return deed


def state_of(deed: BulkDeed) -> str:
    """What tells a deed from itself described otherwise."""
    return mark([deed.course_id, deed.due_on, deed.text])


def _mark(deed: BulkDeed, lines: Sequence[BulkLine], at: datetime, tree: UnitTree, day: date) -> None:
    found = examine(deed, [line.person_id for line in lines], at, tree, day)
    for line in lines:
        line.why = found.why.get(line.person_id, "")
        line.state = Line.OUT if line.why else Line.IN
    BulkLine.objects.bulk_update(lines, ["state", "why"], batch_size=PIECE)


def _refuse(deed: BulkDeed, course: Course, due_on: date | None, text: str, today: date) -> None:
    if deed.state not in (JobState.DRAFT, JobState.PREVIEW):
        raise Conflict(_("Việc này đã được xác nhận, không sửa được nữa."))
    if deed.kind in (Kind.ASSIGN, Kind.EXTEND) and (due_on is None or due_on < today):
        raise DomainError(_("Hạn hoàn thành phải từ hôm nay trở đi."))
    if deed.kind == Kind.EXCUSE and not clean(text):
        raise DomainError(_("Hãy ghi lý do miễn."))
    if deed.kind == Kind.ASSIGN and newest_release(course) is None:
        raise Conflict(_("Khóa học “%(title)s” chưa phát hành.") % {"title": course.title})
