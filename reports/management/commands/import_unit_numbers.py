"""Enter dated numbers of units (how many live there) from an XLSX or CSV of two columns: code or name, number.

Example: manage.py import_unit_numbers dan-so.xlsx --measure lao_dong --on 31/12/2025 --source "Niên giám 2025"
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from common import clock
from common.commands import PlainCommand
from common.cutoffs import parse_day
from reports.models import POPULATIONS
from reports.services.unit_numbers import Heading, import_numbers


class Command(PlainCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--measure", choices=[code for code, _label in POPULATIONS], required=True)
        parser.add_argument("--on", metavar="DATE", required=True)
        parser.add_argument("--source", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        heading = Heading(options["measure"], parse_day(options["on"]), options["source"])
        count = import_numbers(path.read_bytes(), path.name, heading=heading, at=clock.now(), by=None)
        self.stdout.write(f"Đã ghi {count} số liệu.")
