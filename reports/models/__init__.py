"""Targets and the runs that froze a figure."""

from reports.models.report_run import ReportRun
from reports.models.target import Target

__all__ = ["ReportRun", "Target"]
