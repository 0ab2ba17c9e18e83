"""Two films that did not go well, so that a trainer's lists show what that looks like."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Collection

from content.models import Upload, Video, VideoJob
from content.upload import store
from content.video.digest import sha256_of
from content.video.errors import Refused
from content.video.probe import probe
from lms.demo.media import FILMS
from people.models import Account

CUT = "cds-ntm-dua-bay-dich-vu-ve-ap.mp4"  # a phone's memory was full half way
SIZE, ARRIVED = 41_284_608, 17_301_504


def leave_unfinished(by: Account, at: datetime) -> None:
    """A film that cannot be converted, with the reason, and one whose upload was broken off."""
    _cut_off(by, at - timedelta(days=1, hours=3))
    upload = Upload.objects.create(
        owner=by, collection=Collection.get_first_root_node(), name="tap-huan-truy-xuat-nguon-goc.mp4", size=SIZE,
        offset=ARRIVED, created_at=at - timedelta(hours=20), expires_at=at + timedelta(days=6, hours=4),
    )  # fmt: skip
    with store.opened(upload.uuid) as file:
        os.truncate(file, ARRIVED)


def _cut_off(by: Account, at: datetime) -> None:
    data = (FILMS / CUT).read_bytes()
    video = Video(title="Buổi tập huấn ở nhà văn hóa ấp 3", type="video", uploaded_by_user=by, duration=0)
    video.file.save("tap-huan-ap-3.mp4", ContentFile(data[: len(data) // 2]), save=False)
    with video.file.open("rb") as file:
        video.sha256 = sha256_of(file)
    video.status, video.reason = Video.Status.FAILED, _why(video)
    video.save()
    VideoJob.objects.create(
        video=video, state=VideoJob.State.FAILED, attempts=1, reason=video.reason, queued_at=at, started_at=at,
        finished_at=at + timedelta(seconds=9),
    )  # fmt: skip


def _why(video: Video) -> str:
    try:
        probe(Path(settings.MEDIA_ROOT) / video.file.name)
    except Refused as refusal:
        return str(refusal)
    raise AssertionError("a film that was cut off must be refused")
