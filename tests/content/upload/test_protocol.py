"""The tus 1.0.0 addresses answer as the protocol says, each refusal with its status and a sentence."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from common import clock
from content.models import Upload
from content.upload.protocol import UnreadableError, read_metadata, read_number, write_metadata
from tests.content.upload.conftest import ROOT, Tus, refusal

pytestmark = pytest.mark.django_db


def test_the_server_says_what_it_speaks(tus: Tus) -> None:
    answer = tus.ask("OPTIONS", Tus_Resumable="")
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,creation-with-upload,expiration,termination"
    assert int(answer["Tus-Max-Size"]) == 4 * 1024**3


def test_another_version_is_refused_before_anything_else(tus: Tus) -> None:
    answer = tus.ask("POST", Tus_Resumable="0.2.2", Upload_Length=10)
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert not Upload.objects.exists()


def test_a_film_arrives_in_pieces(tus: Tus, upload_dir: Path) -> None:
    place = tus.begin(10, modified=1700000000000)
    first = tus.send(place, b"01234")
    assert (first.status_code, first["Upload-Offset"]) == (204, "5")
    assert first["Tus-Resumable"] == "1.0.0"
    assert first["Upload-Expires"].endswith("GMT")
    head = tus.ask("HEAD", place)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("5", "10")
    assert "no-store" in head["Cache-Control"]
    assert read_metadata(head["Upload-Metadata"])["filename"] == "Bài 1.mp4"
    assert tus.send(place, b"56789", 5)["Upload-Offset"] == "10"
    upload = Upload.objects.get()
    assert (upload.whole, upload.lease) == (True, None)
    assert (upload_dir / "arriving" / str(upload.uuid)).read_bytes() == b"0123456789"


def test_the_first_piece_may_come_with_the_promise(tus: Tus) -> None:
    kind = "application/offset+octet-stream"
    answer = tus.ask("POST", ROOT, b"0123", content_type=kind, Upload_Length=10)
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "4")


def test_a_piece_for_another_place_is_refused(tus: Tus) -> None:
    place = tus.begin(10)
    tus.send(place, b"01234")
    assert tus.send(place, b"01234", 0).status_code == 409
    assert tus.send(place, b"9", 9).status_code == 409
    assert tus.stands(place) == 5


def test_two_requests_do_not_write_at_once_and_a_dead_one_gives_way(tus: Tus) -> None:
    place = tus.begin(10)
    now = clock.now()
    Upload.objects.update(lease=uuid4(), leased_until=now + timedelta(seconds=10))
    refused = tus.send(place, b"01234")
    assert refused.status_code == 423
    assert "cửa sổ khác" in refusal(refused)
    assert tus.stands(place) == 0
    Upload.objects.update(leased_until=now - timedelta(seconds=1))
    assert tus.send(place, b"01234").status_code == 204


def test_more_than_was_promised_is_refused_and_not_kept(tus: Tus) -> None:
    place = tus.begin(4)
    assert tus.send(place, b"01234").status_code == 413
    assert tus.stands(place) == 0


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("POST", {}, 400),
        ("POST", {"Upload_Length": "-1"}, 400),
        ("POST", {"Upload_Defer_Length": "1"}, 400),
        ("POST", {"Upload_Length": 5, "Upload_Metadata": "filename ***"}, 400),
        ("POST", {"Upload_Length": 5, "Upload_Metadata": "sha256 YWJj"}, 400),
        ("GET", {}, 405),
        ("PUT", {}, 405),
    ],
)
def test_what_no_client_sends_is_refused(tus: Tus, method: str, headers: dict, status: int) -> None:
    assert tus.ask(method, **headers).status_code == status
    assert not Upload.objects.exists()


def test_a_piece_says_its_kind_and_its_place(tus: Tus) -> None:
    place = tus.begin(5)
    assert tus.send(place, b"01234", content_type="video/mp4").status_code == 415
    assert tus.send(place, b"01234", "x").status_code == 400  # type: ignore[arg-type]
    assert tus.ask("GET", place).status_code == 405
    assert tus.ask("OPTIONS", place).status_code == 204
    assert tus.stands(place) == 0


def test_a_firewall_that_knows_no_patch_is_gone_round(tus: Tus) -> None:
    place = tus.begin(5)
    kind = "application/offset+octet-stream"
    sent = {"X_HTTP_Method_Override": "PATCH", "Upload_Offset": 0}
    assert tus.ask("POST", place, b"01234", content_type=kind, **sent).status_code == 204
    assert tus.stands(place) == 5


def test_a_film_that_was_thrown_away_is_gone_with_its_bytes(tus: Tus, upload_dir: Path) -> None:
    place = tus.begin(10)
    tus.send(place, b"01234")
    assert tus.ask("DELETE", place).status_code == 204
    assert tus.ask("HEAD", place).status_code == 404
    assert not list((upload_dir / "arriving").iterdir())


def test_an_unknown_film_and_one_that_expired_are_told_apart(tus: Tus) -> None:
    assert tus.ask("HEAD", f"{ROOT}{uuid4()}/").status_code == 404
    place = tus.begin(10)
    Upload.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert tus.ask("HEAD", place).status_code == 410
    assert tus.send(place, b"01234").status_code == 410


def test_metadata_is_read_strictly() -> None:
    assert read_metadata("") == {}
    assert read_metadata("is_confidential,filename QsOgaSAx") == {"is_confidential": "", "filename": "Bài 1"}
    assert read_metadata(write_metadata({"a": "Đồng Nai", "b": ""})) == {"a": "Đồng Nai", "b": ""}
    for wrong in ("a ?", "a YQ== YQ==", "a YQ==,a YQ==", ",", "a /w=="):
        with pytest.raises(UnreadableError):
            read_metadata(wrong)
    for wrong in ("", "-1", "1.5", "١", " 1", "9" * 20):
        with pytest.raises(UnreadableError):
            read_number(wrong)
