"""A film for members opens by an address of a few hours and by nothing else; public films stay as they are."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common.members_films import all_signed, is_for_members, mark_for_members, path_of, signed
from content.models import Video
from content.readiness import why_not
from content.services.groups import ensure_groups
from courses.films import openable
from tests.factories import AccountFactory
from tests.factories.pages import course_page, lesson_page, publish, tutorial_page, video

AT = datetime(2026, 11, 26, 8, 20, tzinfo=UTC)
ADD = "/quan-tri/media/video/add/"
CLOSED, OPEN = "c" * 64, "d" * 64
FILES = ("240.mp4", "360.mp4", "hls/master.m3u8", "hls/240p.m4s")


@pytest.fixture(autouse=True)
def stored() -> None:
    for folder in (CLOSED, OPEN):
        for name in FILES:
            if not default_storage.exists(f"v/{folder}/{name}"):
                default_storage.save(f"v/{folder}/{name}", ContentFile(bytes(1024)))
    mark_for_members(f"v/{CLOSED}/", members_only=True)


def address(name: str = "240.mp4", folder: str = CLOSED) -> str:
    return signed(f"/media/v/{folder}/{name}", at=AT)


def test_a_signed_address_serves_parts_for_some_hours(client: Client) -> None:
    with time_machine.travel(AT, tick=False):
        answer = client.get(address(), headers={"Range": "bytes=0-99"})
        assert (answer.status_code, answer.headers["Content-Range"]) == (206, "bytes 0-99/1024")
        assert answer.headers["Cache-Control"] == "private, max-age=16800"  # until 13:00
        assert client.get(address(), headers={"Range": "bytes=5000-"}).status_code == 416
    with time_machine.travel(AT + timedelta(hours=4), tick=False):
        assert client.get(address()).status_code == 200
    with time_machine.travel(AT + timedelta(hours=5), tick=False):
        late = client.get(address())
        assert late.status_code == 403
        assert "hết hạn" in late.content.decode()
        assert late.headers["Cache-Control"] == "no-store"


def test_pieces_named_by_a_playlist_open_with_the_playlists_signature(client: Client) -> None:
    playlist = address("hls/master.m3u8")
    with time_machine.travel(AT, tick=False):
        assert client.get(playlist).status_code == 200
        assert client.get(playlist.replace("master.m3u8", "240p.m4s")).status_code == 200


@pytest.mark.parametrize(
    "forged",
    [
        f"/media/v/{CLOSED}/240.mp4",
        address().replace(CLOSED, "e" * 64),
        address(folder=OPEN).replace(OPEN, CLOSED),
        address()[:-1] + "5",
        address().replace("ky/1", "ky/9"),
        f"/media/ky/0-{'0' * 32}/v/{CLOSED}/240.mp4",
        f"/media/ky/x/v/{CLOSED}/240.mp4",
        f"/media/ky/99999999999999-{'0' * 32}/v/{CLOSED}/240.mp4",
    ],
)
def test_other_addresses_do_not_open_it(client: Client, forged: str) -> None:
    with time_machine.travel(AT, tick=False):
        answer = client.get(forged)
    assert answer.status_code in (403, 404)
    if answer.status_code == 403:
        assert "bài học" in answer.content.decode()


def test_a_signature_opens_no_private_folder(client: Client) -> None:
    default_storage.save("rosters/b.jpg", ContentFile(b"x"))
    with time_machine.travel(AT, tick=False):
        token = address().split("/ky/")[1].split("/")[0]
        assert client.get(f"/media/ky/{token}/rosters/b.jpg").status_code == 404
        assert client.get(f"/media/ky/{token}/v/{CLOSED}/../../rosters/b.jpg").status_code == 404


def test_a_public_film_keeps_its_address_for_ever(client: Client) -> None:
    answer = client.get(f"/media/v/{OPEN}/240.mp4")
    assert answer.status_code == 200
    assert "public" in answer.headers["Cache-Control"]
    media = {"outputs": [{"name": "240p", "url": f"/media/v/{OPEN}/240.mp4", "height": 240}]}
    assert openable(media, at=AT) is media


def test_every_address_of_a_description_is_signed_and_no_other_text() -> None:
    media = {
        "title": "Bài 1",
        "poster": f"/media/v/{CLOSED}/poster.jpg",
        "outputs": [{"name": "240p", "url": f"/media/v/{CLOSED}/240.mp4", "bytes": 5}],
        "tracks": [{"lang": "vi", "url": "/media/captions/a.vtt"}],
    }
    opened = all_signed(media, at=AT)
    assert opened["title"] == "Bài 1"
    assert "/ky/" in opened["poster"]
    assert "/ky/" in opened["tracks"][0]["url"]
    assert path_of(opened["outputs"][0]["url"]) == f"v/{CLOSED}/240.mp4"
    assert opened == all_signed(media, at=AT + timedelta(minutes=39))  # kept by the browser within the hour
    assert signed("https://cdn.example/media/p/x-360.webp", at=AT) == "https://cdn.example/media/p/x-360.webp"


def test_nginx_and_the_bucket_send_what_the_application_opened(client: Client, settings, monkeypatch) -> None:
    with time_machine.travel(AT, tick=False):
        settings.MEDIA_ACCEL = "/protected/"
        answer = client.get(address())
        assert answer.headers["X-Accel-Redirect"] == f"/protected/v/{CLOSED}/240.mp4"
        settings.S3_PRESIGNED = True

        class Bucket:
            def url(self, path: str, expire: int) -> str:
                return f"https://s3.example/{path}?X-Amz-Expires={expire}"

        monkeypatch.setattr("content.serving.storages", {"private": Bucket()})
        answer = client.get(address())
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"https://s3.example/v/{CLOSED}/240.mp4?X-Amz-Expires=14400"
        assert client.get(f"/media/v/{CLOSED}/240.mp4").status_code == 403
        settings.MEDIA_ACCEL = ""
        assert client.get(address("hls/master.m3u8")).status_code == 200  # its pieces are named from here


@pytest.fixture
def trainer() -> Client:
    account = AccountFactory(username="giangvien-thu")
    account.groups.add(ensure_groups())
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.django_db
def test_the_trainer_closes_a_film_with_its_subtitles_and_opens_it_again(trainer: Client, film: Path) -> None:
    subtitles = SimpleUploadedFile("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nXin chao\n")
    upload = SimpleUploadedFile("bai.mp4", film.read_bytes(), "video/mp4")
    posted = {
        "title": "Bài 1",
        "file": upload,
        "tags": "",
        "collection": "1",
        "captions": subtitles,
        "members_only": "on",
    }
    assert trainer.post(ADD, posted).status_code == 302
    stored = Video.objects.get()
    assert is_for_members(f"v/{stored.sha256}/240.mp4")
    assert is_for_members(stored.captions.name)
    assert "Chỉ người đã đăng nhập" in trainer.get("/quan-tri/media/").content.decode()
    edit = f"/quan-tri/media/edit/{stored.pk}/"
    assert f"/captions/{Path(stored.captions.name).name}" in trainer.get(edit).content.decode()
    assert trainer.post(edit, {"title": "Bài 1", "tags": "", "collection": "1"}).status_code == 302
    assert not is_for_members(f"v/{stored.sha256}/240.mp4")
    assert not is_for_members(stored.captions.name)


@pytest.mark.django_db
def test_a_film_of_a_villagers_tutorial_cannot_be_closed(trainer: Client) -> None:
    shown = video()
    publish(tutorial_page(video=shown))
    answer = trainer.post(
        f"/quan-tri/media/edit/{shown.pk}/",
        {"title": "x", "tags": "", "collection": "1", "members_only": "on"},
    )
    assert "đang công khai ở" in answer.content.decode()


@pytest.mark.django_db
def test_a_closed_film_cannot_become_a_villagers_tutorial_and_a_lesson_signs_it() -> None:
    closed = video()
    closed.members_only = True
    closed.save()
    assert "chỉ dành cho người đã đăng nhập" in why_not(tutorial_page(video=closed))
    lesson = publish(lesson_page(course_page(), body=[("video", {"video": closed, "title": ""})]))
    media = lesson.activity.versions.get().media
    assert "/ky/" not in str(media)  # what is frozen never runs out
    assert "/ky/" in openable(media, at=AT)["outputs"][0]["url"]
