"""A film is promised: permission, size, kind, quotas and room are settled before a line is busy for an hour."""

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtailmedia.permissions import MediaPermissionPolicyChecker

from common.errors import DomainError, Forbidden
from content.models import Upload, Video
from content.upload import room
from content.upload.errors import Malformed
from content.upload.receive import LIFETIME
from people.models import Account

log = logging.getLogger(__name__)
policy = MediaPermissionPolicyChecker().policy
PER_MINUTE = 60  # counted by account: a classroom behind one address is not one sender


@dataclass(frozen=True)
class Promise:
    """What the sender says before sending."""

    size: int
    name: str = ""
    kind: str = ""
    collection: int = 0
    modified: int = 0
    sha256: str = ""


@transaction.atomic
def promise(told: Promise, *, user: Any, at: datetime) -> Upload:
    """Make the row, or raise the refusal."""
    collection = _collection(told.collection, user)
    _slow_down(user, at)
    if told.sha256 and not re.fullmatch("[0-9a-fA-F]{64}", told.sha256):
        raise Malformed(_("Mã kiểm tra SHA-256 không đúng dạng."))
    # Two promises at once would each see the quota without the other.
    owner = Account.objects.select_for_update().get(pk=user.pk)
    Collection.objects.select_for_update().get(pk=collection.pk)
    room.check(size=told.size, kind=told.kind, owner=owner, collection=collection)
    upload = Upload.objects.create(
        owner=owner, collection=collection, name=told.name[-255:] or "video", modified=told.modified,
        size=told.size, sha256=told.sha256.lower(), created_at=at, expires_at=at + LIFETIME,
    )  # fmt: skip
    log.info(
        "upload %s promised by %s: %s bytes into collection %s",
        upload.uuid,
        user.pk,
        told.size,
        collection.pk,
    )
    return upload


def enter(*, video: Video, size: int, at: datetime) -> None:
    """A film that came by a form counts as well; one that was replaced counts with its new size."""
    if video.uploaded_by_user_id:
        Upload.objects.update_or_create(
            video=video,
            defaults={"size": size, "offset": size},
            create_defaults={
                "owner_id": video.uploaded_by_user_id, "collection": video.collection, "state": Upload.State.DONE,
                "name": Path(video.file.name).name, "size": size, "offset": size, "created_at": at, "expires_at": at,
            },
        )  # fmt: skip


def allowed_collections(user: Any) -> Any:
    """Where this person may add videos, in the order of the tree."""
    return policy.collections_user_has_permission_for(user, "add")


def _collection(pk: int, user: Any) -> Collection:
    allowed = allowed_collections(user)
    chosen = allowed.filter(pk=pk).first() if pk else allowed.first()
    if chosen is None:
        raise Forbidden(_("Bạn không có quyền thêm video vào bộ sưu tập này."))
    return chosen


def _slow_down(user: Any, at: datetime) -> None:
    key = f"tai-len:{user.pk}:{at:%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    if int(cache.incr(key)) > PER_MINUTE:
        raise DomainError(
            _("Bạn vừa bắt đầu quá nhiều lần tải lên. Hãy đợi một phút rồi thử lại."), status=429
        )
