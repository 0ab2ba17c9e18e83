"""Work in the background: what waits, what failed, whether figures still are the record, and when a backup was made."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from certificates.models import CertificateBatch
from common import clock
from common.vietnamese import format_moment, format_number
from content.models import Video
from courses.models import PastClass
from lms.celery import app
from lms.doctor.findings import Finding, care, well
from lms.supervisor.children import QUEUES
from people.models import Roster
from reports.models import BulkDeed, ChaseDelivery, ExportFile, RollUp, Touched
from reports.periodic import DRIFT

MANY = 500  # messages in one queue
LATELY = timedelta(days=7)
LATE = timedelta(minutes=15)
BACKUP_DAYS = 7
STAMP = "last-backup"
# Model, the field of its state, and when it ended.
JOBS: tuple[tuple[Any, str, str], ...] = (
    (ExportFile, "state", "asked_at"), (BulkDeed, "state", "asked_at"), (Roster, "state", "uploaded_at"),
    (PastClass, "state", "uploaded_at"), (CertificateBatch, "state", "asked_at"), (Video, "status", "created_at"),
)  # fmt: skip


def queued() -> Iterator[Finding]:
    """Messages that no worker has taken; a queue that was never used is empty."""
    subject = _("Việc đang chờ")
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=3)
            sizes = {name: _size(connection, name) for name in QUEUES.split(",")}
    except (OperationalError, OSError):
        return  # services.queue says so
    told = ", ".join(f"{name} {format_number(size)}" for name, size in sizes.items())
    yield care(subject, told) if max(sizes.values()) > MANY else well(subject, told)


def _size(connection: Any, name: str) -> int:
    with connection.channel() as channel:
        try:
            return int(channel.queue_declare(queue=name, passive=True).message_count)
        except (*connection.channel_errors, KeyError):
            return 0


def failed() -> Iterator[Finding]:
    """Jobs of the last days that gave up; each waits on its own page for somebody to press again."""
    subject, since = _("Việc không làm được"), clock.now() - LATELY
    try:
        counts = [
            (
                model._meta.verbose_name,
                model._default_manager.filter(**{state: "failed", f"{when}__gte": since}).count(),
            )
            for model, state, when in JOBS
        ]
    except DatabaseError:
        return
    bad = [f"{name}: {format_number(count)}" for name, count in counts if count]
    if bad:
        yield care(subject, _("trong 7 ngày qua: %(jobs)s") % {"jobs": "; ".join(bad)})
    else:
        yield well(subject, _("không có trong 7 ngày qua"))


def deliveries() -> Iterator[Finding]:
    """Reminders by how far they have come."""
    subject, now = _("Tin đôn đốc"), clock.now()
    state = ChaseDelivery.State
    try:
        rows = ChaseDelivery.objects.filter(changed_at__gte=now - LATELY).values_list("state")
        counts = dict(rows.annotate(Count("pk")))
        late = ChaseDelivery.objects.filter(state=state.QUEUED, not_before__lt=now - LATE).count()
    except DatabaseError:
        return
    told = ", ".join(
        f"{state(key).label.lower()} {format_number(count)}" for key, count in sorted(counts.items())
    )
    sentence = told or _("không có tin nào trong 7 ngày qua")
    if late:
        sentence += "; " + ngettext("%(n)s tin quá giờ gửi", "%(n)s tin quá giờ gửi", late) % {"n": late}
    bad = late or counts.get(state.FAILED) or counts.get(state.SENDING)
    yield care(subject, sentence) if bad else well(subject, sentence)


def figures() -> Iterator[Finding]:
    """What is kept ready beside the record: how far it is behind, and what the nightly comparison found."""
    subject, now = _("Số liệu lưu sẵn"), clock.now()
    try:
        kept = RollUp.objects.filter(ready_at__isnull=False).values("target").distinct().count()
        waiting = Touched.objects.aggregate(n=Count("pk"), since=Min("at"))
    except DatabaseError:
        return
    told = {"kept": format_number(kept), "n": format_number(waiting["n"])}
    sentence = _("%(kept)s chỉ tiêu tính sẵn, %(n)s thay đổi chờ tính") % told
    behind = bool(waiting["since"] and now - waiting["since"] > LATE)
    yield care(subject, sentence) if behind else well(subject, sentence)
    yield _drift()


def _drift() -> Finding:
    subject = _("So số liệu với sổ học tập")
    try:
        found = cache.get(DRIFT)
    except (RedisError, OSError):
        found = None
    if found is None:
        return well(
            subject, _("chưa có kết quả: đêm nào cũng so, hoặc chạy manage.py rebuild_figures --check")
        )
    at = format_moment(datetime.fromisoformat(found["at"]))
    if not found["drifts"]:
        return well(subject, _("khớp, so lúc %(at)s") % {"at": at})
    return care(subject, _("lệch %(n)s chỉ tiêu, đã tính lại lúc %(at)s") % {"n": found["drifts"], "at": at})


def remember_backup(data_dir: Path, target: Path, at: datetime) -> None:
    """Backups may be written anywhere; the moment of the last whole one is remembered here."""
    folder = data_dir / "stamps"
    folder.mkdir(exist_ok=True)
    (folder / STAMP).write_text(f"{at.isoformat()}\n{target}\n", encoding="utf-8")


def backups() -> Iterator[Finding]:
    subject = _("Bản sao lưu")
    try:
        moment, target = (Path(settings.DATA_DIR) / "stamps" / STAMP).read_text("utf-8").splitlines()
        at = datetime.fromisoformat(moment)
    except (OSError, ValueError):
        yield care(subject, _("chưa sao lưu lần nào: đặt lịch chạy manage.py backup"))
        return
    sentence = _("lúc %(at)s, %(file)s") % {"at": format_moment(at), "file": target}
    yield (
        care(subject, sentence) if clock.now() - at > timedelta(days=BACKUP_DAYS) else well(subject, sentence)
    )
