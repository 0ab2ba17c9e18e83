"""Applies a draft at one stroke: versions end and begin, what is below follows, and the log says who did it."""

from collections import defaultdict
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import plain_sort_key
from people.models import (
    Account,
    OrgUnit,
    PlannedChange,
    PlannedUnit,
    Posting,
    Reorganisation,
    UnitAlias,
    UnitChange,
    UnitParent,
)
from people.models.org_unit import ChangeKind
from people.queries.drafts.plan import Plan, Target
from people.queries.drafts.problems import problems
from people.queries.tree import UnitTree
from people.services import audit
from people.services.reorganisations.journal import Journal
from people.services.unit_parents import spans_below

SOURCE = "reorganisation"
Status = Reorganisation.Status


@transaction.atomic
def apply_reorganisation(draft: Reorganisation, *, at: datetime, by: Account | None) -> Reorganisation:
    """All of it or nothing; refused while something is wrong or a choice is open."""
    draft = _locked(draft)
    plan = Plan(draft, UnitTree.load())
    _refuse_unready(plan)
    deed = _Deed(plan)
    deed.carry_out()
    draft.status, draft.applied_at, draft.applied_by = Status.APPLIED, at, by
    draft.journal = deed.journal.as_json()
    draft.save()
    audit.record(
        "reorganisation_applied", kind=audit.Kind.CHANGE, by=by, at=at, count=len(deed.moved),
        detail=_told(draft, plan),
    )  # fmt: skip
    return draft


def _locked(draft: Reorganisation) -> Reorganisation:
    """Two clicks are one deed, and two drafts about the same units wait for each other."""
    draft = Reorganisation.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.status != Status.DRAFT:
        raise Conflict(_("Bản này đã được áp dụng trước đó."))
    units = OrgUnit.objects.filter(planned_changes__reorganisation=draft).order_by("pk")
    list(units.select_for_update(of=("self",)).values_list("pk"))
    return draft


def _refuse_unready(plan: Plan) -> None:
    found = problems(plan)
    if found:
        more = _(" Còn %(n)s điều khác cần sửa.") % {"n": len(found) - 1} if len(found) > 1 else ""
        raise DomainError(found[0] + more)
    if plan.undecided or plan.orphans:
        raise DomainError(_("Còn việc cần chọn trước khi áp dụng: người và đơn vị bên dưới đi về đâu."))


def _told(draft: Reorganisation, plan: Plan) -> dict[str, Any]:
    return {
        "title": draft.title,
        "effective_on": draft.effective_on.isoformat(),
        "legal_basis": draft.legal_basis,
        "ended": len(plan.ending),
        "begun": len(plan.units),
        "carried": len(plan.carried),
    }


class _Deed:
    """One application under way."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.day, self.tree = plan, plan.day, plan.tree
        self.journal = Journal()
        self.begun: dict[str, OrgUnit] = {}
        self.moved: list[Posting] = []
        self.links: list[UnitParent] = []

    def carry_out(self) -> None:
        self._end_versions()
        self._begin_versions()
        self._lead_parents()
        self._say_changes()
        self._move_people()
        self.journal.save()

    def _end_versions(self) -> None:
        for unit in OrgUnit.objects.filter(pk__in=self.plan.ending).order_by("pk"):
            self.journal.change(unit, valid_to=self.day)
        codes = {self.tree.units[pk].code for pk in self.plan.ending}
        self._end_aliases(codes)

    def _end_aliases(self, codes: set[str]) -> None:
        """A spelling lasts as long as its unit; a unit that keeps code and name keeps its spellings."""
        fresh = []
        running = Q(valid_to__isnull=True) | Q(valid_to__gt=self.day)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lt=self.day)
        for alias in UnitAlias.objects.filter(running, begun, code__in=codes).order_by("pk"):
            planned = self.plan.units.get(alias.code)
            former = self.tree.coded(alias.code, self.plan.eve)
            if planned and former and planned.name == former.name:
                fresh.append(
                    UnitAlias(code=alias.code, alias=alias.alias, kind=alias.kind, valid_from=self.day)
                )
            self.journal.change(alias, valid_to=self.day)
        self._spell(fresh)

    def _spell(self, aliases: list[UnitAlias]) -> None:
        """A spelling is said once, whether it goes on, was typed, or came with a table."""
        known = set(UnitAlias.objects.filter(valid_from=self.day).values_list("code", "alias", "kind"))
        fresh = {(one.code, one.alias, one.kind): one for one in aliases}
        self.journal.make([one for key, one in fresh.items() if key not in known])

    def _begin_versions(self) -> None:
        units = [_version(planned, self.day) for planned in self.plan.units.values()]
        self.journal.make(units)
        self.begun = {unit.code: unit for unit in units}
        spellings = [
            UnitAlias(code=planned.code, alias=alias.strip(), kind="variant", valid_from=self.day)
            for planned in self.plan.units.values()
            for alias in dict.fromkeys(planned.aliases.split(";"))
            if alias.strip()
        ]
        self._spell(spellings)

    def _lead_parents(self) -> None:
        """New units get theirs, ended ones lose theirs, the rest follow the heir of whatever was above them."""
        for planned in self.plan.units.values():
            if planned.parent_code:
                self._link(self.begun[planned.code].pk, self._target(planned.parent_code), None)
        for unit in self.plan.ending:
            self._leave(unit)
        for change in self.plan.reparented:
            until = self.tree.units[change.from_unit_id].valid_to
            self._leave(change.from_unit_id)
            self._link(change.from_unit_id, self._target(change.parent_code), until)
        for one in self.plan.carried:
            assert one.to is not None  # nobody is left without a parent: orphans are refused
            self._leave(one.unit.id, only_below=one.below)
            until = _until(one.link.valid_to, self.tree.units[one.below].valid_to, one.unit.valid_to)
            self._link(one.unit.id, one.to, until, since=one.link.valid_from)
        self.journal.make(self.links)

    def _leave(self, unit: int, only_below: int | None = None) -> None:
        """End the unit's links on the day; links that would only begin later are gone."""
        for link in self._stored_links.get(unit, []):
            if link.pk is None or only_below not in (None, link.parent_id):
                continue  # deleted a moment ago, or below a unit that stays
            if link.valid_from and link.valid_from >= self.day:
                self.journal.delete(link)
            elif link.valid_to is None or link.valid_to > self.day:
                self.journal.change(link, valid_to=self.day)

    @cached_property
    def _stored_links(self) -> dict[int, list[UnitParent]]:
        links: dict[int, list[UnitParent]] = defaultdict(list)
        for link in UnitParent.objects.order_by("pk"):
            links[link.unit_id].append(link)
        return links

    def _link(self, unit: int, to: Target, until: date | None, since: date | None = None) -> None:
        start = max(filter(None, (self.day, since)))
        if to.unit is None:
            self.links.append(
                UnitParent(unit_id=unit, parent_id=self.begun[to.code].pk, valid_from=start, valid_to=until)
            )
            return
        for parent, (begin, end) in spans_below(self.tree, to.unit.id, start, until):
            self.links.append(UnitParent(unit_id=unit, parent_id=parent, valid_from=begin, valid_to=end))

    def _target(self, code: str) -> Target:
        target = self.plan.target(code)
        assert target is not None  # problems() has refused it
        return target

    def _unit_id(self, code: str) -> int:
        target = self._target(code)
        return target.unit.id if target.unit else self.begun[code].pk

    def _say_changes(self) -> None:
        self.journal.make([self._change(change) for change in self.plan.changes])

    def _change(self, change: PlannedChange) -> UnitChange:
        dissolved = change.kind == ChangeKind.DISSOLVE
        return UnitChange(
            from_unit_id=change.from_unit_id,
            to_unit_id=None if dissolved else self._unit_id(change.to_code),
            kind=change.kind,
            extent=change.extent,
            share=change.share,
            is_principal=change.is_principal,
            effective_on=self.day,
            legal_basis=change.legal_basis or self.plan.draft.legal_basis,
            note=change.note,
        )

    def _move_people(self) -> None:
        """Only whom somebody named: all others follow the principal heir and their postings stay as written."""
        for move in self.plan.draft.moves.select_related("posting").order_by("pk"):
            post = move.posting
            if post.ends_on is not None and post.ends_on <= self.day:
                continue  # has left since the choice was made
            start = max(self.day, post.starts_on)
            self.moved.append(
                Posting(
                    person_id=post.person_id, unit_id=self._unit_id(move.to_code), position=post.position,
                    category=post.category, starts_on=start, ends_on=post.ends_on, source=SOURCE,
                )
            )  # fmt: skip
            self.journal.change(post, ends_on=start)
        self.journal.make(self.moved)


def _version(planned: PlannedUnit, day: date) -> OrgUnit:
    return OrgUnit(
        code=planned.code, name=planned.name, kind=planned.kind, level=planned.level,
        is_office=planned.is_office, branch=planned.branch, full_name=planned.full_name,
        sort_key=plain_sort_key(planned.name), valid_from=day, note=planned.note,
    )  # fmt: skip


def _until(link_end: date | None, parent_end: date | None, unit_end: date | None) -> date | None:
    """A link cut only because its parent was known to end goes on below the heir."""
    return unit_end if link_end == parent_end else link_end
