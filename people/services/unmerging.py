"""Takes a merge back: both people again, each with what was theirs; what came later stays with the survivor."""

from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common import nudges
from common.clock import local_day
from common.errors import Conflict, Forbidden
from people.models import Account, AuditEntry, Person, PersonMerge, PersonMergeMove
from people.scope import require_hr, require_person, visible_people
from people.services import audit
from people.services.ledger import python_value, says, write
from people.services.merging import require_equal_rights
from people.services.staff_codes import one_at_a_time


@transaction.atomic
def unmerge(*, merge: PersonMerge, at: datetime, by: Account) -> Person:
    """Undo from the last change to the first; returns the person who is back.

    A value that somebody has changed since is left as it is. A later merge of either person, or a rule that the old
    state would break, stands in the way (Conflict says which).
    """
    require_hr(by)
    one_at_a_time()
    merge = PersonMerge.objects.select_for_update().select_related("survivor", "gone").get(pk=merge.pk)
    list(Person.objects.select_for_update().filter(pk__in=[merge.survivor_id, merge.gone_id]).order_by("pk"))
    _check(merge, by=by, at=at)
    try:
        with transaction.atomic():
            for move in merge.moves.order_by("-pk"):
                _undo(move)
    except IntegrityError as clash:
        raise Conflict(_("Không tách được: dữ liệu ghi sau khi gộp trùng với hồ sơ cũ.")) from clash
    PersonMerge.objects.filter(pk=merge.pk).update(undone_at=at, undone_by=by)
    back = visible_people(by, local_day(at)).filter(pk=merge.gone_id).first()
    if back is None:  # HR may bring back only whom they may see
        raise Forbidden(_("Hồ sơ kia sẽ ở ngoài phạm vi bạn phụ trách: hãy nhờ nhân sự cấp tỉnh tách."))
    audit.record(
        "person_merge_undone", kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=merge.survivor,
        detail={"back": back.staff_code, "merge": str(merge.uuid)},
    )  # fmt: skip
    nudges.send("people_changed")
    return back


def obstacle(merge: PersonMerge) -> str:
    """Why the merge cannot be undone now; empty when it can."""
    if merge.undone_at:
        return _("Lần gộp này đã được tách rồi.")
    later = PersonMerge.objects.filter(undone_at__isnull=True, pk__gt=merge.pk)
    people = [merge.survivor_id, merge.gone_id]
    blocking = later.filter(survivor__in=people) | later.filter(gone__in=people)
    newest = blocking.select_related("survivor", "gone").order_by("-pk").first()
    if newest is None:
        return ""
    return _("Sau đó %(gone)s đã được gộp vào %(survivor)s: hãy tách lần gộp ấy trước.") % {
        "gone": f"{newest.gone.full_name} ({newest.gone.staff_code})",
        "survivor": f"{newest.survivor.full_name} ({newest.survivor.staff_code})",
    }


def _check(merge: PersonMerge, *, by: Account, at: datetime) -> None:
    reason = obstacle(merge)
    if reason:
        raise Conflict(reason)
    require_person(by, merge.survivor.uuid, local_day(at))
    require_equal_rights([merge.survivor, merge.gone], by=by)


def _undo(move: PersonMergeMove) -> None:
    """One change back. A row deleted since, or changed since by somebody else, is left alone."""
    model = apps.get_model(move.model)
    row = model._base_manager.filter(pk=move.key).first()
    if row is None:
        return
    if move.before is None:
        row.delete()
    elif says(row, move.after):
        write(row, {name: python_value(row, name, value) for name, value in move.before.items()})
