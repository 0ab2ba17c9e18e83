"""Outputs go with the last video of their bytes, but never from under a lesson that was published."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from content.models import Rendition, Video
from content.services.video import sweep_outputs
from content.video.manifest import manifest
from content.video.outputs import discard
from courses.services.versions import publish_version

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
SHA = "c" * 64


@pytest.fixture(params=["memory", "disk"])
def video(request: pytest.FixtureRequest, settings, tmp_path) -> Video:
    discard(SHA)  # the memory is shared by all tests of a process
    if request.param == "disk":
        settings.MEDIA_ROOT = tmp_path
        files = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
        settings.STORAGES = settings.STORAGES | files
    for name in ("240p", "poster"):
        path = default_storage.save(f"v/{SHA}/{name}.bin", ContentFile(b"x"))
        Rendition.objects.create(source_sha256=SHA, name=name, path=path, bytes=1)
    default_storage.save(f"v/{SHA}/hls-240p.m4s", ContentFile(b"x"))
    return copy()


def copy() -> Video:
    return Video.objects.create(title="Bài 1", type="video", file="media/a.mp4", sha256=SHA, status="ready")


def left() -> list[str]:
    return default_storage.listdir(f"v/{SHA}")[1] if default_storage.exists(f"v/{SHA}") else []


def test_the_last_video_takes_its_outputs_along(video: Video) -> None:
    twin = copy()
    twin.delete()
    assert sweep_outputs() == 0
    assert len(left()) == 3
    video.delete()
    assert sweep_outputs() == 1
    assert left() == []
    assert not Rendition.objects.exists()


def test_a_published_lesson_keeps_its_film(video: Video) -> None:
    publish_version(kind="video", title="Bài 1", body=[], body_html="", media=manifest(video), at=START)
    video.delete()
    assert sweep_outputs() == 0
    assert len(left()) == 3


def test_the_outputs_of_a_replaced_file_go_too(video: Video) -> None:
    Video.objects.update(sha256="d" * 64)
    assert sweep_outputs() == 1
    assert left() == []
