"""Database, disk and static files."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from common.vietnamese import format_megabytes
from lms.doctor.findings import Finding, broken, care, well

LITTLE = 5 * 1024**3  # a two-gigabyte upload and its outputs still fit
TOO_LITTLE = 500 * 1024**2


def database() -> Iterator[Finding]:
    subject = _("Cơ sở dữ liệu")
    try:
        connection.ensure_connection()
        plan = MigrationExecutor(connection)
        waiting = len(plan.migration_plan(plan.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        yield broken(subject, _("không mở được: %(why)s") % {"why": error})
        return
    if waiting:
        yield broken(subject, _("còn %(count)s bước cập nhật: chạy manage.py migrate") % {"count": waiting})
    else:
        yield well(subject, _("%(kind)s, đủ mọi bước cập nhật") % {"kind": connection.vendor})
    if connection.vendor == "sqlite":
        yield from _sqlite(subject)


def _sqlite(subject: str) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        verdict = cursor.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        yield broken(subject, _("tệp bị hỏng (%(why)s): khôi phục từ bản sao lưu") % {"why": verdict})
    if mode != "wal":
        yield care(subject, _("không ở chế độ WAL: ghi sẽ chậm"))


def disk() -> Iterator[Finding]:
    subject = _("Đĩa")
    folder = Path(settings.DATA_DIR)
    free = shutil.disk_usage(folder).free
    sentence = _("còn %(size)s ở %(folder)s") % {"size": format_megabytes(free), "folder": folder}
    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(b"x" * 4096)
    except OSError as error:
        yield broken(subject, _("không ghi được vào %(folder)s: %(why)s") % {"folder": folder, "why": error})
    if free < TOO_LITTLE:
        yield broken(subject, sentence)
    else:
        yield care(subject, sentence) if free < LITTLE else well(subject, sentence)


def static_files() -> Iterator[Finding]:
    subject = _("Tệp tĩnh")
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield well(subject, _("đã gom"))
    else:
        yield broken(subject, _("chưa gom: chạy manage.py collectstatic"))
