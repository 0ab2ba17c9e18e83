"""Before a line is busy for an hour: who may send, how large, of what kind, how much already, how much room."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Collection

from content.models import Upload, Video
from tests.content.upload.conftest import ROOT, Tus, refusal, tus_of
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
GB = 1000**3


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that does not depend on the machine of the test."""
    monkeypatch.setattr("content.upload.room.free_bytes", lambda folder: 1000 * GB)


def test_strangers_and_people_without_the_studio_are_turned_away(tus: Tus) -> None:
    place = tus.begin(10)
    for client in (Client(), tus_of(AccountFactory()).client):
        headers = {"Tus-Resumable": "1.0.0", "X-Requested-With": "XMLHttpRequest"}
        assert client.post(ROOT, headers=headers | {"Upload-Length": "5"}).status_code == 403
        assert client.head(place, headers=headers).status_code == 403
        assert client.post(f"{place}xong/").status_code == 302
    assert Upload.objects.count() == 1


def test_another_trainers_upload_is_not_there(tus: Tus, other: Tus) -> None:
    place = tus.begin(10)
    assert other.ask("HEAD", place).status_code == 404
    assert other.send(place, b"01234").status_code == 404
    assert other.ask("DELETE", place).status_code == 404
    assert other.finish(place).status_code == 404
    assert tus.stands(place) == 0


def test_without_the_right_csrf_token_nothing_is_taken(tus: Tus) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(tus.account)
    answer = strict.post(ROOT, headers={"Tus-Resumable": "1.0.0", "Upload-Length": "5"})
    assert answer.status_code == 403
    assert not Upload.objects.exists()


def test_a_collection_that_is_not_theirs_is_refused(tus: Tus) -> None:
    theirs = Collection.get_first_root_node().add_child(name="Sở Nội vụ")
    group = tus.account.groups.get()
    group.collection_permissions.all().delete()
    answer = tus.promise(5, collection=theirs.pk)
    assert answer.status_code == 403
    assert "bộ sưu tập" in refusal(answer)
    assert not Upload.objects.exists()


def test_the_chosen_collection_is_kept(tus: Tus) -> None:
    shelf = Collection.get_first_root_node().add_child(name="Sở Nội vụ")
    tus.begin(5, collection=shelf.pk)
    assert Upload.objects.get().collection == shelf


@pytest.mark.parametrize(
    ("size", "kind", "status", "words"),
    [
        (4 * 1024**3 + 1, "video/mp4", 413, "quá lớn"),
        (0, "video/mp4", 422, "trống"),
        (5, "application/pdf", 415, "không phải là video"),
        (5, "image/png", 415, "không phải là video"),
    ],
)
def test_size_and_kind_are_looked_at_first(tus: Tus, size: int, kind: str, status: int, words: str) -> None:
    answer = tus.promise(size, filetype=kind)
    assert answer.status_code == status
    assert words in refusal(answer)
    assert answer["Tus-Resumable"] == "1.0.0"
    assert not Upload.objects.exists()


def test_a_kind_that_the_browser_does_not_know_may_come(tus: Tus) -> None:
    for kind in ("", "video/x-matroska", "application/octet-stream"):
        assert tus.promise(5, filetype=kind).status_code == 201


def test_the_quota_of_a_person_counts_what_is_sent_and_what_is_there(
    tus: Tus, other: Tus, settings: Any
) -> None:
    settings.UPLOAD_PERSON_GB = 3
    tus.begin(2 * GB)
    refused = tus.promise(2 * GB)
    assert refused.status_code == 413
    assert "mỗi người" in refusal(refused)
    assert other.promise(2 * GB).status_code == 201
    film = Video.objects.create(title="Cũ", type="video", file="media/cu.mp4")
    Upload.objects.filter(owner=tus.account).update(state="done", video=film, offset=2 * GB)
    assert tus.promise(2 * GB).status_code == 413
    film.delete()  # what is deleted no longer counts
    assert tus.promise(2 * GB).status_code == 201


def test_the_quota_of_a_collection_counts_everybody(tus: Tus, other: Tus, settings: Any) -> None:
    settings.UPLOAD_COLLECTION_GB = 3
    tus.begin(2 * GB)
    refused = other.promise(2 * GB)
    assert refused.status_code == 413
    assert "Bộ sưu tập này" in refusal(refused)
    settings.UPLOAD_COLLECTION_GB = 0
    assert other.promise(2 * GB).status_code == 201


def test_the_disk_must_hold_what_others_were_promised_as_well(
    tus: Tus, other: Tus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.upload.room.free_bytes", lambda folder: 5 * GB)
    other.begin(2 * GB)
    refused = tus.promise(2 * GB)
    assert refused.status_code == 507
    assert "không đủ chỗ" in refusal(refused)
    assert tus.promise(1 * GB).status_code == 201


def test_one_account_begins_at_most_sixty_in_a_minute(
    tus: Tus, other: Tus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("content.upload.promise.PER_MINUTE", 2)
    at = datetime(2026, 11, 26, 1, 0, 30, tzinfo=UTC)
    monkeypatch.setattr("content.studio_upload.clock.now", lambda: at)
    assert [tus.promise(5).status_code for _ in range(3)] == [201, 201, 429]
    assert other.promise(5).status_code == 201  # a classroom behind one address is not one sender
