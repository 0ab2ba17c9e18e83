"""A phone plays from any second without loading the whole file; private folders are not there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

HASH = "a" * 64
FILM = f"/media/v/{HASH}/240.mp4"
CONTENT = bytes(range(256)) * 4


@pytest.fixture(autouse=True)
def stored() -> None:
    for path in (
        f"v/{HASH}/240.mp4",
        "v/.doing/x/out/240.mp4",
        "media/goc.mp4",
        "rosters/a.jpg",
        "images/a.jpg",
    ):
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(CONTENT))


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_whole_file_may_be_kept_for_ever(client: Client) -> None:
    answer = client.get(FILM)
    assert answer.status_code == 200
    assert body(answer) == CONTENT
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, 1023),
        ("bytes=-24", 1000, 1023),
        ("bytes=1000-9999", 1000, 1023),
        ("bytes=-5000", 0, 1023),
        ("bytes=0-0", 0, 0),
    ],
)
def test_a_part_is_answered_with_206(client: Client, asked: str, first: int, last: int) -> None:
    answer = client.get(FILM, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/1024"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert body(answer) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_part_out_of_reach_is_416(client: Client, asked: str) -> None:
    answer = client.get(FILM, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */1024"


@pytest.mark.parametrize("asked", ["bytes=9-2", "bytes=-", "bytes=a-b", "pages=1-2", "bytes=0-1,4-5"])
def test_what_is_not_understood_gets_the_whole_file(client: Client, asked: str) -> None:
    assert client.get(FILM, headers={"Range": asked}).status_code == 200


def test_the_rest_of_a_large_file_comes_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("content.serving.MOST_OF_THE_REST", 100)
    answer = client.get(FILM, headers={"Range": "bytes=0-"})
    assert answer.headers["Content-Range"] == "bytes 0-99/1024"
    assert client.get(FILM, headers={"Range": "bytes=0-1023"}).headers["Content-Range"] == "bytes 0-1023/1024"


def test_head_says_the_same_without_the_bytes(client: Client) -> None:
    answer = client.head(FILM, headers={"Range": "bytes=0-99"})
    assert (answer.status_code, answer.headers["Content-Length"], body(answer)) == (206, "100", b"")
    assert client.head(FILM).headers["Content-Length"] == "1024"


def test_conditions_are_honoured(client: Client) -> None:
    tag = client.get(FILM).headers["ETag"]
    assert client.get(FILM, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(FILM, headers={"If-None-Match": f'"other", W/{tag}'}).status_code == 304
    assert client.get(FILM, headers={"Range": "bytes=0-9", "If-Range": tag}).status_code == 206
    assert client.get(FILM, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "media/goc.mp4",
        "rosters/a.jpg",
        "v/.doing/x/out/240.mp4",
        "v/../media/goc.mp4",
        "v/%2e%2e/media/goc.mp4",
        "v//etc/passwd",
        "v",
        f"v/{HASH}/",
        f"v/{HASH}/none.mp4",
        "images/..%5c..%5csecret.jpg",
        "v/x/240.exe",
        "lopso.sqlite3",
        "images/a.jpg/b.jpg",
    ],
)
def test_everything_else_is_not_there(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_nothing_can_be_written(client: Client) -> None:
    assert client.post(FILM).status_code == 405


def test_no_query_and_no_session_is_spent(client: Client) -> None:
    # No database mark: a query would fail this test.
    assert "Set-Cookie" not in client.get(FILM).headers


def test_nginx_sends_the_file_where_it_is_in_front(client: Client, settings) -> None:
    settings.MEDIA_ACCEL = "/protected/"
    answer = client.get(FILM, headers={"Range": "bytes=0-9"})
    assert answer.headers["X-Accel-Redirect"] == f"/protected/v/{HASH}/240.mp4"
    assert client.get("/media/media/goc.mp4").status_code == 404


def test_a_range_of_thousands_of_digits_is_not_understood(client: Client) -> None:
    answer = client.get(FILM, headers={"Range": f"bytes={'9' * 5000}-"})

    assert (answer.status_code, body(answer)) == (200, CONTENT)
