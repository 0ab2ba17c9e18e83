"""Prepare an installation before its start: database, demonstration data, static files, in one process."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from people.models import Person

PARTS = ("migrate", "demo", "static")


class Command(BaseCommand):
    help = "Chuẩn bị cơ sở dữ liệu, dữ liệu trình diễn và tệp tĩnh. Ví dụ: manage.py prepare migrate static"

    requires_system_checks: list[str] = []  # `make check` runs them; a start should not wait for them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("parts", nargs="*", choices=PARTS, default=["migrate", "static"], metavar="PART")

    def handle(self, *args: Any, parts: list[str], **options: Any) -> None:
        for part in PARTS:
            if part in parts:
                getattr(self, f"_{part}")()

    def _migrate(self) -> None:
        self.stdout.write("Chuẩn bị cơ sở dữ liệu…")
        if connection.vendor == "sqlite" and not connection.introspection.table_names():
            # A new database has nothing to lose to a power cut; waiting for the disk would double the time.
            connection.cursor().execute("PRAGMA synchronous=OFF")
        call_command("migrate", interactive=False, verbosity=0)
        connection.close()

    def _demo(self) -> None:
        if Person.objects.exists():
            self.stdout.write("Đã có dữ liệu, không nạp dữ liệu trình diễn.")
            return
        self.stdout.write("Nạp dữ liệu trình diễn…")
        call_command("load_demo")

    def _static(self) -> None:
        self.stdout.write("Gom tệp tĩnh…")
        call_command("collectstatic", interactive=False, verbosity=0)
