"""A command never ends in a traceback for what a person can put right."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from common.commands import PlainCommand
from common.errors import DomainError


def _ending_with(error: Exception) -> PlainCommand:
    class Ending(PlainCommand):
        requires_system_checks: list[str] = []

        def handle(self, *args: object, **options: object) -> None:
            raise error

    return Ending()


def test_a_database_without_tables_is_named_with_the_way_out() -> None:
    with pytest.raises(CommandError, match=r"no such table: reports_target.*make run"):
        call_command(_ending_with(OperationalError("no such table: reports_target")))


def test_a_refusal_is_its_sentence() -> None:
    with pytest.raises(CommandError, match=r"^Không có chỉ tiêu này\.$"):
        call_command(_ending_with(DomainError("Không có chỉ tiêu này.")))


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "none" / "out.json")
    with pytest.raises(CommandError, match=r"Không đọc hoặc ghi được .*out.json"):
        call_command(_ending_with(FileNotFoundError(2, "No such file or directory", missing)))


def test_a_defect_still_shows() -> None:
    with pytest.raises(ZeroDivisionError):
        call_command(_ending_with(ZeroDivisionError()))
