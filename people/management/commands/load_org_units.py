"""Loads unit tables, other spellings and mappings of every reform."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from common import clock
from common.commands import PlainCommand
from common.errors import DomainError
from people.services import audit
from people.services.units import load_unit_files


class Command(PlainCommand):
    """Each file is recognised by its header; loading twice changes nothing."""

    help = (
        "Nạp đơn vị từ tệp CSV hoặc Excel (bảng đơn vị, tên khác, chuyển đổi). Bảng đơn vị có các cột mã, tên, loại,\n"
        "mã cấp trên, từ ngày, đến ngày (hoặc code, name, type, parent_code, valid_from, valid_to).\n\n"
        "Ví dụ: manage.py load_org_units data/dong_nai_units_all_versions.csv data/unit_aliases.csv "
        "data/dong_nai_2024_mapping.csv\n"
        "       manage.py load_org_units don-vi.xlsx"
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        files = options["files"]
        try:
            with transaction.atomic():
                loaded = load_unit_files(files)
                told = {"file": ", ".join(path.name for path in files)}
                audit.record(
                    "units_loaded", kind=audit.Kind.CHANGE, by=None, at=clock.now(), count=0, detail=told
                )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _(
                "Đã nạp %(units)s đơn vị, %(parents)s quan hệ cấp trên, "
                "%(aliases)s tên khác, %(changes)s thay đổi."
            )
            % vars(loaded)
        )
