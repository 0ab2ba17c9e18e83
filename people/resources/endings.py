"""Posts of people who are no longer in the units of a roster, ended because the clerk said so for each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from common.errors import DomainError
from common.leases import Lease
from people.models import Account, AuditEntry, Person, Roster
from people.queries.rosters import leavers
from people.queries.tree import UnitTree
from people.resources.drafts import Draft, drafts_of
from people.resources.writing import write_people
from people.services import audit
from people.services.postings import Post, PostingBook
from people.services.staff_codes import StaffCodes

REASONS = ("retired", "transferred", "other")


@dataclass(frozen=True)
class Ending:
    """Whose posts in the file's units end on its day, and why: retired, transferred, other."""

    person_uuid: UUID | str
    reason: str


def checked_endings(roster: Roster, endings: Iterable[Ending], tree: UnitTree) -> list[dict[str, str]]:
    """For the column `Roster.endings`; only people whom the roster shows as possibly gone."""
    wanted = {str(ending.person_uuid): ending.reason for ending in endings}
    if not wanted:
        return []
    if not set(wanted.values()) <= set(REASONS):
        raise DomainError(_("Hãy chọn lý do kết thúc: nghỉ hưu, chuyển công tác hoặc lý do khác."))
    possible = {str(leaver.person.uuid) for leaver in leavers(roster, tree)}
    if not set(wanted) <= possible:
        raise DomainError(
            _("Có người không còn trong danh sách vắng mặt. Hãy mở lại trang này rồi chọn lại.")
        )
    return [{"person": person, "reason": reason} for person, reason in sorted(wanted.items())]


def ended_units(roster: Roster, endings: list[dict[str, str]], tree: UnitTree) -> list[int]:
    """The unit of each of them, as the roster's day knows it."""
    gone = {ending["person"] for ending in endings}
    return [one.unit.id for one in leavers(roster, tree) if str(one.person.uuid) in gone] if gone else []


def end_posts(roster: Roster, lease: Lease[Roster], *, at: datetime) -> int:
    """End the chosen people's posts in the roster's units as a last step; how many people. Inside a transaction."""
    if not roster.endings:
        return 0
    reasons = {ending["person"]: ending["reason"] for ending in roster.endings}
    people = {person.pk: person for person in Person.objects.filter(uuid__in=list(reasons))}
    book = PostingBook(UnitTree.load(), roster.as_of)
    ended = [draft for draft in drafts_of(people) if _end(draft, book, set(roster.covered))]
    write_people(roster, ended, start=roster.total, end=roster.total, codes=StaffCodes(), made_at=at, at=at)
    for draft in ended:
        person = people[draft.key]
        _record(roster, person, reasons[str(person.uuid)], by=roster.asked_by, at=at)
    return len(ended)


def _end(draft: Draft, book: PostingBook, covered: set[int]) -> bool:
    posts: list[Post] = [post for post in book.in_force(draft) if book.heir(post.unit_id) in covered]
    for post in posts:
        book.close(post, draft)
    return bool(posts)


def _record(roster: Roster, person: Person, reason: str, *, by: Account | None, at: datetime) -> None:
    detail = {"reason": reason, "roster": str(roster.uuid), "ends_on": roster.as_of.isoformat()}
    audit.record("posting_ended", kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=person, detail=detail)
