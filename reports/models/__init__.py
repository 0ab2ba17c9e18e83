"""Targets and what units reached; what freezes a figure comes with the report cycle."""

from reports.models.achievement import UnitAchievement
from reports.models.target import Counts, Target, TargetPartner

__all__ = ["Counts", "Target", "TargetPartner", "UnitAchievement"]
