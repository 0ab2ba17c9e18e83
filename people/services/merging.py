"""Makes two records of one person one: the survivor takes everything over, the other becomes a tombstone."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.clock import local_day
from common.errors import Conflict, DomainError, Forbidden
from people.models import Account, AuditEntry, Person, PersonIdentity, PersonMerge
from people.queries.rights import powerful
from people.scope import require_hr, require_person
from people.services import audit
from people.services.belongings import hand_over
from people.services.ledger import Ledger
from people.services.staff_codes import one_at_a_time

NUMBER = ("id_hash", "id_kind", "id_last3")
CHOICES: dict[str, tuple[str, ...]] = {
    "full_name": ("full_name",),
    "birth": ("birth_on", "birth_year"),
    "gender": ("gender",),
    "phone": ("phone",),
    "email": ("email",),
    "number": NUMBER,
}


@transaction.atomic
def merge_persons(
    *, survivor: Person, gone: Person, take: Mapping[str, bool], at: datetime, by: Account
) -> PersonMerge:
    """`take` says, by the names in CHOICES, whether the survivor takes the other's value; an empty one is never taken.

    Nothing is deleted. What the survivor cannot hold twice stays with the tombstone, and whoever counts or shows
    learning follows `merged_into` (decision 0021).
    """
    survivor, gone = _locked(survivor, gone, by=by, at=at)
    merge = PersonMerge.objects.create(survivor=survivor, gone=gone, merged_at=at, merged_by=by)
    ledger = Ledger(merge)
    taken = [name for name in CHOICES if take.get(name) and _take(ledger, name, survivor, gone)]
    _join_numbers(ledger, survivor, gone, prefer_other=bool(take.get("number")), at=at)
    hand_over(ledger, gone=gone, survivor=survivor)
    ledger.put(gone, merged_into_id=survivor.pk)
    audit.record(
        "person_merged", kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=survivor,
        detail={
            "gone": gone.staff_code, "gone_name": gone.full_name, "taken": taken, "merge": str(merge.uuid),
        },
    )  # fmt: skip
    nudges.send("people_changed")
    return merge


def _locked(survivor: Person, gone: Person, *, by: Account, at: datetime) -> tuple[Person, Person]:
    """Both as they are now, held in one order, so that two clerks merging at once come one after the other."""
    require_hr(by)
    if survivor.pk == gone.pk:
        raise DomainError(_("Hãy chọn hai hồ sơ khác nhau."))
    one_at_a_time()
    rows = Person.objects.select_for_update().filter(pk__in=[survivor.pk, gone.pk]).order_by("pk")
    people = {person.pk: person for person in rows}
    survivor, gone = people[survivor.pk], people[gone.pk]
    if survivor.merged_into_id or gone.merged_into_id:
        raise Conflict(_("Một trong hai hồ sơ vừa được gộp rồi. Hãy mở lại trang để xem."))
    for person in (survivor, gone):
        require_person(by, person.uuid, local_day(at))
    require_equal_rights([survivor, gone], by=by)
    return survivor, gone


def require_equal_rights(people: list[Person], *, by: Account) -> None:
    """Whoever changes a sign-in's owner could take over what it may do."""
    if not by.is_superuser and powerful(people):
        raise Forbidden(_("Người này có quyền quản lý trong hệ thống: chỉ quản trị được làm việc này."))


def _take(ledger: Ledger, name: str, survivor: Person, gone: Person) -> bool:
    values = {column: getattr(gone, column) for column in CHOICES[name]}
    if name == "number" or not any(values.values()):
        return False
    ledger.put(survivor, **values)
    return True


def _join_numbers(
    ledger: Ledger, survivor: Person, gone: Person, *, prefer_other: bool, at: datetime
) -> None:
    """The survivor is known by both numbers from now on; one of them is the main one."""
    own, other = _number(survivor), _number(gone)
    if not other["id_hash"]:
        return
    ledger.put(gone, **dict.fromkeys(NUMBER, ""))
    if prefer_other or not own["id_hash"]:
        ledger.put(survivor, **other)
        other = own
    if other["id_hash"]:
        ledger.add(PersonIdentity(person=survivor, added_at=at, **other))


def _number(person: Person) -> dict[str, str]:
    return {column: getattr(person, column) for column in NUMBER}
