"""A published tutorial whose film, subtitles and picture really are in the store, and a phone to keep it on."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Browser, BrowserContext, Page

from content.models import Rendition
from tests.courses.film_page import CAPTIONS
from tests.courses.film_page import picture as film_bytes
from tests.factories.pages import SHA, picture, publish, tutorial_page, video

ANDROID = (
    "Mozilla/5.0 (Linux; Android 8.1.0; SM-J260G) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Safari/604.1"
)
SIZES = {ANDROID: {"width": 360, "height": 740}, IPHONE: {"width": 390, "height": 844}}
KEPT = "caches.keys().then((names) => names.filter((name) => name.startsWith('bai/')).length)"
READY = "Đã lưu. Mở được cả khi không có mạng."


def tutorial(folder: Path, title: str = "Xem hồ sơ đã xong chưa") -> Any:
    """Its film lasts eight seconds."""
    data = film_bytes(folder)
    for name in ("240.mp4", "360.mp4"):
        if not default_storage.exists(f"v/{SHA}/{name}"):
            default_storage.save(f"v/{SHA}/{name}", ContentFile(data))
    if not default_storage.exists(f"captions/{SHA}.vtt"):
        default_storage.save(f"captions/{SHA}.vtt", ContentFile(CAPTIONS.encode()))
    film = video()
    Rendition.objects.exclude(name="poster").update(bytes=len(data))
    Rendition.objects.filter(name="poster").delete()
    return publish(tutorial_page(video=film, image=picture(), title=title))


def phone_of(browser: Browser, agent: str = ANDROID) -> BrowserContext:
    """A phone of its own storage."""
    return browser.new_context(
        locale="vi-VN",
        viewport=SIZES[agent],
        user_agent=agent,
        is_mobile=True,
        has_touch=True,  # type: ignore[arg-type]
    )


def keep(page: Page, address: str, choice: str = "Lưu cả phim") -> None:
    """Tap, choose, and wait until it is there."""
    page.goto(address)
    page.get_by_role("button", name="Lưu xem sau").click()
    page.get_by_role("button", name=choice).click()
    page.get_by_text(READY).wait_for()
