"""A conversion can be stopped by who may change the video, leaves nothing behind, and can be started again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files import File
from django.test import Client

from common.errors import Conflict
from content.models import Rendition, Video, VideoJob
from content.services.video import cancel, register_video, retry
from content.video import job, lease
from tests.factories.people import AccountFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)


def watch() -> datetime:
    return START


@pytest.fixture
def made(film: Path) -> VideoJob:
    video = Video(title="Bài 1", type="video")
    with film.open("rb") as file:
        video.file.save("bai-1.mp4", File(file))
    return register_video(video=video, at=START)


def test_a_worker_stops_at_its_next_beat_and_leaves_no_trace(
    made: VideoJob, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video, someone, say = made.video, AccountFactory(), lease.Lease.say

    def say_after_cancelling(self: lease.Lease, stage: str, percent: int) -> None:
        if stage == "convert" and VideoJob.objects.get().state == "running":
            cancel(video=video, by=someone, at=START)
        say(self, stage, percent)

    monkeypatch.setattr(lease.Lease, "say", say_after_cancelling)
    assert job.run(made.pk, watch)
    made.refresh_from_db()
    video.refresh_from_db()
    assert (made.state, made.cancelled_by, made.finished_at, video.status) == (
        "cancelled", someone, START, "cancelled",
    )  # fmt: skip
    assert not Rendition.objects.exists()
    assert video.file.storage.exists(video.file.name)
    assert not job.run(made.pk, watch)  # a message still under way finds nothing to do
    monkeypatch.undo()
    again = retry(video=video, at=START)
    assert (again.state, again.cancelled_by) == ("queued", None)
    assert job.run(again.pk, watch)
    assert Video.objects.get().status == "ready"


def test_cancelling_the_rest_keeps_the_film_shown(made: VideoJob) -> None:
    job.run(made.pk, watch)
    video = Video.objects.get()
    cancel(video=video, by=AccountFactory(), at=START)
    assert Video.objects.get().status == "ready"
    assert video.jobs.get(plan="rest").state == "cancelled"
    with pytest.raises(Conflict):
        cancel(video=video, by=AccountFactory(), at=START)
    assert retry(video=video, at=START).plan == "rest"


def test_the_rest_that_fails_says_so_and_the_film_stays_shown(
    made: VideoJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run(made.pk, watch)
    monkeypatch.setattr("content.video.making.SPARE_BYTES", 10**18)
    video = Video.objects.get()
    job.run(video.jobs.get(plan="rest").pk, watch)
    rest = video.jobs.get(plan="rest")
    assert (rest.state, Video.objects.get().status) == ("failed", "ready")
    assert "hết chỗ" in rest.reason


def test_the_studio_offers_to_stop_and_to_start_again(made: VideoJob, client: Client) -> None:
    client.force_login(AccountFactory(is_superuser=True))
    page, address = f"/quan-tri/media/edit/{made.video.pk}/", f"/quan-tri/video/{made.video.uuid}"
    assert "Hủy chuyển đổi" in client.get(page).content.decode()
    assert client.get(f"{address}/huy/").status_code == 405
    stopped = client.post(f"{address}/huy/", follow=True).content.decode()
    assert "Đã hủy chuyển đổi" in stopped
    assert "Chuyển đổi lại" in stopped
    assert client.get(f"{address}/trang-thai/").json()["settled"]
    client.post(f"{address}/thu-lai/")
    assert VideoJob.objects.get().state == "queued"


def test_the_progress_of_the_rest_is_shown_on_a_ready_film(made: VideoJob, client: Client) -> None:
    client.force_login(AccountFactory(is_superuser=True))
    Video.objects.update(status="ready")
    VideoJob.objects.create(
        video=made.video, plan="rest", queued_at=START, state="running", stage="convert", percent=37,
        lease="00000000-0000-4000-8000-000000000000", leased_until=START,
    )  # fmt: skip
    answer = client.get(f"/quan-tri/video/{made.video.uuid}/trang-thai/?nut").json()
    assert not answer["settled"]
    assert "37\u00a0%" in answer["html"]
    assert "Hủy chuyển đổi" in answer["html"]
    assert "Hủy chuyển đổi" not in client.get(f"/quan-tri/video/{made.video.uuid}/trang-thai/").json()["html"]
