"""A whole file becomes a video, once, or is refused with a reason; and what nobody came back for is let go."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from common import clock
from content.models import Upload, Video, VideoJob
from content.periodic import sweep_uploads
from content.upload import finish as finishing
from content.upload import store
from tests.content.upload.conftest import Tus, refusal

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/media/video/add/"


@pytest.fixture(autouse=True)
def waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Conversions are another matter."""
    monkeypatch.setattr("content.tasks.nudge", lambda job_id: None)


@pytest.fixture
def on_disk(settings: Any, tmp_path: Path) -> Path:
    """The media as files of this machine, beside the uploads."""
    settings.MEDIA_ROOT = tmp_path / "media-root"
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": files}
    return tmp_path / "media-root"


def sent(tus: Tus, content: bytes, name: str = "Ghi_nhật ký.mp4") -> str:
    place = tus.begin(len(content), name)
    assert tus.send(place, content).status_code == 204
    return place


def test_a_film_becomes_a_video_that_waits_for_its_conversion(tus: Tus, film: Path, upload_dir: Path) -> None:
    content = film.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    place = sent(tus, content)
    told = tus.finish(place, digest).json()
    video = Video.objects.get()
    assert (told["id"], told["title"], told["known"]) == (video.pk, "Ghi nhật ký", False)
    assert (video.sha256, video.status, video.uploaded_by_user) == (digest, "pending", tus.account)
    assert VideoJob.objects.get().state == "queued"
    with video.file.open("rb") as file:
        assert file.read() == content
    assert not list((upload_dir / "arriving").iterdir())
    assert tus.client.get(told["chosen"]).json()["result"]["id"] == video.pk


def test_finishing_twice_makes_one_video(tus: Tus, film: Path) -> None:
    place = sent(tus, film.read_bytes())
    first, second = tus.finish(place).json(), tus.finish(place).json()
    assert first == second
    assert Video.objects.count() == 1


def test_finishing_is_a_rename_and_survives_a_death_right_after_it(
    tus: Tus, film: Path, on_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sent(tus, film.read_bytes())
    upload = Upload.objects.get()
    inode = store.path_of(upload.uuid).stat().st_ino
    with monkeypatch.context() as death:
        death.setattr(finishing, "_register", _die)
        with pytest.raises(KeyboardInterrupt):
            tus.finish(place)
    assert not store.path_of(upload.uuid).exists()
    assert tus.finish(place).status_code == 200
    video = Video.objects.get()
    assert Path(video.file.path).stat().st_ino == inode
    assert Path(video.file.path).is_relative_to(on_disk)


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_bytes_that_are_not_what_was_sent_are_refused_and_removed(
    tus: Tus, film: Path, upload_dir: Path
) -> None:
    place = sent(tus, film.read_bytes())
    answer = tus.finish(place, "0" * 64)
    assert answer.status_code == 422
    assert "SHA-256" in refusal(answer)
    assert not Video.objects.exists()
    assert not list((upload_dir / "arriving").iterdir())
    assert tus.ask("HEAD", place).status_code == 410
    assert "SHA-256" in tus.client.get(ADD).content.decode()  # and its owner still reads why


def test_a_hash_may_be_promised_at_the_beginning(tus: Tus, film: Path) -> None:
    content = film.read_bytes()
    place = tus.begin(len(content), sha256="0" * 64)
    tus.send(place, content)
    assert tus.finish(place).status_code == 422


def test_a_file_that_is_no_film_is_refused_with_its_sentence(tus: Tus) -> None:
    answer = tus.finish(sent(tus, "Đây là văn bản.".encode()))
    assert answer.status_code == 422
    assert "không phải là video" in refusal(answer)
    assert not Video.objects.exists()


def test_half_a_film_is_not_finished(tus: Tus) -> None:
    place = tus.begin(10)
    tus.send(place, b"01234")
    assert tus.finish(place).status_code == 400
    assert tus.stands(place) == 5


def test_bytes_that_are_known_are_said_to_be_known(tus: Tus, other: Tus, film: Path) -> None:
    content = film.read_bytes()
    assert tus.finish(sent(tus, content)).json()["known"] is False
    assert other.finish(sent(other, content)).json()["known"] is True
    assert len(set(Video.objects.values_list("sha256", flat=True))) == 1


def test_a_film_whose_browser_was_closed_after_the_last_byte_is_finished(tus: Tus, film: Path) -> None:
    sent(tus, film.read_bytes())
    sweep_uploads()
    assert not Video.objects.exists()  # its browser may still ask
    Upload.objects.update(expires_at=clock.now() + timedelta(days=6))
    sweep_uploads()
    assert Video.objects.get().uploaded_by_user == tus.account


def test_what_nobody_came_back_for_expires_and_its_owner_is_told(tus: Tus, upload_dir: Path) -> None:
    place = tus.begin(10)
    tus.send(place, b"01234")
    kept = tus.begin(10, "còn.mp4")
    tus.send(kept, b"0")
    Upload.objects.filter(name="Bài 1.mp4").update(expires_at=clock.now() - timedelta(seconds=1))
    sweep_uploads()
    assert len(list((upload_dir / "arriving").iterdir())) == 1
    assert tus.ask("HEAD", place).status_code == 410
    page = tus.client.get(ADD).content.decode()
    assert "Quá 7 ngày không tải tiếp" in page
    assert tus.ask("DELETE", place).status_code == 204
    assert "Quá 7 ngày" not in tus.client.get(ADD).content.decode()


def test_a_file_without_a_row_is_swept_and_old_news_forgotten(tus: Tus, upload_dir: Path) -> None:
    tus.begin(10)
    Upload.objects.update(state="expired", expires_at=clock.now() - timedelta(days=31))
    (upload_dir / "arriving").mkdir(parents=True)
    (upload_dir / "arriving" / "stray").write_bytes(b"x")
    sweep_uploads()
    assert not Upload.objects.exists()
    assert not list((upload_dir / "arriving").iterdir())


def test_a_film_goes_to_a_bucket_by_copying(tus: Tus, film: Path) -> None:
    """The tests' storage has no paths, as a bucket has none."""
    tus.finish(sent(tus, film.read_bytes()))
    assert default_storage.exists(Video.objects.get().file.name)
