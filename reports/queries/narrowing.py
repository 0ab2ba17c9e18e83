"""Parts of a kept figure as conditions on units, rows and persons, so that a list of them is read a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

from django.db.models import Q

from reports.population import Traits
from reports.queries.breakdown import WAYS, Breakdown
from reports.queries.kept_figures import KeptFigures, member_of
from reports.queries.kept_parts import fresh_traits, rows_of
from reports.queries.spans import Span
from reports.rules import Member, Standing

OF_UNITS = ("cap", "loai", "thi-diem")


@dataclass(frozen=True)
class Narrow:
    """Several parts, each of another way; whoever is asked for stands in all of them."""

    figures: KeptFigures
    parts: tuple[tuple[str, str], ...]

    @property
    def is_by_units(self) -> bool:
        """Whether units alone decide, so that what is counted by unit says how many."""
        return all(way in OF_UNITS for way, _key in self._known)

    def keeps(self, unit: int) -> bool:
        """Whether the people of a unit of the figure's map are asked for."""
        one = Member(0, unit, Standing.MISSING)
        return all(self._fits(way, key, one, Traits()) for way, key in self._known if way in OF_UNITS)

    @property
    def rows(self) -> Q:
        """Which spans are left."""
        parts = (rows_of(way, key, self.figures.as_of) for way, key in self._known if way not in OF_UNITS)
        return reduce(and_, parts, Q())

    def spans(self, spans: Iterable[Span]) -> list[Span]:
        """Those left of people who were touched."""
        return [
            span
            for span in spans
            if all(
                self._fits(
                    way, key, member_of(span, self.figures.facts, self.figures.as_of), fresh_traits(span)
                )
                for way, key in self._known
            )
        ]

    def _fits(self, way: str, key: str, member: Member, traits: Traits) -> bool:
        return self._split.fits(way, key)(member, traits)

    @cached_property
    def _split(self) -> Breakdown:
        return Breakdown(self.figures)

    @cached_property
    def _known(self) -> tuple[tuple[str, str], ...]:
        return tuple((way, key) for way, key in self.parts if way in WAYS)
