"""What every command of ours shares: a refusal is a sentence and a non-zero exit, never a traceback."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from common.errors import DomainError


class PlainCommand(BaseCommand):
    """A command whose refusals, missing tables and unwritable files end as one sentence."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(_unprepared(error)) from error
        except OSError as error:
            if not error.filename:  # not about a file of the caller's: a defect, and it must show
                raise
            names = {"name": error.filename, "why": error.strerror}
            raise CommandError(_("Không đọc hoặc ghi được %(name)s (%(why)s).") % names) from error


def _unprepared(error: Exception) -> str:
    return _(
        "Không dùng được cơ sở dữ liệu (%(why)s). Nếu chưa chuẩn bị, hãy chạy “make run” "
        "hoặc “manage.py prepare” trước."
    ) % {"why": str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}
