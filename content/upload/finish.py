"""From a whole file to a video: its hash, a look inside, its lasting place, its row; each step may be repeated."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import clean
from content.models import Upload, Video
from content.services.video import register_video
from content.upload import store
from content.upload.errors import Gone, Malformed
from content.upload.receive import LIFETIME, Hold
from content.video.digest import sha256_of
from content.video.errors import Refused
from content.video.outputs import local_storage
from content.video.probe import probe

log = logging.getLogger(__name__)
LEFT_AFTER = timedelta(minutes=10)


@dataclass(frozen=True)
class Finished:
    """`known`: the same bytes were here before, so their conversion is used again."""

    video: Video
    known: bool


def finish(*, upload: Upload, sha256: str, watch: Callable[[], datetime]) -> Finished:
    """Make the video, or say which one was made; a refusal ends the upload and removes its file."""
    if upload.video is not None:
        return Finished(upload.video, _known(upload.video))
    if upload.state != Upload.State.RECEIVING:
        raise Gone(upload.reason or _("Lần tải lên này đã kết thúc. Hãy chọn lại tệp để tải từ đầu."))
    if not upload.whole:
        raise Malformed(_("Tệp chưa được tải lên đủ."))
    hold = Hold(upload, watch)
    hold.take(upload.size)
    try:
        return _store(hold, sha256 or upload.sha256)
    except Refused as refusal:
        _refuse(upload, str(refusal))
        raise
    finally:
        Upload.objects.filter(pk=upload.pk, lease=hold.token).update(lease=None, leased_until=None)


def _store(hold: Hold, claimed: str) -> Finished:
    upload = hold.upload
    place = _place(upload)
    path = _path(upload, place)
    with path.open("rb") as file:
        digest = sha256_of(file)
    if claimed and claimed.lower() != digest:
        raise Refused(
            _("Tệp nhận được khác tệp gốc (sai mã kiểm tra SHA-256). Hãy chọn lại tệp để tải từ đầu.")
        )
    probe(path, full=False)
    hold.record(upload.size)  # hashing took time: still ours
    _move(path, place)
    video = _register(hold, place, digest)
    store.remove(upload.uuid)
    log.info("upload %s: %s bytes became video %s", upload.uuid, upload.size, video.uuid)
    return Finished(video, _known(video))


def _place(upload: Upload) -> str:
    """Told by the upload alone, so that a repeated finish finds what the first one moved."""
    return f"media/{upload.uuid.hex[:12]}-{default_storage.get_valid_name(upload.name)[-80:]}"


def _path(upload: Upload, place: str) -> Path:
    arrived = store.path_of(upload.uuid)
    moved = Path(default_storage.path(place)) if local_storage() else arrived
    found = next((path for path in (arrived, moved) if path.is_file()), None)
    if found is None or found.stat().st_size != upload.size:
        raise Refused(_("Không còn thấy tệp trên máy chủ. Hãy chọn lại tệp để tải từ đầu."))
    return found


def _move(path: Path, place: str) -> None:
    """A rename within the disk; to a bucket it is copied."""
    if not local_storage():
        if default_storage.exists(place):
            default_storage.delete(place)
        with path.open("rb") as file:
            default_storage.save(place, File(file))
        return
    target = Path(default_storage.path(place))
    target.parent.mkdir(parents=True, exist_ok=True)
    if path != target:
        path.rename(target)


@transaction.atomic
def _register(hold: Hold, place: str, digest: str) -> Video:
    upload, at = hold.upload, hold.watch()
    video = Video(
        title=_title(upload.name), type="video", file=place, sha256=digest,
        collection=upload.collection, uploaded_by_user=upload.owner,
    )  # fmt: skip
    video.save()
    register_video(video=video, at=at)
    hold.finish(video)
    return video


def _title(name: str) -> str:
    return clean(Path(name).stem.replace("_", " "))[:255] or _("Video chưa đặt tên")


def _known(video: Video) -> bool:
    return Video.objects.filter(sha256=video.sha256).exclude(pk=video.pk).exists()


def _refuse(upload: Upload, reason: str) -> None:
    """The row tells the trainer; the file is of no use to anybody."""
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.REFUSED, reason=reason[:400])
    store.remove(upload.uuid)
    if local_storage():
        Path(default_storage.path(_place(upload))).unlink(missing_ok=True)
    log.warning("upload %s refused: %s", upload.uuid, reason)


def finish_left(*, watch: Callable[[], datetime]) -> int:
    """Films that are whole although nobody asked for their end: the browser was closed, or the web was killed."""
    quiet = watch() - LEFT_AFTER + LIFETIME  # every piece moved the end of its life
    left = Upload.objects.filter(state=Upload.State.RECEIVING, offset=F("size"), expires_at__lte=quiet)
    for upload in left.select_related("collection", "owner", "video"):
        try:
            finish(upload=upload, sha256="", watch=watch)
        except DomainError as refusal:
            log.warning("upload %s left whole, not finished: %s", upload.uuid, refusal)
    return len(left)
