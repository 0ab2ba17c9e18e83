"""A phone whose browser can be closed and opened again with all it has stored, and a camera that sees a printed badge."""

import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
from django.urls import reverse
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, BrowserContext, Page

from common import clock
from courses.models import Seat, TrainingSession
from people.models import Account
from tests.browser import NAMES, switches
from tests.courses.film_page import made, signed_in
from tests.courses.training.cast import client_of, running
from tests.factories.training import MeetingFactory
from tests.page_diary import Diary

READY = "Trang này mở được cả khi không có mạng, trên máy này."


class Handheld:
    """`opened()` starts the browser, `closed()` ends it; what it stored stays in the folder."""

    def __init__(self, browser: Browser, folder: Path, settings: Any, url: str) -> None:
        self.kind, self.folder, self.settings, self.url = browser.browser_type, folder, settings, url
        self.context: BrowserContext | None = None
        self.diary = Diary()

    def opened(self, *more: str) -> BrowserContext:
        path = next(filter(None, map(shutil.which, NAMES)))
        self.context = self.kind.launch_persistent_context(
            self.folder, executable_path=path, args=[*switches(), *more], locale="vi-VN",
            viewport={"width": 360, "height": 740}, permissions=["camera"],
        )  # fmt: skip
        return self.context

    def closed(self) -> None:
        if self.context:
            self.context.close()
        self.context = None
        print(self.diary.told())  # pytest shows it under a test that failed

    def page(self, name: str, *arguments: Any, by: Account | None = None) -> Page:
        """A new page of the open browser; `by` signs in first."""
        assert self.context
        if by:
            lasting = {"expires": time.time() + 86400}
            self.context.add_cookies([signed_in(by, self.settings, self.url) | lasting])
        page = self.context.new_page()
        self.diary.follow(page)
        page.goto(self.url + reverse(name, args=arguments))
        return page


def class_now() -> TrainingSession:
    """Its only meeting began five minutes ago."""
    session = running(meetings=0)
    MeetingFactory(session=session, starts_at=clock.now() - timedelta(minutes=5))
    return session


def typed(page: Page, *codes: str) -> None:
    for code in codes:
        page.get_by_label("Mã cán bộ trên thẻ").fill(code)
        page.get_by_role("button", name="Ghi có mặt").click()


def film_of_badge(seat: Seat, by: Account, folder: Path) -> Path:
    """The badge as the office prints it, held a little askew before a camera of 640 × 480."""
    sheet = client_of(by).get(reverse("training_print", args=[seat.session.uuid, "the"]))
    pdf = pypdfium2.PdfDocument(b"".join(sheet.streaming_content))
    paper = pdf[0].render(scale=2.5).to_pil().convert("RGB")
    badge = paper.crop((0, 0, paper.width // 2, int(paper.width * 0.375))).resize((640, 480))
    held = badge.rotate(4, fillcolor="white", resample=Image.Resampling.BICUBIC)
    held.filter(ImageFilter.GaussianBlur(0.6)).save(folder / "badge.png")
    made(
        folder,
        "badge.mjpeg",
        "-loop",
        "1",
        "-i",
        str(folder / "badge.png"),
        "-t",
        "2",
        "-r",
        "10",
        "-pix_fmt",
        "yuvj420p",
    )
    return folder / "badge.mjpeg"
