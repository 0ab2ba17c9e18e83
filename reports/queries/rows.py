"""A computed figure as rows: for the command, the JSON, the export and the pages."""

from typing import Any

from people.queries.tree import Unit
from reports.queries.breakdown import as_json as breakdowns
from reports.queries.figures import Figures
from reports.queries.pilots import as_rows, comparison
from reports.rules import Cell


def as_json(figures: Figures) -> dict[str, Any]:
    """The published shape of `manage.py figures` (keys may be added, not changed)."""
    total = figures.tally.total
    return {
        "target": figures.target.code,
        "title": figures.target.title,
        "as_of": figures.as_of.isoformat(),
        "cutoff": figures.cutoff.isoformat() if figures.cutoff else None,
        "frame": figures.frame.value,
        "definition_version": figures.target.definition_version,
        "total": {**_counts(total), "percent": total.percent},
        "counts": figures.target.counts,
        "groups": as_rows(comparison(figures).groups),
        "breakdowns": breakdowns(figures),
        "units": unit_rows(figures),
    }


def unit_rows(figures: Figures) -> list[dict[str, Any]]:
    """One row a unit, parents before children, each level in Vietnamese order; counts include all below."""
    tree, cells = figures.facts.tree, figures.tally.units
    children: dict[int | None, list[int]] = {}
    for unit in sorted(cells, key=lambda unit: _place(tree.units[unit])):
        children.setdefault(figures.facts.parent_of(unit), []).append(unit)
    rows: list[dict[str, Any]] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        unit = waiting.pop()
        rows.append(_row(figures, unit, cells[unit]))
        waiting.extend(reversed(children.get(unit, [])))
    return rows


def _place(unit: Unit) -> tuple[bool, str, str]:
    """The province's own departments before its communes, each in Vietnamese order."""
    return not unit.is_office, unit.sort_key, unit.code


def _row(figures: Figures, unit_id: int, cell: Cell) -> dict[str, Any]:
    unit = figures.facts.tree.units[unit_id]
    parent_id = figures.facts.parent_of(unit_id)
    parent = figures.facts.tree.units[parent_id] if parent_id else None
    return {
        "code": unit.code,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "name": unit.full_name,
        "level": unit.level,
        "parent": parent.code if parent else None,
        "parent_valid_from": parent.valid_from.isoformat() if parent and parent.valid_from else None,
        **_counts(cell),
        "percent": cell.percent,
        "own_numerator": cell.own_numerator,
        "own_denominator": cell.own_denominator,
        "own_excluded": cell.own_excluded,
        **_goal(figures, unit_id, cell),
    }


def _goal(figures: Figures, unit: int, cell: Cell) -> dict[str, Any]:
    """What the unit has to reach and whether it has; of nobody nothing can be said."""
    goal = figures.facts.goal_of(unit)
    met = 100 * cell.numerator >= goal * cell.denominator if cell.denominator else None
    return {"goal": float(goal), "met": met}


def _counts(cell: Cell) -> dict[str, int]:
    return {"numerator": cell.numerator, "denominator": cell.denominator, "excluded": cell.excluded}
