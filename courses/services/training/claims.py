"""What a person decides: signs of presence that were held, and people who came without a seat."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import name_key
from courses.attendance_rules import arrival
from courses.models import Claim, Meeting, Seat, TrainingSession
from courses.models.attendance import How, Presence
from courses.models.seat import SeatOrigin, SeatStep
from courses.queries.training.roll import units_of
from courses.services.training.register import Mark, Register
from courses.services.training.roll import Roll, seat_in
from people.models import Account, Person
from people.queries.identity import holder_of, people_known_as, standing
from people.rosters.row import identity_hash
from people.services.audit import Kind, record
from people.services.persons import Said


@transaction.atomic
def decide(*, claim: Claim, accepted: bool, at: datetime, by: Account) -> Claim:
    """Accepted, it counts from its own moment; refused, it stays on file."""
    session = claim.meeting.session
    register = Register(session, at=at, by=by, reason=str(Claim.Why(claim.why).label))
    claim = Claim.objects.select_related("person", "meeting").get(pk=claim.pk)
    if claim.decided_at:
        raise Conflict(_("Việc này đã có người quyết định rồi."))
    if accepted:
        seat = seat_of_guest(register.session, claim.person, at, by)
        state = arrival(claim.meeting.starts_at, claim.at)
        register.write([Mark(seat, claim.meeting, state, claim.how, claim.at, claim.uuid, claim.told_at)])
    claim.decided_at, claim.decided_by, claim.accepted = at, by, accepted
    claim.save(update_fields=["decided_at", "decided_by", "accepted"])
    detail = {"class": session.code, "accepted": accepted, "why": str(Claim.Why(claim.why).label)}
    record("class_claim_decided", kind=Kind.CHANGE, by=by, at=at, person=claim.person, detail=detail)
    return claim


@transaction.atomic
def add_walk_in(
    *, meeting: Meeting, said: Said, code: str = "", reason: str = "", at: datetime, by: Account
) -> Seat:
    """Somebody who came uninvited, found as a roster would find them; a stranger is added to the record first."""
    person = find_person(said, code)
    session = meeting.session
    register = Register(session, at=at, by=by, reason=reason)
    seat = seat_of_guest(register.session, person, at, by)
    register.write([Mark(seat, meeting, Presence.PRESENT, How.WALK_IN, min(at, meeting.ends_at))])
    record(
        "class_walk_in_added", kind=Kind.CHANGE, by=by, at=at, person=person, detail={"class": session.code}
    )
    return seat


def find_person(said: Said, code: str = "") -> Person:
    """By staff code or number; else the name with the telephone or the birthday. Otherwise a sentence."""
    found = _known(said, code.strip().upper())
    if len(found) > 1:
        raise Conflict(_("Có nhiều người như vậy: hãy ghi thêm mã cán bộ hoặc số CCCD."))
    if not found:
        raise DomainError(
            _("Chưa có người này trong danh sách cán bộ. Hãy xem lại họ tên và số, hoặc nhờ nhân sự thêm."),
            status=404,
        )
    return found[0]


def _known(said: Said, code: str) -> list[Person]:
    key, holder = name_key(said.full_name), holder_of(identity_hash(said.number))
    if code:  # with the name: codes alone could be tried one after the other
        return list(standing(Person.objects.filter(staff_code=code, name_key=key)))
    if holder:
        person = holder.merged_into or holder
        if key not in {person.name_key, holder.name_key}:
            raise Conflict(_("Số CCCD này ghi cho một người có họ tên khác. Hãy xem lại."))
        return [person]
    if said.phone:
        return list(people_known_as(said.phone, key)[:2])
    if said.birth_on:
        return list(standing(Person.objects.filter(name_key=key, birth_on=said.birth_on))[:2])
    raise DomainError(_("Hãy ghi mã cán bộ, hoặc họ tên cùng số CCCD, điện thoại hay ngày sinh."))


def seat_of_guest(session: TrainingSession, person: Person, at: datetime, by: Account) -> Seat:
    """Their seat, made or confirmed: whoever stands in the room has found a chair."""
    seat = seat_in(session, person=person)
    if seat and seat.holds:
        return seat
    roll = Roll(session, at=at, by=by)
    seat = seat or Seat(
        session=roll.session, person=person, unit_id=units_of([person.pk], at).get(person.pk), created_at=at,
        origin=SeatOrigin.WALK_IN,
    )  # fmt: skip
    roll.move(seat, SeatStep.WALKED_IN)
    return seat
