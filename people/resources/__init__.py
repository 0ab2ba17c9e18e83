"""Roster import on django-import-export: forecast, approval, the real import in steps, undo, the result workbook."""

from people.resources.checking import dry_run_roster, recheck_roster, submit_roster
from people.resources.endings import Ending
from people.resources.mappings import forget_mapping
from people.resources.result_file import ResultBook, result_workbook
from people.resources.verbs import (
    apply_roster,
    approve_roster,
    ask_to_apply,
    cancel_roster,
    refuse_roster,
    retry_roster,
    undo_roster,
    withdraw_roster,
)

__all__ = [
    "Ending",
    "ResultBook",
    "apply_roster",
    "approve_roster",
    "ask_to_apply",
    "cancel_roster",
    "dry_run_roster",
    "forget_mapping",
    "recheck_roster",
    "refuse_roster",
    "result_workbook",
    "retry_roster",
    "submit_roster",
    "undo_roster",
    "withdraw_roster",
]
