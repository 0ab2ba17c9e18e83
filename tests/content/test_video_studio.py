"""A trainer uploads a video, sees at once what is wrong with it or how far it is, and can try again."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from content.models import Video, VideoJob
from content.services.groups import ensure_groups
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/media/video/add/"
START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def trainer() -> Client:
    account = AccountFactory(username="giangvien-thu")
    account.groups.add(ensure_groups())
    client = Client()
    client.force_login(account)
    return client


def posted(content: bytes, **more: object) -> dict[str, object]:
    return {
        "title": "Bài 1",
        "file": SimpleUploadedFile("bai-1.mp4", content, "video/mp4"),
        "tags": "",
        "collection": "1",
    } | more


def page_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def stored() -> list[str]:
    return default_storage.listdir("media")[1] if default_storage.exists("media") else []


def test_an_upload_is_stored_and_its_conversion_asked_for(trainer: Client, film: Path) -> None:
    answer = trainer.post(ADD, posted(film.read_bytes()))
    assert answer.status_code == 302
    job = VideoJob.objects.get()
    assert (job.state, job.video.title, job.video.status) == ("queued", "Bài 1", "pending")
    assert len(job.video.sha256) == 64
    assert "Đang chờ đến lượt" in page_of(trainer.get("/quan-tri/media/"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Đây là văn bản.".encode(), "không phải là video"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(2000), "bị hỏng"),
    ],
)
def test_a_bad_file_gets_its_sentence_at_once_and_nothing_is_stored(
    trainer: Client, content: bytes, sentence: str
) -> None:
    before = stored()
    assert sentence in page_of(trainer.post(ADD, posted(content)))
    assert not Video.objects.exists()
    assert stored() == before


def test_an_empty_file_and_a_file_too_large_are_refused(trainer: Client, film: Path, settings) -> None:
    assert "trống" in page_of(trainer.post(ADD, posted(b""))).lower()
    settings.VIDEO_MAX_BYTES = 1000
    assert "quá lớn" in page_of(trainer.post(ADD, posted(film.read_bytes())))
    assert not Video.objects.exists()


def test_an_upload_for_which_the_disk_has_no_room_is_refused(
    trainer: Client, film: Path, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path / "not-made-yet"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    monkeypatch.setattr("content.video.outputs.SPARE_BYTES", 10**18)
    assert "hết chỗ" in page_of(trainer.post(ADD, posted(film.read_bytes())))
    assert not (tmp_path / "not-made-yet").exists()


def test_captions_are_checked_and_named_after_their_content(trainer: Client, film: Path) -> None:
    srt = SimpleUploadedFile("a.vtt", "1\n00:00:01,000 --> 00:00:02,000\nXin chào".encode())
    assert "phải bắt đầu bằng WEBVTT" in page_of(trainer.post(ADD, posted(film.read_bytes(), captions=srt)))
    vtt = SimpleUploadedFile("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nXin chào bà con".encode())
    assert trainer.post(ADD, posted(film.read_bytes(), captions=vtt)).status_code == 302
    name = Video.objects.get().captions.name
    assert name.startswith("captions/")
    assert len(name) > 64


def video(status: str, **job: object) -> Video:
    made = Video.objects.create(
        title="Bài 2", type="video", file="media/bai-2.mp4", sha256="b" * 64, status=status
    )
    VideoJob.objects.create(video=made, queued_at=START, **job)
    return made


RUNNING = {"state": "running", "lease": "00000000-0000-4000-8000-000000000000", "leased_until": START}


def test_progress_is_shown_while_it_converts(trainer: Client) -> None:
    running = video("working", stage="convert", percent=48, **RUNNING)
    page = page_of(trainer.get(f"/quan-tri/media/edit/{running.pk}/"))
    assert "Đang chuyển đổi" in page
    assert '<progress value="48"' in page
    answer = json.loads(trainer.get(f"/quan-tri/video/{running.uuid}/trang-thai/").content)
    assert (answer["percent"], answer["stage"], answer["settled"]) == (48, "Đang chuyển đổi", False)
    assert "48\u00a0%" in answer["html"]


def test_a_failed_conversion_says_why_and_can_be_tried_again(trainer: Client) -> None:
    failed = video("failed", state="failed", attempts=3)
    Video.objects.update(reason="Máy chủ hết chỗ lưu trữ.")
    page = page_of(trainer.get(f"/quan-tri/media/edit/{failed.pk}/"))
    assert "Máy chủ hết chỗ lưu trữ." in page
    assert "Thử lại" in page
    again = f"/quan-tri/video/{failed.uuid}/thu-lai/"
    assert trainer.get(again).status_code == 405
    assert trainer.post(again).status_code == 302
    assert VideoJob.objects.get().state == "queued"
    assert "không có gì để thử lại" in page_of(trainer.post(again, follow=True))


def test_all_conversions_are_rows_with_their_progress(trainer: Client) -> None:
    video("working", stage="convert", percent=30, **RUNNING)
    video("failed", state="failed")
    assert page_of(trainer.get("/quan-tri/video/")).count("studio-video") > 2
    assert page_of(trainer.get("/quan-tri/video/?tinh-trang=failed")).count("data-video-state") == 1


def test_the_list_of_videos_costs_the_same_however_many_convert(
    trainer: Client, django_assert_max_num_queries
) -> None:
    for _ in range(15):
        video("ready", state="done")
    with django_assert_max_num_queries(25):
        trainer.get("/quan-tri/video/")


def test_others_do_not_see_a_video(trainer: Client) -> None:
    one = video("failed", state="failed")
    stranger = Client()
    assert stranger.get(f"/quan-tri/video/{one.uuid}/trang-thai/").status_code == 302
    account = AccountFactory()
    stranger.force_login(account)
    assert stranger.get(f"/quan-tri/video/{one.uuid}/trang-thai/").status_code in (302, 403, 404)
    assert stranger.post(f"/quan-tri/video/{one.uuid}/thu-lai/").status_code in (302, 403, 404)
    assert VideoJob.objects.get().state == "failed"


def test_without_a_script_the_page_offers_to_look_again(trainer: Client) -> None:
    video("working", stage="convert", percent=30, **RUNNING)
    assert "<noscript>" in page_of(trainer.get("/quan-tri/media/"))


def test_a_video_can_be_chosen_for_a_lesson(trainer: Client) -> None:
    video("ready", state="done")
    answer = trainer.get("/quan-tri/media/chooser/video/")
    assert "Bài 2" in json.loads(answer.content)["html"]
