"""A target of residents: heads taught, as helpers counted them, of the heads a commune says it has.

An estimate and called so: whoever came twice is two heads, and nobody is named in it. Never added to the figure of
cadres. Tutorials without an account leave no trace that could be counted; nothing is invented for them.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from common.vietnamese import fold
from courses.models import HelpedVillager, HelpSession
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from reports.models import Target
from reports.queries.facts import Facts, Frame
from reports.queries.ground import Named, named_units
from reports.queries.loudspeaker.reach import all_heard, heard_by_commune
from reports.queries.numbers import Numbers, numbers_at
from reports.queries.unit_facts import UnitFacts
from reports.rules import Amount, Member

Taught = tuple[int, date, int]


@dataclass
class ResidentFacts(UnitFacts):
    """Communes of the day's map; nobody is a member."""

    numbers: Numbers = field(default_factory=Numbers)
    taught: list[Taught] = field(default_factory=list)

    def members(
        self, as_of: date, frame: Frame = Frame.NOW, within: Collection[int] | None = None
    ) -> list[Member]:
        """None: heads are no persons of the register."""
        return []

    def amounts(self, as_of: date, within: Collection[int] | None = None) -> list[Amount]:
        """One of every commune; where nobody has said how many live there, its heads stand outside the rate."""
        heads = self._heads(as_of)
        found = []
        for unit in sorted(self.root(as_of)):
            if self._is_commune(unit) and (within is None or unit in within):
                live = self.numbers.of_heads(self.tree, unit, as_of)
                taught = heads[unit]
                found.append(
                    Amount(unit, 0, 0, taught) if live is None else Amount(unit, taught, int(live), 0)
                )
        return found

    def without_number(self, as_of: date, within: Collection[int] | None = None) -> list[int]:
        """Communes whose denominator nobody has entered."""
        return [
            unit
            for unit in sorted(self.root(as_of))
            if self._is_commune(unit)
            and (within is None or unit in within)
            and self.numbers.of_heads(self.tree, unit, as_of) is None
        ]

    def _heads(self, as_of: date) -> Counter[int]:
        found: Counter[int] = Counter()
        for hamlet, day, heads in self.taught:
            if self.target.starts_on <= day <= as_of:
                here: int | None = self.place(hamlet, as_of)
                while here is not None and not self._is_commune(here):
                    here = self.tree.parent_of(here, as_of)
                if here is not None:
                    found[here] += heads
        return found

    def _is_commune(self, unit: int) -> bool:
        told = self.tree.units[unit]
        return told.level == Level.COMMUNE and not told.is_office


def resident_facts(target: Target, cutoff: datetime | None, known_at: datetime) -> ResidentFacts:
    """Four queries: tree, named units if any, numbers, sessions."""
    rows = HelpSession.objects.all()
    if cutoff:
        rows = rows.filter(recorded_at__lte=cutoff).filter(Q(void=None) | Q(void__at__gt=cutoff))
    else:
        rows = rows.filter(void=None)
    named: Named = named_units(target)
    return ResidentFacts(
        target, UnitTree.load(), {}, {}, {}, cutoff or known_at, cutoff, named=named,
        numbers=numbers_at((target.population or {}).get("measure") or "lao_dong", cutoff),
        taught=list(rows.order_by().values_list("hamlet_id", "held_on", "villagers")),
    )  # fmt: skip


def estimate(facts: Facts, as_of: date, within: Collection[int] | None) -> list[str]:
    """What has to be said beside the number: how many are known by name, and where the denominator is missing."""
    assert isinstance(facts, ResidentFacts)
    sentences = []
    places = {hamlet for hamlet, _day, _heads in facts.taught}
    seen = {one for one in places if within is None or one in within or facts.place(one, as_of) in within}
    named = _named(seen, facts.target.starts_on, as_of)
    if named:
        sentences.append(
            _("Trong các buổi ấy có %(count)s người đồng ý ghi tên; số này đếm theo tên, không trùng.")
            % {"count": named}
        )
    sentences += _by_loudspeaker(facts, as_of, within)
    lacking = len(facts.without_number(as_of, within))
    if lacking:
        sentences.append(
            _("%(count)s xã, phường chưa khai số dân; lượt người ở đó nằm ngoài tỷ lệ.") % {"count": lacking}
        )
    return sentences


def _by_loudspeaker(facts: ResidentFacts, as_of: date, within: Collection[int] | None) -> list[str]:
    """Another channel, said beside the figure and never in it: who hears has not been taught."""
    lines = heard_by_commune(
        units=None if within is None else set(within), since=facts.target.starts_on, until=as_of + timedelta(days=1),
        as_of=as_of, tree=facts.tree,
    )  # fmt: skip
    heard = all_heard(lines, "")
    if not heard.broadcasts:
        return []
    told = {"times": heard.broadcasts, "places": heard.places}
    if heard.estimate.households is None:
        return [
            _("Ngoài tỷ lệ này: %(times)s lần phát loa ở %(places)s nơi; nghe loa không tính là đã học.")
            % told
        ]
    told["homes"] = heard.estimate.households
    return [
        _(
            "Ngoài tỷ lệ này: %(times)s lần phát loa ở %(places)s nơi, ước tính tới %(homes)s hộ; "
            "nghe loa không tính là đã học."
        )
        % told
    ]


def _named(units: Collection[int], since: date, until: date) -> int:
    rows = HelpedVillager.objects.filter(
        session__void=None, session__hamlet__in=units, session__held_on__range=(since, until)
    )
    return len({(hamlet, fold(name)) for hamlet, name in rows.values_list("session__hamlet_id", "name")})
