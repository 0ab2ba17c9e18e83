"""How much a target asks for: a share of those who count, or so many units where the plan says "ít nhất 01 mô hình"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from common.vietnamese import NBSP, format_number, format_percent

UNIT = "đơn vị"


@dataclass(frozen=True, slots=True)
class Goal:
    """`least`, where it is not 0, decides alone; `noun` is what is counted (mô hình, xã)."""

    percent: float
    least: int = 0
    noun: str = UNIT

    @classmethod
    def of(cls, percent: Any, population: Mapping[str, Any] | None) -> Self:
        """As the target, or a frozen definition of it, stores it."""
        told = population or {}
        return cls(float(percent), int(told.get("least") or 0), str(told.get("noun") or UNIT))

    @property
    def text(self) -> str:
        """1 mô hình; 80 %; 12,5 %."""
        if self.least:
            return f"{format_number(self.least)}{NBSP}{self.noun}"
        whole = self.percent == int(self.percent)
        return format_percent(self.percent, digits=0 if whole else 1)

    def is_met(self, numerator: int, denominator: int) -> bool:
        """Of nobody no share is met; a number needs no denominator."""
        if self.least:
            return numerator >= self.least
        return bool(denominator) and 100 * numerator >= self.percent * denominator
