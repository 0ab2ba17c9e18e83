"""Adds one person by hand and corrects what is written about somebody; the roster's rules of identity hold here too."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common import nudges
from common.clock import local_day
from common.errors import Conflict, DomainError
from common.vietnamese import name_key
from people.models import Account, AuditEntry, Person, PersonIdentity
from people.queries.identity import holder_of, people_known_as
from people.queries.people import posted_on
from people.rosters.row import identity_hash
from people.scope import require_hr, require_person, visible_people
from people.services import audit
from people.services.merging import require_equal_rights
from people.services.posts import NewPost, open_post
from people.services.staff_codes import one_at_a_time, staff_codes

_WRITTEN = ("full_name", "gender", "birth_on", "birth_year", "phone", "email")


@dataclass(frozen=True)
class Said:
    """What a clerk says of a person. An empty `number` says nothing: numbers are never shown, so never typed again."""

    full_name: str
    gender: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    number: str = ""
    number_kind: str = ""


class AlreadyKnown(Conflict):
    """The person is in the record, inside the clerk's scope."""

    def __init__(self, person: Person) -> None:
        super().__init__(_("Người này đã có trong danh sách: hãy mở hồ sơ và thêm vị trí công tác ở đó."))
        self.person = person


class PerhapsKnown(Conflict):
    """Somebody in scope has the same name and birthday; the clerk must say that it is another person."""

    def __init__(self, people: list[Person]) -> None:
        super().__init__(_("Đã có người cùng họ tên và ngày sinh. Hãy xem có phải cùng một người không."))
        self.people = people


@transaction.atomic
def add_person(*, said: Said, post: NewPost, certain: bool = False, at: datetime, by: Account) -> Person:
    """A new person with a first post, or somebody who has no post anywhere any more and is known by the very number.

    Whom the clerk may not see is not named: the same sentence whoever it is.
    """
    require_hr(by)
    one_at_a_time()
    if not (said.number or said.phone or said.birth_on):
        raise DomainError(
            _("Cần số CCCD, số điện thoại hoặc ngày sinh đầy đủ để sau này nhận ra đúng người.")
        )
    today = local_day(at)
    person = _known_as(said)
    if person is not None:
        _require_free(person, said, today, by=by)
    else:
        if not certain:
            _require_no_namesake(said, today, by=by)
        person = _create(said, at)
    open_post(person=person, post=post, at=at, by=by)
    audit.record(
        "person_added", kind=AuditEntry.Kind.CHANGE, by=by, at=at, person=person, unit=post.unit,
        detail={"position": post.position, "starts_on": post.starts_on.isoformat()},
    )  # fmt: skip
    nudges.send("people_changed")
    return person


@transaction.atomic
def correct_person(*, person: Person, said: Said, at: datetime, by: Account) -> dict[str, Any]:
    """Write what the clerk says; returns what changed, old and new, of a number only its kind."""
    require_hr(by)
    one_at_a_time()
    require_person(by, person.uuid, local_day(at))
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = {
        name: [getattr(person, name), getattr(said, name)]
        for name in _WRITTEN
        if getattr(person, name) != getattr(said, name)
    }
    if {"phone", "email"} & set(changed):  # both open the sign-in page, and letters go to the address
        require_equal_rights([person], by=by)
    for name, (_old, new) in changed.items():
        setattr(person, name, new)
    changed |= _take_number(person, said, at, by=by)
    if changed:
        person.save()
        audit.record(
            "person_corrected",
            kind=AuditEntry.Kind.CHANGE,
            by=by,
            at=at,
            person=person,
            detail=_told(changed),
        )
    return changed


def _known_as(said: Said) -> Person | None:
    """By number; else by phone with the name, unless both have a number: then they are two people."""
    holder = holder_of(identity_hash(said.number))
    if holder is not None:
        return holder
    person = people_known_as(said.phone, name_key(said.full_name)).first() if said.phone else None
    return None if person and said.number and person.id_hash else person


def _require_free(person: Person, said: Said, today: date, *, by: Account) -> None:
    """Somebody in sight is offered; somebody who left every post may be taken over by whoever knows name and number."""
    if visible_people(by, today).filter(pk=person.pk).exists():
        raise AlreadyKnown(person)
    by_number = bool(said.number) and person.name_key == name_key(said.full_name)
    if not by_number or posted_on(today).filter(person=person).exists():
        raise Conflict(_("Không thêm được ở đây: hãy nhờ nhân sự cấp tỉnh làm giúp."))
    require_equal_rights([person], by=by)


def _require_no_namesake(said: Said, today: date, *, by: Account) -> None:
    namesakes = visible_people(by, today).filter(name_key=name_key(said.full_name))
    same = namesakes.filter(birth_on=said.birth_on) if said.birth_on else namesakes
    if same.exists():
        raise PerhapsKnown(list(same.order_by("sort_key", "pk")[:5]))


def _create(said: Said, at: datetime) -> Person:
    kept = {name: getattr(said, name) for name in _WRITTEN}
    person = Person(staff_code=next(staff_codes()), created_at=at, **kept)
    if said.number:
        _set_main(person, said)
    person.save()
    return person


def _take_number(person: Person, said: Said, at: datetime, *, by: Account) -> dict[str, Any]:
    """A CMND beside a CCCD is a second number; another of the same kind corrects the first."""
    id_hash = identity_hash(said.number)
    holder = holder_of(id_hash)
    if not id_hash or holder == person:
        return {}
    if holder is not None:
        raise _taken(holder, local_day(at), by=by)
    if not person.id_hash or person.id_kind == said.number_kind:
        _set_main(person, said)
    elif said.number_kind == "cccd":
        _know_also(person, person.id_hash, person.id_kind, person.id_last3, at)
        _set_main(person, said)
    else:
        _know_also(person, id_hash, said.number_kind, said.number[-3:], at)
    return {"number": said.number_kind}


def _taken(holder: Person, today: date, *, by: Account) -> Conflict:
    if visible_people(by, today).filter(pk=holder.pk).exists():
        told = {"name": holder.full_name, "code": holder.staff_code}
        return Conflict(
            _("Số này đã ghi cho %(name)s (%(code)s). Nếu là một người, hãy gộp hai hồ sơ.") % told
        )
    return Conflict(_("Không ghi được số này: hãy nhờ nhân sự cấp tỉnh kiểm tra."))


def _set_main(person: Person, said: Said) -> None:
    person.id_hash, person.id_kind = identity_hash(said.number), said.number_kind
    person.id_last3 = said.number[-3:]


def _know_also(person: Person, id_hash: str, kind: str, last3: str, at: datetime) -> None:
    PersonIdentity.objects.create(person=person, id_hash=id_hash, id_kind=kind, id_last3=last3, added_at=at)


def _told(changed: dict[str, Any]) -> dict[str, Any]:
    days = {name: [_text(value) for value in pair] for name, pair in changed.items() if name != "number"}
    return days | ({"number": changed["number"]} if "number" in changed else {})


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
