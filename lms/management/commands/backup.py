"""Write one file from which the whole installation can be restored, while people go on working."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from common import clock
from common.commands import PlainCommand
from common.errors import DomainError
from common.vietnamese import format_megabytes
from lms.backup import archive
from lms.doctor.work import remember_backup


class Command(PlainCommand):
    help = (
        "Sao lưu cơ sở dữ liệu, tệp và khóa vào một tệp .tar kèm danh mục mã băm. "
        "Ví dụ: manage.py backup /mnt/luu-tru (mặc định: DATA_DIR/backups)"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="thư mục để ghi bản sao lưu")

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        at = clock.now()
        data_dir = Path(settings.DATA_DIR)
        target = (folder or data_dir / "backups") / f"lopso-{timezone.localtime(at):%Y%m%d-%H%M%S}.tar"
        try:
            manifest = archive.write(data_dir, target, at=at)
        except (DomainError, OSError) as error:
            raise CommandError(_("Sao lưu không thành công: %(why)s") % {"why": error}) from error
        remember_backup(data_dir, target, at)
        size = format_megabytes(target.stat().st_size)
        self.stdout.write(_("Đã sao lưu vào %(path)s") % {"path": target})
        self.stdout.write(
            _("Cơ sở dữ liệu và %(files)s tệp, %(size)s.") % {"files": len(manifest["files"]), "size": size}
        )
        if not isinstance(default_storage, FileSystemStorage):
            self.stdout.write(_("Tệp trong kho S3 không nằm trong bản này: hãy bật lưu phiên bản ở kho."))
