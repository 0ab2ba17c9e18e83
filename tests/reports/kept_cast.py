"""A small province to which anything may happen, and the comparison of what is kept with the record."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from courses.models import Enrolment, LearningEvent
from courses.services.enrolment import enrol
from courses.services.record import append_event, retract
from people.models import Account, OrgUnit, Person, PersonMerge, Posting, ProgrammeRole, RoleKind, UnitChange
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from people.services.merging import merge_persons
from people.services.unmerging import unmerge
from reports.models import Target
from reports.queries.behind import group_sizes
from reports.queries.chase import chase_groups
from reports.queries.facts import Frame
from reports.queries.figures import compute
from reports.queries.kept_figures import KeptFigures, figure_of, kept_shares
from tests.factories import PersonFactory, PostingFactory

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
REFORM = date(2026, 7, 1)
DAYS = [TODAY, date(2026, 10, 31), date(2026, 7, 1), date(2026, 6, 30), date(2026, 3, 15), date(2025, 2, 1)]


class Happenings:
    """One random change after another, each by its service or (bulk) straight into the tables."""

    def __init__(self, target: Target, units: list[OrgUnit], operator: Account, random: Random) -> None:
        self.target, self.units, self.operator, self.random = target, units, operator, random
        self.hour = 0

    def happen(self) -> None:
        self.hour += 1
        deeds: list[Any] = [
            self.arrive, self.arrive, self.learn, self.learn, self.learn, self.take_back, self.excuse,
            self.move, self.leave, self.merge, self.part, self.sign_in, self.extend, self.regroup,
            self.describe, self.appoint,
        ]  # fmt: skip
        self.random.choice(deeds)()

    def day(self) -> date:
        return date(2025, 1, 1) + timedelta(days=self.random.randrange(690))

    def moment(self) -> datetime:
        return datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(hours=self.random.randrange(690 * 24))

    def arrive(self) -> None:
        person = PersonFactory()
        PostingFactory(person=person, unit=self.random.choice(self.units), starts_on=self.day())
        if self.random.random() < 0.7:
            enrol(learner=person, course=self._course(), at=self.moment())

    def learn(self) -> None:
        enrolment = self._one(Enrolment.objects.all())
        if enrolment:
            item, at = enrolment.release.items.first(), self.moment()
            append_event(
                enrolment=enrolment, kind="activity_completed", activity=item.activity, version=1,
                occurred_at=at, recorded_at=NOW, evidence={"rule": "read", "seconds": 60},
            )  # fmt: skip

    def take_back(self) -> None:
        event = self._one(LearningEvent.objects.filter(kind="activity_completed"))
        if event:
            retract(event=event, reason="nhầm", at=NOW + timedelta(minutes=self.hour), by=None)

    def excuse(self) -> None:
        enrolment = self._one(Enrolment.objects.all())
        if enrolment:
            append_event(
                enrolment=enrolment, kind="excused", occurred_at=self.moment(), recorded_at=NOW,
                evidence={"reason": "nghỉ thai sản"},
            )  # fmt: skip

    def move(self) -> None:
        person, day = self._one(Person.objects.filter(merged_into=None)), self.day()
        if person:
            Posting.objects.filter(person=person, starts_on__lt=day, ends_on=None).update(ends_on=day)
            unit = self.random.choice(self.units)
            Posting.objects.get_or_create(person=person, unit=unit, starts_on=day)

    def leave(self) -> None:
        posting = self._one(Posting.objects.filter(ends_on=None))
        if posting:
            posting.ends_on = posting.starts_on + timedelta(days=self.random.randrange(400))
            posting.save()

    def merge(self) -> None:
        people = list(Person.objects.filter(merged_into=None).order_by("pk"))
        if len(people) > 3:
            survivor, gone = self.random.sample(people, 2)
            merge_persons(survivor=survivor, gone=gone, take={}, at=NOW, by=self.operator)

    def part(self) -> None:
        merge = PersonMerge.objects.filter(undone_at=None).order_by("-pk").first()
        if merge:
            unmerge(merge=merge, at=NOW, by=self.operator)

    def sign_in(self) -> None:
        person = self._one(Person.objects.filter(merged_into=None, account=None))
        if person:
            Account.objects.create(username=f"u{self.hour}-{person.pk}", person=person, last_login=NOW)

    def extend(self) -> None:
        Enrolment.objects.filter(pk__in=self._some(Enrolment)).update(due_on=self.day())

    def regroup(self) -> None:
        Posting.objects.filter(pk__in=self._some(Posting)).update(category=self.random.choice(["", "xa"]))

    def describe(self) -> None:
        """Some are written down better than before, some as born near the ages that rules name."""
        born = self.random.choice([date(1980, 2, 29), date(1981, 6, 1), date(1996, 2, 29), date(1996, 9, 9)])
        told = self.random.choice(
            [{"birth_on": born}, {"birth_year": 1995}, {"gender": "nu"}, {"gender": "nam"}]
        )
        Person.objects.filter(pk__in=self._some(Person)).update(**told)

    def appoint(self) -> None:
        person, kind = (
            self._one(Person.objects.filter(merged_into=None)),
            RoleKind.objects.filter(code="bcd_ntm").first(),
        )
        if person and kind:
            start = self.day()
            end = self.random.choice([None, start + timedelta(days=self.random.randrange(300))])
            unit = self.random.choice(self.units)
            ProgrammeRole.objects.get_or_create(
                person=person, unit=unit, role=kind, starts_on=start, defaults={"ends_on": end}
            )

    def reorganise(self) -> None:
        """The last commune becomes part of the first."""
        first, last = self.units[0], self.units[-1]
        OrgUnit.objects.filter(pk=last.pk).update(valid_to=REFORM)
        UnitChange.objects.get_or_create(
            from_unit=last, to_unit=first, effective_on=REFORM, defaults={"extent": "whole"}
        )

    def redefine(self) -> None:
        self.target.population = {"levels": [Level.COMMUNE]}
        self.target.definition_version += 1
        self.target.save()

    def _one(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return self.random.choice(found) if found else None

    def _course(self) -> Any:
        return self._one(self.target.courses.all())

    def _some(self, model: Any) -> list[int]:
        return [
            pk
            for pk in model.objects.order_by("pk").values_list("pk", flat=True)
            if self.random.random() < 0.3
        ]


def assert_kept_equals_record(target: Target, within: set[int] | None = None) -> None:
    """Every figure, its people, its groups to chase and the curve, on many days and all maps."""
    tree = UnitTree.load()
    for day in DAYS:
        for frame in Frame:
            kept = figure_of(target, tree, as_of=day, frame=frame, within=within, now=NOW)
            assert isinstance(kept, KeptFigures)
            told = compute(target, as_of=day, known_at=NOW, frame=frame, within=within)
            assert kept.tally == told.tally
            assert Counter(kept.members) == Counter(told.members)
            assert len(kept.members) == len(told.members)
            groups = chase_groups(told, day)
            assert group_sizes(kept) == {name: len(getattr(groups, name)) for name in groups.__slots__}
            assert kept_shares(kept, sorted(DAYS), within) == [
                (one, _share(target, one, within)) for one in sorted(DAYS)
            ]


def _share(target: Target, day: date, within: set[int] | None) -> float:
    return compute(target, as_of=day, known_at=NOW, within=within).tally.total.percent or 0.0
