"""Print a target's figure on a day, as it was known at a cutoff.

Example: manage.py figures cbql-100 --as-of 2026-11-22 --frame now --format json
"""

import csv
import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import CommandError

from common import clock
from common.commands import PlainCommand
from common.cutoffs import parse_day, parse_moment
from common.errors import DomainError
from reports.models import Target
from reports.queries.figures import Figures, Frame, compute
from reports.queries.rows import as_json, unit_rows
from reports.services.workbook import write_workbook


class Command(PlainCommand):
    help = __doc__ or ""

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", nargs="?", help="the target's code, see --list")
        parser.add_argument("--list", action="store_true", help="list the targets")
        parser.add_argument("--as-of", metavar="DATE", help="31/12/2026 or 2026-12-31; today when left out")
        parser.add_argument("--cutoff", metavar="MOMENT", help="only what was recorded until then")
        parser.add_argument("--frame", choices=[frame.value for frame in Frame], default="now")
        parser.add_argument("--format", choices=["json", "csv", "xlsx"], default="json")
        parser.add_argument("--output", metavar="FILE", help="write here instead of standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["list"]:
                self._list()
            else:
                self._print(self._figures(options), options)
        except DomainError as error:
            raise CommandError(str(error)) from error

    def _list(self) -> None:
        for target in Target.objects.all():
            self.stdout.write(f"{target.code}\t{target.goal.text}\t{target.due_on:%d/%m/%Y}\t{target.title}")

    def _figures(self, options: dict[str, Any]) -> Figures:
        target = Target.objects.filter(code=options["target"] or "").first()
        if target is None:
            raise DomainError(f"Không có chỉ tiêu “{options['target'] or ''}”. Xem: manage.py figures --list")
        as_of = parse_day(options["as_of"]) if options["as_of"] else clock.today()
        if as_of > clock.today():
            self.stderr.write("Ngày này chưa tới: đây là số theo những gì đã ghi đến nay.")
        return compute(
            target,
            as_of=as_of,
            cutoff=parse_moment(options["cutoff"]) if options["cutoff"] else None,
            known_at=clock.now(),
            frame=Frame(options["frame"]),
        )

    def _print(self, figures: Figures, options: dict[str, Any]) -> None:
        path = options["output"]
        if options["format"] == "xlsx":
            data = write_workbook(figures, names=False)
            with open(path, "wb") if path else sys.stdout.buffer as out:
                out.write(data)
            return
        out = open(path, "w", encoding="utf-8", newline="") if path else self.stdout  # noqa: SIM115
        if options["format"] == "json":
            out.write(json.dumps(as_json(figures), ensure_ascii=False, indent=1))
        else:
            rows = unit_rows(figures)
            writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else ["code"])
            writer.writeheader()
            writer.writerows(rows)
        if path:
            out.close()
