"""Reads a roster, says what it would do, and does it with --apply."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from common import clock
from common.commands import PlainCommand
from common.errors import DomainError
from people.resources import apply_roster, dry_run_roster
from people.roster_words import REASONS
from people.services.roster_report import import_report


class Command(PlainCommand):
    """Without --apply nothing but the forecast is kept."""

    help = (
        "Nạp danh sách cán bộ từ tệp Excel hoặc CSV.\n\n"
        "Ví dụ: manage.py import_roster data/rosters/00_sach.xlsx --as-of 2023-12-31 --apply "
        "--report ketqua.json"
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--as-of", required=True, metavar="DATE", help="YYYY-MM-DD hoặc DD/MM/YYYY")
        parser.add_argument(
            "--apply", action="store_true", help="ghi vào hệ thống; không có thì chỉ xem trước"
        )
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="ghi kết quả từng dòng ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path, as_of = options["file"], _day(options["as_of"])
        try:
            roster, reading = dry_run_roster(
                _bytes(path), file_name=path.name, as_of=as_of, at=clock.now(), by=None
            )
            if options["apply"]:
                reading = apply_roster(roster, at=clock.now(), by=None) or reading
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        report = import_report(reading, file_name=path.name, as_of=as_of)
        if options["report"]:
            options["report"].write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
        self._say(report, applied=options["apply"])

    def _say(self, report: dict[str, Any], *, applied: bool) -> None:
        totals = report["totals"]
        self.stdout.write(_("Đã nạp.") if applied else _("Xem trước, chưa ghi gì (thêm --apply để nạp)."))
        self.stdout.write(
            _(
                "%(data_rows)s dòng: %(created)s thêm mới, %(updated)s cập nhật, %(unchanged)s không đổi, "
                "%(duplicate)s trùng, %(rejected)s không nhận."
            )
            % totals
        )
        for code, number in report["reject_reasons"].items():
            self.stdout.write(f"  {number} × {REASONS.get(code, code)}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as missing:
        raise DomainError(_("Không đọc được tệp %(file)s.") % {"file": path}) from missing


def _day(text: str) -> date:
    day, _sign, rest = text.partition("/")
    if rest:
        month, _sign, year = rest.partition("/")
        text = f"{year}-{month:>02}-{day:>02}"
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise CommandError(
            _("Ngày %(day)s không đúng: ghi YYYY-MM-DD hoặc DD/MM/YYYY.") % {"day": text}
        ) from wrong
