"""Targets; what freezes a figure comes with the report cycle."""

from reports.models.target import Target

__all__ = ["Target"]
