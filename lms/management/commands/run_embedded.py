"""Start the embedded profile; `make run` calls `python -m lms.supervisor`, which starts sooner."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Chạy hàng đợi, trang web, tiến trình nền và lịch như một cây tiến trình; dừng bằng Ctrl-C. "
        "Ví dụ: DEMO=1 PORT=8001 .venv/bin/python manage.py run_embedded"
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        # Replace this process: Django's 100 MB are of no use to a supervisor.
        os.execv(sys.executable, [sys.executable, "-m", "lms.supervisor"])  # noqa: S606 - our own interpreter
