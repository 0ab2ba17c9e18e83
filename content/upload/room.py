"""What may come: by size, by kind, by the quotas of a person and a collection, by the room on the disk."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from common.vietnamese import format_size
from content.models import Upload
from content.upload import store
from content.upload.errors import NoRoom, TooMuch
from content.video.errors import Refused
from content.video.outputs import SPARE_BYTES
from content.video.probe import check_size, too_large

OUTPUTS_SHARE = (
    0.5  # all outputs of a film beside its original, at most, except for originals that are tiny already
)
GIGABYTE = 1000**3
NO_FILMS = (
    "image/",
    "text/html",
    "text/plain",
    "text/csv",
    "application/pdf",
    "application/zip",
    "application/vnd.",
)


def check(*, size: int, kind: str, owner: Any, collection: Any) -> None:
    """Raise the first refusal that applies."""
    if size > settings.VIDEO_MAX_BYTES:
        raise TooMuch(too_large())
    check_size(size)
    if kind.startswith(NO_FILMS):
        raise Refused(
            _("Tệp này không phải là video. Hãy chọn tệp MP4, MOV, MKV, WebM hoặc AVI."), status=415
        )
    _check_quota(counted().filter(owner=owner), size, settings.UPLOAD_PERSON_GB, _whose_person)
    check_quotas(size=size, owner=owner, collection=collection)
    _check_disk(size)


def check_quotas(*, size: int, owner: Any, collection: Any) -> None:
    """Of the person who sends and of the shelf where it will stand."""
    _check_quota(counted().filter(owner=owner), size, settings.UPLOAD_PERSON_GB, _whose_person)
    _check_quota(
        counted().filter(collection=collection), size, settings.UPLOAD_COLLECTION_GB, _whose_collection
    )


def counted() -> QuerySet[Upload]:
    """What takes room: films being sent, and films that are still there."""
    return Upload.objects.filter(
        Q(state=Upload.State.RECEIVING) | Q(state=Upload.State.DONE, video__isnull=False)
    )


def free_bytes(folder: Path) -> int:
    """The disk's answer, asked of the nearest folder that exists."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _check_quota(rows: QuerySet[Upload], size: int, gigabytes: int, sentence: Any) -> None:
    used = rows.aggregate(total=Sum("size"))["total"] or 0
    limit = gigabytes * GIGABYTE
    if limit and used + size > limit:
        raise TooMuch(sentence() % {"used": format_size(used), "limit": format_size(limit)})


def _whose_person() -> str:
    return _(
        "Bạn đã dùng %(used)s trên %(limit)s dành cho mỗi người. Hãy xóa video không dùng nữa hoặc báo quản trị viên."
    )


def _whose_collection() -> str:
    return _(
        "Bộ sưu tập này đã dùng %(used)s trên %(limit)s. Hãy xóa video không dùng nữa hoặc chọn bộ sưu tập khác."
    )


def _check_disk(size: int) -> None:
    """Room for this film and its outputs, beside what others were promised."""
    receiving = Upload.objects.filter(state=Upload.State.RECEIVING)
    promised = receiving.aggregate(total=Sum(F("size") - F("offset")))["total"] or 0
    if free_bytes(store.folder()) < promised + size * (1 + OUTPUTS_SHARE) + SPARE_BYTES:
        raise NoRoom(_("Máy chủ không đủ chỗ cho tệp này. Hãy báo quản trị viên; tệp chưa được tải lên."))
