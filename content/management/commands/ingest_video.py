"""Stores and converts one video file from this machine's disk."""

import json
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from common import clock
from common.commands import PlainCommand
from common.errors import DomainError
from common.vietnamese import format_clock, format_megabytes, format_number
from content.services import ingest

REFUSED = 2


class Command(PlainCommand):
    requires_system_checks: list[str] = []  # nothing it needs depends on addresses or templates
    help = (
        "Đưa một tệp video vào kho, chuyển đổi thành các bản 240p đến 720p, bản chỉ tiếng,\n"
        "MP3 cho loa truyền thanh, hình đại diện và hình xem trước; phim dài hơn 5 phút có thêm HLS.\n"
        "Ví dụ:  manage.py ingest_video bai-1.mp4 --title 'Bài 1' --json\n"
        "Mã thoát: 0 khi sẵn sàng, 2 khi tệp bị từ chối."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("file", type=Path, help="Tệp video.")
        parser.add_argument("--title", default="", help="Tên hiển thị; mặc định là tên tệp.")
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            result = ingest.outcome(
                ingest.ingest(path=path, title=options["title"] or path.stem, watch=clock.now)
            )
        except DomainError as error:
            result = ingest.refusal(error)
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else _in_words(result))
        if result["status"] != "ready":
            raise SystemExit(REFUSED)


def _in_words(result: dict[str, Any]) -> str:
    if result["status"] != "ready":
        return str(result["reason"])
    lines = [_("Sẵn sàng, dài %(length)s.") % {"length": format_clock(result["duration"])}]
    return "\n".join(lines + [_line(one) for one in result["outputs"]])


def _line(one: dict[str, Any]) -> str:
    facts = [f"{one['width']} × {one['height']}"] if one["width"] else []
    facts.append(format_megabytes(one["bytes"]))
    facts += [f"{format_number(one['lufs'], 1)} LUFS"] if "lufs" in one else []
    return f"  {one['name']}: {', '.join(facts)}"
