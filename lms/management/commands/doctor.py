"""Ask the installation how it is; exit 1 when something is broken."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from lms.doctor.checks import CHECKS
from lms.doctor.findings import Finding, Verdict

MARKS = {Verdict.WELL: "✓", Verdict.CARE: "!", Verdict.BROKEN: "✗"}


class Command(BaseCommand):
    help = (
        "Kiểm tra cơ sở dữ liệu, hàng đợi, ffmpeg, phông chữ, đĩa và thiết lập. "
        "Ví dụ: manage.py doctor --json"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        findings = list(_findings())
        self.stdout.write(_as_json(findings) if json else _as_text(findings))
        count = sum(finding.verdict is Verdict.BROKEN for finding in findings)
        if count:
            raise CommandError(_("%(count)s điều cần sửa.") % {"count": count})


def _findings() -> Iterator[Finding]:
    for check in CHECKS:
        yield from check()


def _as_text(findings: list[Finding]) -> str:
    return "\n".join(f"{MARKS[one.verdict]} {one.subject}: {one.sentence}" for one in findings)


def _as_json(findings: list[Finding]) -> str:
    return json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=1)
