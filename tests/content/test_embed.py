"""A tutorial in another site's frame: the only page that may be framed, a few kilobytes, and it keeps nothing."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

from tests.factories.pages import picture, publish, tutorial_page, video

pytestmark = pytest.mark.django_db
FRAME = "/huong-dan/xem-ho-so-da-xong-chua/nhung/"
CODE = "/huong-dan/xem-ho-so-da-xong-chua/ma-nhung/"
KB = 1024


@pytest.fixture(autouse=True)
def tutorial() -> Any:
    return publish(tutorial_page(video=video(), image=picture()))


def test_any_site_may_frame_it_and_no_other_page(client: Client) -> None:
    frame, tutorial = client.get(FRAME), client.get("/huong-dan/xem-ho-so-da-xong-chua/")

    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "script-src 'none'" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert "frame-ancestors 'self'" in tutorial["Content-Security-Policy"]
    assert tutorial["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.usefixtures("remembering")
def test_a_kept_frame_is_still_framed_and_a_kept_page_is_not(client: Client) -> None:
    for _time in range(2):
        frame, page = client.get(FRAME), client.get("/")

    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_a_province_may_name_the_portals(client: Client, settings: Any) -> None:
    settings.EMBED_ANCESTORS = "https://*.dongnai.gov.vn"

    assert "frame-ancestors https://*.dongnai.gov.vn" in client.get(FRAME)["Content-Security-Policy"]


def test_it_is_tiny_and_sets_nothing(client: Client) -> None:
    answer = client.get(FRAME)
    style = Path(project.BASE_DIR) / "lms/static/css/embed.css"

    assert len(answer.content) + style.stat().st_size <= 4 * KB
    assert not answer.cookies
    assert not re.findall(r"<(?:script|form|style)|style=", answer.content.decode())


def test_it_says_the_cost_and_leads_on_in_a_window_of_its_own(client: Client) -> None:
    html = client.get(FRAME).content.decode().replace("\u00a0", " ")

    assert "2 phút · 0,9 MB" in html
    assert 'preload="none"' in html
    assert html.count('target="_blank" rel="noopener"') == html.count("<a ")


def test_the_code_to_copy_is_escaped_once_and_works(client: Client, settings: Any, tutorial: Any) -> None:
    settings.SITE_ADDRESS = "https://lopso.dongnai.gov.vn"
    tutorial.title = 'Bài "mới" <hay>'
    publish(tutorial)
    html = client.get(CODE).content.decode()
    shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)

    assert shown
    assert f"src=&quot;https://lopso.dongnai.gov.vn{FRAME}&quot;" in shown[1]
    assert "<hay>" not in html


def test_the_page_for_passing_on_tells_of_the_code(client: Client) -> None:
    assert CODE in client.get("/huong-dan/xem-ho-so-da-xong-chua/gui/").content.decode()


@pytest.mark.parametrize("address", ["/huong-dan/khong-co/nhung/", "/huong-dan/khong-co/ma-nhung/"])
def test_what_is_not_public_is_not_framed(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_portal_that_still_frames_a_withdrawn_tutorial_shows_no_hole(client: Client, tutorial: Any) -> None:
    tutorial.unpublish()
    answer = client.get(FRAME)

    assert answer.status_code == 404
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "Bài này không còn trên Lớp Số" in answer.content.decode()
    assert not re.findall(r"<(?:script|form|style)|style=", answer.content.decode())
