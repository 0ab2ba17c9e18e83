"""Gathering what a certificate states, as it was on the day of completion; frozen into the row, never read again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.models import Attempt
from assessments.queries.results import final_results
from certificates.choosing import kind_of
from certificates.models import Signatory
from certificates.queries.due import LEARNING, bases_of, signatory_of
from common.clock import local_day
from common.errors import DomainError
from common.vietnamese import clean, format_points
from courses.models import Course, Enrolment, EnrolmentProgress, LearningEvent
from courses.models.record import EventKind
from people.models import OrgUnit, Person, Posting
from people.models.person import Gender
from people.queries.letterhead import body_names, province_on
from people.queries.units import successor_on

Event = tuple[UUID, str, dict[str, Any]]
HONORIFICS = {Gender.MALE: "Ông", Gender.FEMALE: "Bà"}


def office_for(course: Course, day: date) -> OrgUnit:
    """The course's owner as it is that day, else the province."""
    owner = successor_on(course.owner_unit, day) if course.owner_unit else None
    office = owner or province_on(day)
    if office is None:
        raise DomainError(_("Chưa có đơn vị cấp giấy chứng nhận: hãy nạp danh mục đơn vị."))
    return office


class Facts:
    """What many certificates of one office and day state, gathered with the same few queries for one or for hundreds."""

    def __init__(
        self, enrolments: Sequence[Enrolment], progress: Mapping[int, EnrolmentProgress], issue: "Issue"
    ) -> None:
        self.issue, self.progress = issue, progress
        self.events = _events(progress)
        self.posts = _postings(enrolments, progress)
        self.results = final_results(progress)

    def of(self, enrolment: Enrolment) -> dict[str, Any]:
        """Everything printed, and the events it rests on. Vietnamese whatever the language of the moment."""
        learner, release, progress = enrolment.learner, enrolment.release, self.progress[enrolment.pk]
        completed_on = local_day(progress.completed_at)  # type: ignore[arg-type] # checked by the caller
        events = self.events[enrolment.pk]
        return {
            "honorific": HONORIFICS.get(Gender(learner.gender), "") if learner.gender else "Ông/Bà",
            "name": clean(learner.full_name),
            "birth": _birth(learner),
            **_post_of(self.posts.get(enrolment.pk)),
            "kind": kind_of(enrolment.course),
            "course": clean(release.title),
            "course_code": enrolment.course.code,
            "release": release.number,
            "hours": float(release.hours),
            "mode": _mode({kind for _uuid, kind, _evidence in events}),
            "started_on": local_day(progress.started_at or enrolment.enrolled_at).isoformat(),
            "completed_on": completed_on.isoformat(),
            "result": _result(self.results.get(enrolment.pk), events),
            "events": [str(uuid) for uuid, _kind, _evidence in events],
            "legal_basis": self.issue.basis_of(enrolment.course_id),
            **self.issue.heading,
        }


class Issue:
    """One office on one day: its heading, signatory and legal bases, read once."""

    def __init__(self, office: OrgUnit, day: date) -> None:
        self.office, self.day = office, day
        province = province_on(day) if office.is_office else None
        self.place = (province or office).name
        self.heading: dict[str, Any] = {
            # The locality written before the date: the unit's own name, an office's province.
            "place": self.place,
            "office": _heading(office, province),
            "signatory": _signatory(office, signatory_of(office.pk, day)),
        }
        self._bases = bases_of(office.pk, day)

    def basis_of(self, course_id: int) -> str:
        """The course's own wording, else the office's."""
        return clean(self._bases.get(course_id) or self._bases.get(None) or "")


def _events(progress: Mapping[int, EnrolmentProgress]) -> dict[int, list[Event]]:
    """What each completion rests on: nothing that happened after it."""
    found: dict[int, list[Event]] = defaultdict(list)
    rows = LearningEvent.objects.filter(enrolment__in=progress, kind__in=LEARNING)
    for key, at, *event in rows.values_list("enrolment_id", "occurred_at", "uuid", "kind", "evidence"):
        completed_at = progress[key].completed_at
        if completed_at and at <= completed_at:
            found[key].append((event[0], event[1], event[2]))
    return found


def _postings(
    enrolments: Sequence[Enrolment], progress: Mapping[int, EnrolmentProgress]
) -> dict[int, Posting]:
    """The post that each learner held on the day of completion: the one begun last."""
    days = {one.pk: local_day(progress[one.pk].completed_at) for one in enrolments}  # type: ignore[arg-type]
    held: dict[int, list[Posting]] = defaultdict(list)
    people = {one.learner_id for one in enrolments}
    rows = Posting.objects.filter(person__in=people).select_related("unit").order_by("-starts_on", "-pk")
    for posting in rows:
        held[posting.person_id].append(posting)
    posts = ((one.pk, _held_on(days[one.pk], held[one.learner_id])) for one in enrolments)
    return {key: posting for key, posting in posts if posting}


def _held_on(day: date, postings: list[Posting]) -> Posting | None:
    return next(
        (one for one in postings if one.starts_on <= day and (one.ends_on is None or one.ends_on > day)), None
    )


def _birth(learner: Person) -> str:
    if learner.birth_on:
        return f"Sinh ngày {learner.birth_on:%d/%m/%Y}"
    return f"Sinh năm {learner.birth_year}" if learner.birth_year else ""


def _post_of(posting: Posting | None) -> dict[str, str]:
    if posting is None:
        return {"position": "", "unit": ""}
    return {"position": clean(posting.position), "unit": running(posting.unit)}


def _result(attempt: Attempt | None, events: list[Event]) -> str:
    """The last test's best attempt; where the attempt was elsewhere (an import), what the record says of it."""
    if attempt:
        return _points(attempt.earned, attempt.of)
    told = [evidence for _uuid, kind, evidence in events if kind == EventKind.ASSESSMENT_PASSED]
    return _points(told[-1]["score"], told[-1]["of"]) if told else "hoàn thành"


def _points(score: float, of: float) -> str:
    """Đạt 9/10, đạt 8,5/10."""
    return f"đạt {format_points(score)}/{format_points(of)}"


def _mode(kinds: set[str]) -> str:
    if EventKind.SESSION_ATTENDED not in kinds:
        return "trực tuyến"
    return "kết hợp" if len(kinds) > 1 else "trực tiếp"


def _heading(office: OrgUnit, province: OrgUnit | None) -> dict[str, str]:
    above, name = body_names(office, province)
    return {"above": above, "name": name}


def book_heading(office: OrgUnit, day: date) -> dict[str, Any]:
    """What a printed register says of its office: names in capitals, locality, who signs."""
    told = Issue(office, day).heading
    heading, signs = told["office"], told["signatory"]
    return {
        "above": heading["above"],
        "office": heading["name"],
        "place": told["place"],
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
