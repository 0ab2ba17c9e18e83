"""Recompute a frozen run from the record and compare it byte for byte; exit 0 only when nothing differs.

Example: manage.py verify_run 5d0c3a52-7a0e-4f5e-9a53-1f2f4c1c9a10
         manage.py verify_run 2026-nam --json
"""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError

from common.commands import PlainCommand
from common.errors import DomainError
from common.vietnamese import format_day, format_moment
from reports.models import ReportRun
from reports.queries.runs import Verdict, verdict_on

SHOWN = 20


class Command(PlainCommand):
    help = __doc__ or ""

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "run", metavar="ID", help="the run's number, or the code of a frozen report cycle"
        )
        parser.add_argument("--json", action="store_true", help="the verdict as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        run = _run(options["run"])
        verdict = verdict_on(run)
        if options["json"]:
            self.stdout.write(json.dumps(_told(run, verdict), ensure_ascii=False, indent=1))
        if not verdict.holds:
            raise CommandError(_refusal(verdict))
        if not options["json"]:
            self.stdout.write(
                f"Đúng từng byte: {run.row_count} dòng, số liệu đến hết {format_day(run.as_of)}, "
                f"ghi nhận đến {format_moment(run.cutoff)}, SHA-256 {run.rows_sha256}."
            )


def _run(text: str) -> ReportRun:
    try:
        found = ReportRun.objects.filter(uuid=UUID(text)).first()
    except ValueError:
        found = ReportRun.objects.filter(cycle__code=text).first()
    if found is None:
        raise DomainError(f"Không có bản chốt “{text}”.")
    return found


def _told(run: ReportRun, verdict: Verdict) -> dict[str, Any]:
    return {
        "run": str(run.uuid),
        "verdict": "same" if verdict.holds else "different" if verdict.intact else "damaged",
        "rows": run.row_count,
        "sha256": run.rows_sha256,
        "missing": verdict.missing,
        "surplus": verdict.surplus,
    }


def _refusal(verdict: Verdict) -> str:
    lines = [] if verdict.intact else ["Tệp đã lưu không còn khớp mã SHA-256 ghi lúc chốt."]
    if not verdict.reproduced:
        lines.append(
            f"Tính lại không giống bản chốt: {len(verdict.missing)} dòng không còn, {len(verdict.surplus)} dòng mới."
        )
        lines += [f"- {line}" for line in verdict.missing[:SHOWN]]
        lines += [f"+ {line}" for line in verdict.surplus[:SHOWN]]
    return "\n".join(lines)
