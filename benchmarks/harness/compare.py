"""Five short runs of A and B in turn, so that what else the machine does meets both alike."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.harness.rows import Goal, Row, row

RUNS = 5


@dataclass(frozen=True)
class Sample:
    """One short run."""

    cpu_ms: float
    per_second: float
    p95_ms: float


@dataclass(frozen=True)
class Compared:
    """The runs of the product and of its control."""

    ours: list[Sample]
    control: list[Sample]

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios: each pair ran in the same seconds."""
        return median(a.cpu_ms / b.cpu_ms for a, b in zip(self.ours, self.control, strict=True))

    def cpu_row(self, name: str, goal: Goal | None, control_name: str, **more: Any) -> Row:
        values = [sample.cpu_ms for sample in self.ours]
        return row(
            name, median(values), "CPU ms", goal, control=median(sample.cpu_ms for sample in self.control),
            ratio=self.ratio, spread=(min(values), max(values)), control_name=control_name, **more,
        )  # fmt: skip

    def rate_row(self, name: str, **more: Any) -> Row:
        values = [sample.per_second for sample in self.ours]
        other = median(sample.per_second for sample in self.control)
        return row(
            name, median(values), "per second", control=other, ratio=median(values) / other,
            spread=(min(values), max(values)), **more,
        )  # fmt: skip

    def p95_row(self, name: str, goal: Goal | None = None, **more: Any) -> Row:
        values = [sample.p95_ms for sample in self.ours]
        return row(
            name, median(values), "ms, 8 clients", goal,
            control=median(sample.p95_ms for sample in self.control),
            spread=(min(values), max(values)), **more,
        )  # fmt: skip


def alternate(ours: Callable[[], Sample], control: Callable[[], Sample], runs: int = RUNS) -> Compared:
    """One run of each to warm up, then A B A B …"""
    ours(), control()
    pairs = [(ours(), control()) for _ in range(runs)]
    return Compared([pair[0] for pair in pairs], [pair[1] for pair in pairs])
