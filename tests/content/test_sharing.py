"""Passing a tutorial on: the card in the head, the address, the code."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from content.share_card import share_card
from tests.content.test_public_pages import words
from tests.factories.pages import picture, publish, tutorial_page

pytestmark = pytest.mark.django_db
ADDRESS = "/huong-dan/xem-ho-so-da-xong-chua/"


@pytest.fixture(autouse=True)
def tutorial() -> Any:
    return publish(tutorial_page(image=picture()))


def test_the_page_names_its_card_with_the_whole_address(client: Client, settings: Any) -> None:
    html = words(client.get(ADDRESS))

    assert f'property="og:image" content="{settings.SITE_ADDRESS}{ADDRESS}the.jpg"' in html
    assert 'property="og:image:width" content="1200"' in html
    assert 'property="og:image:height" content="630"' in html


def test_the_card_is_a_jpeg_of_the_size_that_is_asked_for(client: Client) -> None:
    answer = client.get(f"{ADDRESS}the.jpg")
    image = Image.open(io.BytesIO(answer.content))

    assert (answer["Content-Type"], image.size, image.format) == ("image/jpeg", (1200, 630), "JPEG")
    assert len(answer.content) < 200_000
    assert not answer.cookies


def test_a_card_is_drawn_anew_for_another_title_only() -> None:
    assert share_card("Một", "chân", "") == share_card("Một", "chân", "")
    assert share_card("Một", "chân", "") != share_card("Hai", "chân", "")


@pytest.mark.parametrize("gone", ["", "/media/p/khong-co.webp", "https://noi-khac.example/a.jpg"])
def test_a_picture_that_cannot_be_read_still_gives_a_card(gone: str) -> None:
    long = "Nộp hồ sơ đăng ký khai sinh cho con ở xã ngay tại nhà bằng điện thoại của mình " * 3

    assert Image.open(io.BytesIO(share_card(long, "chân", gone))).size == (1200, 630)


def test_the_address_can_be_copied_and_scanned_without_a_script(client: Client, settings: Any) -> None:
    html = words(client.get(f"{ADDRESS}gui/"))

    assert f'value="{settings.SITE_ADDRESS}{ADDRESS}" readonly' in html
    assert "<svg" in html
    assert "Mở Zalo" in html
    assert "https://zalo" not in html  # nothing of a third party
    assert "data-share-row hidden" in html
