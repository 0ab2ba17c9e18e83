"""Reads a file of questions into a bank and reports on each of them."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from assessments.services.importing import import_questions, report
from common import clock
from common.commands import PlainCommand


class Command(PlainCommand):
    """The format is told by the content of the file; with --dry-run nothing is kept."""

    help = (
        "Nạp câu hỏi từ .xlsx (tệp mẫu), Word .docx, GIFT, Aiken, Moodle XML, QTI 1.2 (Canvas), QTI 2.x.\n\n"
        'Ví dụ: manage.py import_questions cau-hoi.docx --bank "An toàn thông tin" --dry-run --report ketqua.json'
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--bank", required=True, metavar="NAME", help="tên ngân hàng; chưa có thì tạo mới"
        )
        parser.add_argument("--ma-de", default="", metavar="CODE", help="lấy đáp án của mã đề này")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        parser.add_argument("--report", type=Path, metavar="OUT.json", help="ghi kết quả từng câu ra JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        reading, outcomes = import_questions(
            data=options["file"].read_bytes(),
            bank=options["bank"],
            at=clock.now(),
            dry_run=options["dry_run"],
            code=options["ma_de"],
        )
        made = report(reading, outcomes)
        if options["report"]:
            options["report"].write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
        self._say(made, dry_run=options["dry_run"])

    def _say(self, made: dict[str, Any], *, dry_run: bool) -> None:
        for line in made["questions"]:
            if line["reason"]:
                self.stdout.write(f"{line['number']}. {line['name']} ({line['type']}): {line['reason']}")
        codes = made.get("key_codes", {})
        if len(codes.get("found", ())) > 1:
            self.stdout.write(_("Mã đề có đáp án: %(codes)s.") % {"codes": ", ".join(codes["found"])})
        if codes.get("note"):
            self.stdout.write(f"{codes['note']} {_('Chọn mã khác bằng --ma-de.')}")
        for remark in made.get("remarks", ()):
            self.stdout.write(remark)
        if dry_run:
            self.stdout.write(_("Xem trước, chưa ghi gì."))
        sentence = _("%(found)s câu: %(imported)s nhận (%(doubles)s đã có), %(rejected)s không nhận.")
        if not made["totals"]["imported"]:
            raise CommandError(sentence % made["totals"])
        self.stdout.write(sentence % made["totals"])
