"""One's own uploads: found, listed, thrown away; and what nobody came back for, swept."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from content.models import Upload
from content.upload import store
from content.upload.errors import Gone, unknown

log = logging.getLogger(__name__)
State = Upload.State
TOLD_FOR = timedelta(days=30)  # an expired or refused upload stays in its owner's list


def find(uuid: UUID, *, user: Any, at: datetime, ended: bool = False) -> Upload:
    """One's own upload; somebody else's is not there. With `ended`, also one that is over."""
    found = (
        Upload.objects.select_related("collection", "owner", "video")
        .filter(uuid=uuid, owner_id=user.pk)
        .first()
    )
    if found is None:
        raise unknown()
    if not ended and (found.state != State.RECEIVING or found.expires_at <= at):
        raise Gone(found.reason or _("Lần tải lên này đã kết thúc. Hãy chọn lại tệp để tải từ đầu."))
    return found


def mine(user: Any) -> QuerySet[Upload]:
    """What the owner should know of: unfinished ones, and those that ended without a video."""
    return Upload.objects.filter(owner_id=user.pk).exclude(state=State.DONE).order_by("-created_at")


def throw_away(upload: Upload) -> None:
    """At the owner's wish: the row first, so that a request still writing finds its right gone."""
    Upload.objects.filter(pk=upload.pk).exclude(state=State.DONE).delete()
    store.remove(upload.uuid)
    log.info("upload %s thrown away by its owner at %s of %s bytes", upload.uuid, upload.offset, upload.size)


def sweep(*, at: datetime) -> int:
    """Expire what was not touched for a week, forget what was told long enough, remove files without a row."""
    late = Upload.objects.filter(state=State.RECEIVING, expires_at__lte=at).filter(
        Q(lease__isnull=True) | Q(leased_until__lt=at)
    )
    expired = late.update(state=State.EXPIRED, reason=_reason())
    Upload.objects.filter(state__in=[State.EXPIRED, State.REFUSED], expires_at__lte=at - TOLD_FOR).delete()
    _remove_strays()
    if expired:
        log.info("%s uploads expired", expired)
    return expired


def _reason() -> str:
    return _("Quá 7 ngày không tải tiếp nên phần đã tải lên đã được xóa. Hãy chọn lại tệp để tải từ đầu.")


def _remove_strays() -> None:
    """The file of a row that is being received stays; a new one has its row before it has a file."""
    folder = store.folder()
    present = {path.name: path for path in folder.iterdir()} if folder.is_dir() else {}
    wanted = {
        str(uuid) for uuid in Upload.objects.filter(state=State.RECEIVING).values_list("uuid", flat=True)
    }
    for name in present.keys() - wanted:
        present[name].unlink(missing_ok=True)
