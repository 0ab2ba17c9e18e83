"""Writes one step of an import: the people whom its rows spoke of first, their posts, and the rows' outcomes."""

from datetime import datetime
from typing import Any

from common.bulk import fresh_keys, insert_rows, update_rows
from common.vietnamese import fold, sort_key
from people.models import Person, Posting, Roster, RosterBatch
from people.resources.drafts import COLUMNS, Draft, drafts_of, values_of
from people.resources.images import packed
from people.services.staff_codes import StaffCodes

_DERIVED = ("name_folded", "sort_key")


class ChangedMeanwhile(Exception):
    """Somebody changed a person after the file was judged: judge again."""


def write_people(
    roster: Roster,
    drafts: list[Draft],
    *,
    start: int,
    end: int,
    codes: StaffCodes,
    made_at: datetime,
    at: datetime,
) -> None:
    """Store these people and their posts, and how everything was before; call inside a transaction."""
    changed = [draft for draft in drafts if draft.is_changed]
    fresh = [draft for draft in changed if draft.is_new]
    _refuse_changed([draft for draft in changed if not draft.is_new])
    _create(fresh, codes, made_at)
    _update([draft for draft in changed if draft.differs])
    _open_posts(roster, changed)
    _update_posts(changed)
    RosterBatch.objects.create(roster=roster, start=start, end=end, written_at=at, before=packed(changed))


def _refuse_changed(drafts: list[Draft]) -> None:
    """Locks the people on PostgreSQL; SQLite has one writer."""
    if not drafts:
        return
    keys = [draft.key for draft in drafts]
    list(Person.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    now = {draft.key: draft for draft in drafts_of(keys)}
    for draft in drafts:
        stored = now.get(draft.key)
        posts = [post.was for post in draft.posts if post.was is not None]
        if stored is None or stored.was != draft.was or [post.was for post in stored.posts] != posts:
            raise ChangedMeanwhile


def _create(drafts: list[Draft], codes: StaffCodes, made_at: datetime) -> None:
    for draft, key in zip(drafts, fresh_keys(Person, len(drafts)), strict=True):
        draft.pk = key
    given = zip(drafts, codes.take(len(drafts)), strict=True)
    rows = ((draft.pk, code, made_at, *values_of(draft), *_derived(draft)) for draft, code in given)
    insert_rows(Person, ("id", "staff_code", "created_at", *COLUMNS, *_DERIVED), rows)


def _update(drafts: list[Draft]) -> None:
    rows = ((*values_of(draft), *_derived(draft), draft.pk) for draft in drafts)
    update_rows(Person, (*COLUMNS, *_DERIVED), rows)


def _derived(draft: Draft) -> tuple[str, str]:
    return fold(draft.full_name), sort_key(draft.full_name)


def _open_posts(roster: Roster, drafts: list[Draft]) -> None:
    posts = [(draft, post) for draft in drafts for post in draft.opened]
    for (_draft, post), key in zip(posts, fresh_keys(Posting, len(posts)), strict=True):
        post.pk = key
    rows = ((post.pk, draft.pk, roster.pk, *post.facts()) for draft, post in posts)
    insert_rows(
        Posting, ("id", "person_id", "roster_id", "unit_id", "position", "starts_on", "ends_on"), rows
    )


def _update_posts(drafts: list[Draft]) -> None:
    rows: list[tuple[Any, ...]] = [
        (post.position, post.ends_on, post.pk) for draft in drafts for post in draft.touched
    ]
    update_rows(Posting, ("position", "ends_on"), rows)
