"""Pages leave packed for browsers that can open them, and mean the same."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from lms.middleware import LightFilesMiddleware, PackedPagesMiddleware

PAGE = ("<p>Chuyển đổi số trong xây dựng nông thôn mới.</p>" * 60).encode()


def answer(response: HttpResponse, accepts: str = "gzip, deflate, br") -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        return response

    return PackedPagesMiddleware(view)(RequestFactory().get("/", headers={"accept-encoding": accepts}))


def test_a_page_is_packed_and_says_so() -> None:
    packed = answer(HttpResponse(PAGE))
    assert gzip.decompress(packed.content) == PAGE
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("<p>ngắn</p>"),
        HttpResponse(PAGE, content_type="application/pdf"),
        HttpResponse(PAGE, headers={"Content-Encoding": "br"}),
    ],
)
def test_what_gains_nothing_or_is_packed_already_stays_as_it_is(response: HttpResponse) -> None:
    before = response.content, response.headers.get("Content-Encoding")
    after = answer(response)
    assert (after.content, after.headers.get("Content-Encoding")) == before


def test_a_stream_is_not_held_back() -> None:
    assert "Content-Encoding" not in answer(StreamingHttpResponse([PAGE])).headers


def test_whoever_cannot_open_it_gets_the_plain_page() -> None:
    plain = answer(HttpResponse(PAGE), accepts="identity")
    assert plain.content == PAGE
    assert plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.django_db
def test_a_real_page_opens_to_the_same_words(client: Client) -> None:
    packed = client.get("/styleguide/", headers={"accept-encoding": "gzip"})
    assert "Lớp Số" in gzip.decompress(packed.content).decode()


@pytest.mark.parametrize("kind", ["image/webp", "font/woff2", "text/css", "video/mp4"])
def test_a_file_leaves_without_what_is_said_to_pages(kind: str) -> None:
    said = {"X-Frame-Options": "DENY", "Referrer-Policy": "x", "X-Content-Type-Options": "nosniff"}
    made = HttpResponse(b"x", content_type=kind, headers=said)
    kept = LightFilesMiddleware(lambda request: made)(HttpRequest()).headers
    assert set(kept) == {"Content-Type", "X-Content-Type-Options"}


def test_a_page_keeps_what_is_said_to_it() -> None:
    made = HttpResponse(PAGE, headers={"X-Frame-Options": "DENY"})
    assert LightFilesMiddleware(lambda request: made)(HttpRequest()).headers["X-Frame-Options"] == "DENY"
