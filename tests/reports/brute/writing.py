"""Writes a history into the database through the models and services that a real one would go through."""

from datetime import datetime
from typing import Any
from uuid import UUID

from courses.models import CourseRelease, Enrolment, LearningEvent
from courses.services.progress import rebuild
from people.models import Account, OrgUnit, Person, Posting, ProgrammeRole, RoleKind, UnitChange, UnitParent
from people.services.merging import merge_persons
from people.services.unmerging import unmerge
from reports.models import Programme, Target, TargetUnit
from tests.reports.brute.history import Asked, E, History, day

KINDS = {"act": "activity_completed", "session": "session_attended"}
NAMES = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}


class Written:
    """The history in the database, with the keys of its units and records."""

    def __init__(self, told: History, releases: list[CourseRelease], by: Account) -> None:
        self.told, self.releases, self.by = told, releases, by
        self.units = self._units()
        self.people = self._people()
        self.enrolments: dict[tuple[int, int], Enrolment] = {}
        self.facts: dict[int, LearningEvent] = {}
        self._learn()

    def _units(self) -> list[OrgUnit]:
        rows = [
            OrgUnit(
                code=unit.code, name=f"{unit.key}", full_name=f"{unit.code} {unit.key}", level=unit.level,
                kind=NAMES[unit.level], sort_key=f"{unit.key:03d}", valid_from=_from(unit.start), valid_to=_to(unit.end),
            )
            for unit in self.told.units
        ]  # fmt: skip
        rows = OrgUnit.objects.bulk_create(rows)
        for unit in self.told.units:
            ends = [*(since for _parent, since in unit.above[1:]), unit.end] if unit.above else []
            UnitParent.objects.bulk_create(
                UnitParent(
                    unit=rows[unit.key], parent=rows[parent], valid_from=_from(since), valid_to=_to(end)
                )
                for (parent, since), end in zip(unit.above, ends, strict=True)
                if since < end
            )
            UnitChange.objects.bulk_create(
                UnitChange(
                    from_unit=rows[unit.key], to_unit=rows[to], effective_on=day(since), is_principal=principal,
                    extent="whole" if whole else "part", kind="merge" if whole else "split",
                )
                for to, since, principal, whole in unit.ways
            )  # fmt: skip
        return rows

    def _people(self) -> list[Person]:
        rows = Person.objects.bulk_create(
            Person(
                staff_code=f"BF{number:04d}", full_name=f"Người {number}", gender=record.gender, birth_on=record.birth,
                birth_year=record.birth_year, created_at=self.by.date_joined,
            ).set_keys()
            for number, record in enumerate(self.told.people)
        )  # fmt: skip
        posts = [(post, rows[n]) for n, record in enumerate(self.told.people) for post in record.posts]
        Posting.objects.bulk_create(
            Posting(
                person=person, unit=self.units[post.unit], category=post.kind, starts_on=day(post.start),
                ends_on=None if post.end is None else day(post.end),
            )
            for post, person in sorted(posts, key=lambda pair: pair[0].order)
        )  # fmt: skip
        kinds = {
            code: RoleKind.objects.get_or_create(code=code, defaults={"name": code})[0] for code in "xyz"
        }
        roles = [(role, rows[n]) for n, record in enumerate(self.told.people) for role in record.roles]
        ProgrammeRole.objects.bulk_create(
            ProgrammeRole(
                person=person, unit=self.units[role.unit], role=kinds[role.kind], starts_on=day(role.start),
                ends_on=None if role.end is None else day(role.end),
            )
            for role, person in sorted(roles, key=lambda pair: pair[0].order)
        )  # fmt: skip
        return rows

    def _learn(self) -> None:
        for number, record in enumerate(self.told.people):
            for course in record.courses:
                release = self.releases[course]
                self.enrolments[number, course] = Enrolment.objects.create(
                    learner=self.people[number],
                    course=release.course,
                    release=release,
                    enrolled_at=self.by.date_joined,
                )
        facts = [(fact, key) for key in self.enrolments for fact in self.told.people[key[0]].courses[key[1]]]
        facts.sort(key=lambda pair: (pair[0].recorded, pair[0].order))
        merge = self.told.merge
        if merge is None:
            self._store(facts)
            return
        until = merge.at
        self._store([pair for pair in facts if pair[0].recorded <= until])
        row = merge_persons(
            survivor=self.people[merge.survivor],
            gone=self.people[merge.gone],
            take={},
            at=merge.at,
            by=self.by,
        )
        if merge.undone:
            self._store([pair for pair in facts if until < pair[0].recorded <= merge.undone])
            until = merge.undone
            unmerge(merge=row, at=merge.undone, by=self.by)
        self._store([pair for pair in facts if pair[0].recorded > until])

    def _store(self, facts: list[tuple[E, tuple[int, int]]]) -> None:
        for fact, key in facts:
            enrolment = self.enrolments[key]
            items = list(self.releases[key[1]].items.all())
            target = self.facts[fact.of] if fact.of else None
            activity = None if fact.activity is None else items[fact.activity].activity
            self.facts[fact.order] = LearningEvent(
                uuid=UUID(int=fact.order + (1 << 100)), enrolment=enrolment, kind=KINDS.get(fact.kind, fact.kind),
                activity=activity, version=1 if fact.kind == "act" else None, occurred_at=fact.occurred,
                recorded_at=fact.recorded, corrects=target, evidence=_evidence(fact),
            )  # fmt: skip
            self.facts[fact.order].save(force_insert=True)
        rebuild(write=True)

    def target(self, asked: Asked) -> Target:
        named = bool(asked.only or asked.without or asked.goals)
        target = Target.objects.create(
            code=f"bf-{Target.objects.count()}", title="Đếm lại", unit=self.units[asked.root],
            starts_on=day(asked.starts), due_on=day(asked.due),
            population={
                "levels": list(asked.levels), "categories": list(asked.categories), "roles": list(asked.roles),
                "genders": list(asked.genders), "age_from": asked.age_from, "age_to": asked.age_to, "held": asked.held,
                "held_on": None if asked.held_on is None else day(asked.held_on).isoformat(),
                "least_days": asked.least_days, "named": named,
            },
            learning={
                "what": asked.what, "hours": asked.hours, "papers": asked.papers, "programmes": bool(asked.programme),
            },
        )  # fmt: skip
        target.courses.set([self.releases[course].course for course in asked.courses])
        if asked.programme:
            programme = Programme.objects.create(code=target.code, title="Cả hai")
            programme.courses.set([self.releases[course].course for course in asked.programme])
            target.programmes.add(programme)
        rows = [(unit, "chi", None) for unit in asked.only] + [(unit, "tru", None) for unit in asked.without]
        TargetUnit.objects.bulk_create(
            TargetUnit(target=target, unit=self.units[unit], part=part, percent=percent)
            for unit, part, percent in [*rows, *((unit, "muc", percent) for unit, percent in asked.goals)]
        )
        return target


def _evidence(fact: E) -> dict[str, Any]:
    if fact.kind == "session":
        return {"session": "s", "hours": fact.hours}
    return {"reason": f"vì {fact.order}"} if fact.kind == "excused" else {}


def _from(number: int) -> Any:
    return None if number < -999 else day(number)


def _to(number: int) -> Any:
    return None if number > 999 else day(number)


def now() -> datetime:
    from tests.reports.brute.recount import end_of

    return end_of(110)
