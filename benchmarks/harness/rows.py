"""One measured figure beside its control and its goal."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """`Goal("≤", 0.8, "ratio")`, `Goal("≤", 60)`: which way, how far, of the ratio or of the value itself."""

    sign: str
    limit: float
    of: str = "value"

    def met(self, value: float | None) -> bool | None:
        if value is None:
            return None
        return value <= self.limit if self.sign == "≤" else value >= self.limit

    def __str__(self) -> str:
        return f"{self.sign} {self.limit:g}{' ×' if self.of == 'ratio' else ''}"


@dataclass(frozen=True)
class Row:
    """A line of table and file; `spread` is the range of the five runs, `control_name` what B was."""

    name: str
    value: float | None
    unit: str
    control: float | None = None
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None
    spread: tuple[float, float] | None = None
    control_name: str = ""
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def row(name: str, value: float | None, unit: str, goal: Goal | None = None, **more: Any) -> Row:
    """A row that knows whether its goal is met; a goal without a measurement is neither met nor missed."""
    judged = more.get("ratio") if goal and goal.of == "ratio" else value
    return Row(name, value, unit, goal=str(goal or ""), met=goal.met(judged) if goal else None, **more)
