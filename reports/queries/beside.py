"""Training and result side by side (A10): what the record says of a unit's people, what the unit says of its work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from people.queries.tree import Unit
from reports.models import Measure, Target
from reports.queries.figures import Figures
from reports.queries.numbers import Number, numbers_at
from reports.rules import Cell


@dataclass(frozen=True)
class Beside:
    """One unit; `results` in the order of the targets asked."""

    unit: Unit
    training: Cell | None
    results: list[Number | None]


def result_targets(target: Target) -> list[Target]:
    """The targets whose stated results stand beside this one's training."""
    if target.counts_units:
        return [target] if target.training_id else []
    told = list(target.results.order_by("due_on", "pk"))
    return [*told, target] if target.numbers.exists() else told


def beside(
    training: Figures,
    results: list[Target],
    day: date,
    cutoff: datetime | None,
    within: Collection[int] | None,
) -> list[Beside]:
    """Every unit that has stated a result, with the figure of its own people; one query a result."""
    told = [numbers_at(Measure.ACTUAL, cutoff, target) for target in results]
    tree = training.facts.tree
    units = {unit for numbers in told for unit in numbers.stated if tree.units[unit].exists_on(day)}
    shown = [unit for unit in units if within is None or unit in within]
    shown.sort(
        key=lambda unit: (not tree.units[unit].is_office, tree.units[unit].sort_key, tree.units[unit].code)
    )
    lines = [
        Beside(tree.units[unit], training.tally.units.get(unit), [numbers.own(unit, day) for numbers in told])
        for unit in shown
    ]
    return [line for line in lines if any(line.results)]
