"""Takes an import back: the last step first, each step a transaction of its own; done twice it is done once.

Nobody is lost by it. Whoever is needed since is kept and listed: whole (a later roster, a sign-in, a change by hand,
learning on record), or without the posts of the roster (only named somewhere, for example enrolled by a standing
order within the minute).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from common import nudges
from common.bulk import in_pieces, update_rows
from common.leases import Lease
from common.vietnamese import fold, sort_key
from people.models import Account, AuditEntry, FirstLoginCode, Person, Posting, Roster, RosterBatch, RosterRow
from people.models.roster import State
from people.resources.drafts import COLUMNS, Draft, drafts_of
from people.resources.images import Image, digest, unpacked
from people.services import audit
from people.services.rosters import drop_file

LISTED = 1_000
# Kept for their own sake; the remaining reasons only keep the person's row, as something points to it.
_REASONS_TO_KEEP_POSTS = ("later_roster", "signed_in", "has_rights", "edited", "learning")
_OWN = {Posting, RosterRow, Account}


def undo_in_steps(lease: Lease[Roster]) -> None:
    """Put back what the steps changed."""
    roster = lease.row
    steps = list(roster.batches.order_by("start", "end").values_list("pk", "undone_at"))
    for number, (pk, undone_at) in enumerate(reversed(steps), start=1):
        if undone_at is None:
            _undo_step(lease, pk, done=number, total=len(steps))
    with transaction.atomic():
        lease.step("undo", len(steps), len(steps))
        roster.refresh_from_db()
        undone = roster.totals.get("undone", {})
        detail = {"roster": str(roster.uuid), "file": roster.file_name} | undone
        audit.record("roster_undone", kind=AuditEntry.Kind.CHANGE, by=roster.undone_by, at=lease.watch(),
                     count=undone.get("deleted", 0) + undone.get("restored", 0), detail=detail)  # fmt: skip
        lease.finish(State.UNDONE, undone_at=lease.watch())
        drop_file(roster)
        nudges.send("people_changed")


def _undo_step(lease: Lease[Roster], pk: int, *, done: int, total: int) -> None:
    with transaction.atomic():
        lease.step("undo", done, total)
        roster = Roster.objects.get(pk=lease.row.pk)
        batch = RosterBatch.objects.get(pk=pk)
        images = {image.person: image for image in unpacked(batch.before)}
        people = {draft.key: draft for draft in drafts_of(images)}
        kept = reasons_to_keep(roster, images, people)
        _put_back(roster, images, people, kept)
        RosterBatch.objects.filter(pk=pk).update(undone_at=lease.watch())
        _remember(roster, images, kept)


def reasons_to_keep(roster: Roster, images: dict[int, Image], people: dict[int, Draft]) -> dict[int, str]:
    """Who of these people is needed by something that came after the roster."""
    last = roster.batches.order_by("-pk").values_list("pk", flat=True)[:1]
    later = RosterBatch.objects.filter(pk__gt=last[0], undone_at=None).exclude(roster=roster).values("roster")
    new = [key for key, image in images.items() if image.is_new]
    rows = RosterRow.objects.filter(roster__in=later, person__in=list(images))
    found: dict[int, str] = dict.fromkeys(rows.values_list("person_id", flat=True), "later_roster")
    for reason, keys in (
        ("signed_in", _accounts(new).exclude(last_login=None, must_set_password=True)),
        (
            "has_rights",
            _accounts(new).filter(scopes__isnull=False) | _accounts(new).filter(groups__isnull=False),
        ),
    ):
        for key in keys.values_list("person_id", flat=True):
            found.setdefault(key, reason)
    for path in settings.PEOPLE_IN_USE:
        for key in import_string(path)(new):
            found.setdefault(key, "learning")
    for key, draft in people.items():
        if digest(draft) != images[key].digest:
            found.setdefault(key, "edited")
    for key in _named_elsewhere([key for key in new if key not in found]):
        found.setdefault(key, "named")
    return found


def _accounts(people: Iterable[int]) -> Any:
    return Account.objects.filter(person__in=list(people))


def _named_elsewhere(people: list[int]) -> set[int]:
    """Whom another table points to: enrolments, the audit log, whatever a higher app keeps."""
    found: set[int] = set()
    for relation in Person._meta.related_objects:
        model = relation.related_model
        if model not in _OWN and relation.field.concrete:
            name = relation.field.attname
            found |= set(model._base_manager.filter(**{f"{name}__in": people}).values_list(name, flat=True))
    return found


def _put_back(
    roster: Roster, images: dict[int, Image], people: dict[int, Draft], kept: dict[int, str]
) -> None:
    whole = {key for key, reason in kept.items() if reason in _REASONS_TO_KEEP_POSTS}
    free = [image for key, image in images.items() if key not in whole and key in people]
    _restore_posts(free)
    _restore_people([image for image in free if not image.is_new])
    _delete_people(roster, [image.person for image in free if image.is_new and image.person not in kept])


def _restore_posts(images: list[Image]) -> None:
    for piece in in_pieces(post for image in images for post in image.opened):
        Posting.objects.filter(pk__in=piece).delete()
    facts = ((position, ends, pk) for image in images for pk, (_u, position, _s, ends) in image.posts.items())
    update_rows(Posting, ("position", "ends_on"), facts)


def _restore_people(images: list[Image]) -> None:
    rows = []
    for image in images:
        assert image.values
        name = image.values[0]
        rows.append((*image.values, fold(name), sort_key(name), image.person))
    update_rows(Person, (*COLUMNS, "name_folded", "sort_key"), rows)


def _delete_people(roster: Roster, people: list[int]) -> None:
    """With the accounts that nobody ever used and their printed codes."""
    for piece in in_pieces(people):
        RosterRow.objects.filter(person__in=piece).update(person=None)
        accounts = list(_accounts(piece).values_list("pk", flat=True))
        FirstLoginCode.objects.filter(account__in=accounts).delete()
        Account.objects.filter(pk__in=accounts).delete()
        Person.objects.filter(pk__in=piece).delete()


def _remember(roster: Roster, images: dict[int, Image], kept: dict[int, str]) -> None:
    """Sums and names for the page; the roster's own rows still point to whoever is kept."""
    sums: dict[str, int] = defaultdict(int, roster.totals.get("undone", {}))
    for image in images.values():
        sums["kept" if image.person in kept else "deleted" if image.is_new else "restored"] += 1
    reasons = Counter(kept.values())
    for reason, number in reasons.items():
        sums[f"kept_{reason}"] += number
    people = Person.objects.filter(pk__in=list(kept)).order_by("sort_key", "pk")[: LISTED - len(roster.kept)]
    listed = [{"person": str(one.uuid), "name": one.full_name, "why": kept[one.pk]} for one in people]
    Roster.objects.filter(pk=roster.pk).update(
        totals=roster.totals | {"undone": dict(sums)}, kept=roster.kept + listed
    )
