"""Who could be proposed for commendation after a round, who was, and what was decided."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from common import clock
from common.vietnamese import format_day, format_number, format_percent
from courses.models import HelpSession
from people.models import Person
from people.queries.identity import same_person, survivors
from people.queries.tree import Unit, UnitTree
from reports.models import CampaignRound, Commendation, Nomination, RoundResult, Target
from reports.queries.campaigns import Line, frozen_board, team_finder
from reports.queries.figures import Frame
from reports.queries.kept_figures import figure_of
from reports.queries.kept_parts import completed_since

MOST_PEOPLE = 20  # of each rule; whoever is equal to the last is not left out


def standing_nominations(round: CampaignRound) -> list[Nomination]:
    """Proposals that were not withdrawn, units first, then people, as they were written."""
    rows = Nomination.objects.filter(round=round, withdraws__isnull=True, withdrawn_by__isnull=True)
    rows = rows.select_related("unit", "person__merged_into", "commendation", "round__campaign")
    return sorted(rows, key=lambda row: (row.person_id is not None, row.pk))


def commendations_of(person: Person) -> QuerySet[Commendation]:
    """What a person was commended for and still stands, newest first; also under a record merged into theirs."""
    rows = Commendation.objects.filter(
        nomination__person__in=same_person(person.pk), nomination__withdrawn_by__isnull=True
    )
    return rows.select_related("nomination__round__campaign").order_by("-decided_on", "-pk")


def commendations_of_unit(unit: int) -> QuerySet[Commendation]:
    """The same of a unit itself."""
    rows = Commendation.objects.filter(
        nomination__unit=unit, nomination__person__isnull=True, nomination__withdrawn_by__isnull=True
    )
    return rows.select_related("nomination__round__campaign").order_by("-decided_on", "-pk")


@dataclass(frozen=True, slots=True)
class UnitCandidate:
    """A team that a rule found."""

    line: Line
    first: bool
    full: bool

    @property
    def achievement(self) -> str:
        """As it would be written; the officer may say it otherwise."""
        team = self.line.team
        told = {
            "rate": format_percent(team.percent or 0),
            "done": team.numerator,
            "all": team.denominator,
        }
        if len(team.parts) > 1:  # somebody counts in several targets
            return _("Hoàn thành %(rate)s (%(done)s/%(all)s lượt người phải học).") % told
        return _("Hoàn thành %(rate)s (%(done)s/%(all)s người phải học).") % told

    @property
    def reason(self) -> str:
        """The rule that found it."""
        words = [
            (self.first, _("Đứng đầu nhóm quy mô")),
            (self.full, _("Hoàn thành 100 % trước hạn của đợt")),
        ]
        return "; ".join(word for holds, word in words if holds)


def unit_candidates(result: RoundResult) -> list[UnitCandidate]:
    """First of their class with anything done, or everybody before the round's end."""
    found = [
        UnitCandidate(line, line.place.rank == 1, line.team.is_full)
        for line in frozen_board(result).lines
        if line.place.rank and line.team.score
    ]
    return [one for one in found if one.first or one.full]


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A person that a rule found: the day of completion, or how many villagers were helped."""

    person: Person
    team: Unit
    completed_on: date | None = None
    villagers: int = 0

    @property
    def achievement(self) -> str:
        """As it would be written; the officer may say it otherwise."""
        if self.completed_on:
            return _("Hoàn thành khóa học ngày %(day)s.") % {"day": format_day(self.completed_on)}
        return _("Hướng dẫn %(n)s lượt bà con dùng dịch vụ số.") % {"n": format_number(self.villagers)}

    @property
    def reason(self) -> str:
        """The rule that found them."""
        return (
            _("Hoàn thành sớm nhất trong đợt") if self.completed_on else _("Giúp bà con nhiều nhất trong đợt")
        )


def early_people(result: RoundResult, people: QuerySet[Person]) -> list[PersonCandidate]:
    """Who completed first within the round, as known at its close, among these people."""
    tree, now = UnitTree.load(), clock.now()
    days: dict[int, date] = {}
    teams: dict[int, int] = {}
    for target in Target.objects.filter(code__in=[told[0] for told in result.rules["targets"]]):
        figures = figure_of(
            target, tree, as_of=result.as_of, frame=Frame.DAY, within=None, now=now, cutoff=result.closed_at
        )
        upward = team_finder(figures.facts.parent_of, set(result.rows.values_list("unit_id", flat=True)))
        for member in completed_since(figures, result.round.starts_on):
            done, team = member.completed_on, upward(member.unit)
            if done and team is not None:
                days[member.person] = min(done, days.get(member.person, done))
                teams[member.person] = team
    chosen = _best({person: -day.toordinal() for person, day in days.items()}, people)
    return [PersonCandidate(one, tree.units[teams[one.pk]], days[one.pk]) for one in chosen]


def helpful_people(result: RoundResult, people: QuerySet[Person]) -> list[PersonCandidate]:
    """Who helped the most villagers in the round in the places that compete, among these people."""
    tree, heirs = UnitTree.load(), survivors()
    upward = team_finder(
        lambda unit: tree.parent_of(unit, result.as_of), set(result.rows.values_list("unit_id", flat=True))
    )
    rows = HelpSession.objects.filter(
        Q(held_on__range=(result.round.starts_on, result.as_of)), recorded_at__lte=result.closed_at,
        void__isnull=True, replaced_by__isnull=True, recorded_by__person__isnull=False,
    )  # fmt: skip
    helped: dict[int, int] = defaultdict(int)
    teams: dict[int, int] = {}
    sums = rows.order_by().values_list("recorded_by__person", "hamlet").annotate(Sum("villagers"))
    for helper, hamlet, villagers in sorted(sums):
        here = tree.current(hamlet, result.as_of)
        team = None if here is None else upward(here)
        if team is not None:
            person = heirs.get(helper, helper)
            helped[person] += villagers
            teams.setdefault(person, team)
    chosen = _best(dict(helped), people)
    return [PersonCandidate(one, tree.units[teams[one.pk]], None, helped[one.pk]) for one in chosen]


def _best(values: dict[int, int], people: QuerySet[Person]) -> list[Person]:
    """The greatest values among those who may be seen, by value and given name."""
    seen = set(people.values_list("pk", flat=True)) & set(values)
    order = sorted((values[one] for one in seen), reverse=True)
    least = order[MOST_PEOPLE - 1] if len(order) >= MOST_PEOPLE else None
    chosen = sorted(
        (one for one in seen if least is None or values[one] >= least), key=lambda one: -values[one]
    )
    found = Person.objects.filter(pk__in=chosen[: 5 * MOST_PEOPLE])
    return sorted(found, key=lambda one: (-values[one.pk], one.sort_key, one.pk))
