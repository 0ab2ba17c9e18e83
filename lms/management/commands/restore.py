"""Put an installation back as a backup holds it; what was there before is set aside, not deleted."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from common import clock
from common.errors import DomainError
from lms.backup import restore
from lms.supervisor import config, lock


class Command(BaseCommand):
    help = (
        "Khôi phục từ một bản sao lưu, sau khi kiểm tra mã băm của từng tệp. Dừng Lớp Số trước. "
        "Ví dụ: manage.py restore var/backups/lopso-20261123-150000.tar --replace"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .tar do lệnh backup ghi ra")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="thay dữ liệu hiện có; dữ liệu cũ được để riêng, không xóa",
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        data_dir = Path(settings.DATA_DIR)
        if not file.is_file():
            raise CommandError(_("Không có tệp %(path)s.") % {"path": file})
        try:
            handle = lock.acquire(data_dir, patience=0)
        except lock.AlreadyRunningError as error:
            raise CommandError(str(error)) from error
        try:
            self._restore(file, data_dir, replace)
        except (DomainError, OSError) as error:
            raise CommandError(_("Khôi phục không thành công: %(why)s") % {"why": error}) from error
        finally:
            os.close(handle)

    def _restore(self, file: Path, data_dir: Path, replace: bool) -> None:
        if _in_use(data_dir) and not replace:
            raise DomainError(_("đang có dữ liệu; thêm --replace để thay (dữ liệu cũ được để riêng)."))
        with tempfile.TemporaryDirectory(dir=data_dir, prefix="restoring-") as folder:
            manifest = restore.unpack(file, Path(folder))
            aside = restore.put_in_place(Path(folder), manifest, data_dir, at=clock.now())
        restore.forget_preparations(data_dir, config.read().database_identity)
        self.stdout.write(_("Đã khôi phục bản sao lưu lúc %(at)s.") % {"at": manifest["created_at"]})
        self.stdout.write(_("Dữ liệu trước đó nằm ở %(path)s.") % {"path": aside})
        self.stdout.write(_("Chạy `manage.py migrate` hoặc `make run` để cập nhật cơ sở dữ liệu nếu cần."))


def _in_use(data_dir: Path) -> bool:
    return bool(config.read().database_url) or (data_dir / "lopso.sqlite3").exists()
