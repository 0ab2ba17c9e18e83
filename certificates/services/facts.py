"""Gathering what a certificate states, as it was on the day of completion; frozen into the row, never read again."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.queries import final_result
from certificates.models import Signatory
from certificates.queries import LEARNING, signatory_of
from common.clock import local_day
from common.errors import DomainError
from common.vietnamese import clean
from courses.models import Course, Enrolment, EnrolmentProgress, LearningEvent
from courses.models.record import EventKind
from people.models import OrgUnit, Person
from people.models.org_unit import Level
from people.models.person import Gender
from people.queries.people import posted_on
from people.queries.units import in_force, successor_on

HONORIFICS = {Gender.MALE: "Ông", Gender.FEMALE: "Bà"}


def office_for(course: Course, day: date) -> OrgUnit:
    """The course's owner as it is that day, else the province."""
    owner = successor_on(course.owner_unit, day) if course.owner_unit else None
    office = owner or province_on(day)
    if office is None:
        raise DomainError(_("Chưa có đơn vị cấp giấy chứng nhận: hãy nạp danh mục đơn vị."))
    return office


def province_on(day: date) -> OrgUnit | None:
    """The province in force; before the merger of 2025 the one that kept its code."""
    provinces = OrgUnit.objects.filter(in_force(day), level=Level.PROVINCE, is_office=False)
    return provinces.order_by("-code").first()


def facts_of(
    enrolment: Enrolment, progress: EnrolmentProgress, office: OrgUnit, issued_on: date
) -> dict[str, Any]:
    """Everything printed, and the events it rests on. Vietnamese whatever the language of the moment."""
    learner, release = enrolment.learner, enrolment.release
    completed_on = local_day(progress.completed_at)  # type: ignore[arg-type] # checked by the caller
    events = list(
        LearningEvent.objects.filter(
            enrolment=enrolment, kind__in=LEARNING, occurred_at__lte=progress.completed_at
        ).values_list("uuid", "kind", "evidence")
    )
    province = province_on(issued_on) if office.is_office else None
    return {
        "honorific": HONORIFICS.get(Gender(learner.gender), "") if learner.gender else "Ông/Bà",
        "name": clean(learner.full_name),
        "birth": _birth(learner),
        **_post_on(learner, completed_on),
        "course": clean(release.title),
        "course_code": enrolment.course.code,
        "release": release.number,
        "hours": float(release.hours),
        "mode": _mode({kind for _uuid, kind, _evidence in events}),
        "started_on": local_day(progress.started_at or enrolment.enrolled_at).isoformat(),
        "completed_on": completed_on.isoformat(),
        "result": _result(enrolment, events),
        "events": [str(uuid) for uuid, _kind, _evidence in events],
        # The locality written before the date: the unit's own name, an office's province.
        "place": (province or office).name,
        "office": _heading(office, province),
        "signatory": _signatory(office, signatory_of(office.pk, issued_on)),
    }


def _birth(learner: Person) -> str:
    if learner.birth_on:
        return f"Sinh ngày {learner.birth_on:%d/%m/%Y}"
    return f"Sinh năm {learner.birth_year}" if learner.birth_year else ""


def _post_on(learner: Person, day: date) -> dict[str, str]:
    posting = (
        posted_on(day).filter(person=learner).select_related("unit").order_by("-starts_on", "-pk").first()
    )
    if posting is None:
        return {"position": "", "unit": ""}
    return {"position": clean(posting.position), "unit": running(posting.unit)}


def _result(enrolment: Enrolment, events: list[tuple[UUID, str, dict[str, Any]]]) -> str:
    """The last test's best attempt; where the attempt was elsewhere (an import), what the record says of it."""
    attempt = final_result(enrolment)
    if attempt:
        return f"đạt {attempt.score}/{attempt.of}"
    told = [evidence for _uuid, kind, evidence in events if kind == EventKind.ASSESSMENT_PASSED]
    return f"đạt {told[-1]['score']}/{told[-1]['of']}" if told else "hoàn thành"


def _mode(kinds: set[str]) -> str:
    if EventKind.SESSION_ATTENDED not in kinds:
        return "trực tuyến"
    return "kết hợp" if len(kinds) > 1 else "trực tiếp"


def _heading(office: OrgUnit, province: OrgUnit | None) -> dict[str, str]:
    """The superior and the issuing body, in capitals (Decree 30/2020)."""
    if not office.is_office:
        return {"above": "ỦY BAN NHÂN DÂN", "name": office.full_name.upper()}
    above = f"ỦY BAN NHÂN DÂN {province.full_name.upper()}" if province else ""
    return {"above": above, "name": office.full_name.upper()}


def book_heading(office: OrgUnit, day: date) -> dict[str, Any]:
    """What a printed register says of its office: names in capitals, locality, who signs."""
    province = province_on(day) if office.is_office else None
    heading, signs = _heading(office, province), _signatory(office, signatory_of(office.pk, day))
    return {
        "above": heading["above"],
        "office": heading["name"],
        "place": (province or office).name,
        "signatory": [*signs["lines"], signs["name"]],
    }


def _signatory(office: OrgUnit, signatory: Signatory | None) -> dict[str, Any]:
    """Who signs; without anyone named, the body itself and an empty place for a name."""
    if signatory:
        lines = [line.upper() for line in (signatory.on_behalf, signatory.post) if line]
        return {"opening": signatory.opening, "lines": lines, "name": signatory.name}
    if office.is_office:
        return {"opening": office.full_name, "lines": ["THỦ TRƯỞNG ĐƠN VỊ"], "name": ""}
    return {"opening": f"Ủy ban nhân dân {running(office)}", "lines": ["TM. ỦY BAN NHÂN DÂN"], "name": ""}


def running(unit: OrgUnit) -> str:
    """A unit's name inside a sentence: xã Xuân Định, but Sở Nông nghiệp."""
    return unit.full_name if unit.is_office else unit.full_name[:1].lower() + unit.full_name[1:]
