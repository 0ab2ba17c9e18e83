"""One person's postings by hand: add, transfer, end, correct; what was written before goes to the audit log."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import format_day
from people.models import Account, AuditEntry, OrgUnit, Person, Posting
from people.models.posting import EndReason
from people.queries.terms import categories_on
from people.queries.tree import UnitTree
from people.scope import require_hr, require_person, require_unit
from people.services import audit

SOURCE = "hand"


@dataclass(frozen=True)
class NewPost:
    """A post to be held from `starts_on` until before `ends_on`."""

    unit: OrgUnit
    position: str
    category: str
    starts_on: date
    ends_on: date | None = None
    decision: str = ""


@transaction.atomic
def add_post(*, person: Person, post: NewPost, at: datetime, by: Account) -> Posting:
    """A first, second or later post of somebody in scope."""
    require_person(by, person.uuid, local_day(at))
    made = open_post(person=person, post=post, at=at, by=by)
    _log("posting_added", made, at=at, by=by, detail=_facts(made))
    return made


@transaction.atomic
def transfer(*, posting: Posting, post: NewPost, at: datetime, by: Account) -> Posting:
    """End here and begin there on the same day; both units must be in the clerk's scope."""
    posting = _held(posting, at=at, by=by)
    _close(posting, post.starts_on, EndReason.TRANSFER, "")
    made = open_post(person=posting.person, post=post, at=at, by=by)
    detail = {"from": str(posting.unit), **_facts(made)}
    _log("person_transferred", made, at=at, by=by, detail=detail)
    return made


@transaction.atomic
def end_post(
    *, posting: Posting, ends_on: date, reason: str, decision: str = "", at: datetime, by: Account
) -> Posting:
    """The post is no longer held from `ends_on`; where the person goes, that unit's HR writes down."""
    posting = _held(posting, at=at, by=by)
    _close(posting, ends_on, EndReason(reason), decision)
    _log("posting_ended", posting, at=at, by=by, detail=_facts(posting) | {"reason": reason})
    nudges.send("people_changed")
    return posting


@transaction.atomic
def correct_post(*, posting: Posting, post: NewPost, at: datetime, by: Account) -> Posting:
    """Write what should have stood there; the unit of a post is not corrected but ended and begun anew."""
    posting = _held(posting, at=at, by=by)
    before = _facts(posting)
    posting.position, posting.decision = post.position, post.decision
    posting.starts_on, posting.ends_on = post.starts_on, post.ends_on
    if post.category != posting.category:
        _require_category(post)
        posting.category = post.category
    if posting.ends_on is None:
        posting.end_reason = ""
    _check(posting, UnitTree.load())
    posting.save()
    _log("posting_corrected", posting, at=at, by=by, detail={"before": before, "after": _facts(posting)})
    nudges.send("people_changed")
    return posting


@transaction.atomic
def void_post(*, posting: Posting, at: datetime, by: Account) -> None:
    """The post was written by mistake: it lasts no day, so it counts nowhere, but the row stays."""
    posting = _held(posting, at=at, by=by)
    before = _facts(posting)
    posting.ends_on, posting.end_reason = posting.starts_on, EndReason.MISTAKE
    posting.save()
    _log("posting_voided", posting, at=at, by=by, detail=before)
    nudges.send("people_changed")


def open_post(*, person: Person, post: NewPost, at: datetime, by: Account) -> Posting:
    """Store the post after every rule; the caller says in the log what it was part of."""
    require_hr(by)
    tree = UnitTree.load()
    require_unit(by, post.unit.uuid, local_day(at), tree)
    _require_category(post)
    Person.objects.select_for_update().get(pk=person.pk)
    posting = Posting(
        person=person, unit=post.unit, position=post.position, category=post.category,
        starts_on=post.starts_on, ends_on=post.ends_on, decision=post.decision, source=SOURCE,
    )  # fmt: skip
    again = person.postings.filter(unit=post.unit, starts_on=post.starts_on).first()
    if again is not None and again.ends_on == again.starts_on:  # voided before: the same row speaks again
        posting.pk, posting.uuid = again.pk, again.uuid
    _check(posting, tree)
    posting.save()
    nudges.send("people_changed")
    return posting


def _held(posting: Posting, *, at: datetime, by: Account) -> Posting:
    """The posting as it is now, held, if its unit is in the clerk's scope; else the answer for an unknown one."""
    require_hr(by)
    require_unit(by, posting.unit.uuid, local_day(at))
    return Posting.objects.select_for_update(of=("self",)).select_related("person", "unit").get(pk=posting.pk)


def _close(posting: Posting, ends_on: date, reason: str, decision: str) -> None:
    if posting.ends_on is not None and posting.ends_on <= ends_on:
        raise Conflict(_("Vị trí này đã kết thúc từ %(day)s.") % {"day": format_day(posting.ends_on)})
    if ends_on <= posting.starts_on:
        raise DomainError(
            _("Ngày thôi giữ phải sau ngày bắt đầu (%(day)s).") % {"day": format_day(posting.starts_on)}
        )
    posting.ends_on, posting.end_reason = ends_on, reason
    posting.decision = decision or posting.decision
    posting.save()


def _require_category(post: NewPost) -> None:
    if post.category and post.category not in dict(categories_on(post.starts_on)):
        raise DomainError(_("Nhóm cán bộ này không dùng vào ngày bắt đầu của vị trí."))


def _check(posting: Posting, tree: UnitTree) -> None:
    start, end = posting.starts_on, posting.ends_on
    if end is not None and end <= start:
        raise DomainError(_("Ngày thôi giữ phải sau ngày bắt đầu (%(day)s).") % {"day": format_day(start)})
    unit = tree.units[posting.unit_id]
    if unit.valid_from and start < unit.valid_from:
        told = {"unit": unit.full_name, "day": format_day(unit.valid_from)}
        raise DomainError(_("%(unit)s chỉ có từ %(day)s: hãy ghi bắt đầu từ ngày ấy trở đi.") % told)
    places = tree.lineage(posting.unit_id)
    for other in posting.person.postings.filter(unit__in=places).exclude(pk=posting.pk):
        if _overlap(posting, other):
            raise Conflict(_("Người này đã có vị trí ở đơn vị ấy trong thời gian đó: hãy sửa vị trí đã có."))


def _overlap(one: Posting, other: Posting) -> bool:
    """Half open; a voided posting lasts no day and overlaps nothing."""
    one_end, other_end = one.ends_on or date.max, other.ends_on or date.max
    return max(one.starts_on, other.starts_on) < min(one_end, other_end)


def _facts(posting: Posting) -> dict[str, Any]:
    return {
        "unit": posting.unit.full_name,
        "position": posting.position,
        "category": posting.category,
        "starts_on": posting.starts_on.isoformat(),
        "ends_on": posting.ends_on.isoformat() if posting.ends_on else None,
    }


def _log(action: str, posting: Posting, *, at: datetime, by: Account, detail: dict[str, Any]) -> None:
    audit.record(
        action,
        kind=AuditEntry.Kind.CHANGE,
        by=by,
        at=at,
        person=posting.person,
        unit=posting.unit,
        detail=detail,
    )
