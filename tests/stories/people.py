"""What officers, cadres and villagers do in a browser, as small sentences for the story."""

import re
import time
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.stories.seed import PASSWORD


def sign_in(page: Page, address: str, name: str, secret: str = PASSWORD) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/tai-khoan/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", secret)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).not_to_have_url(re.compile("/login/"))


class Officer:
    """HR's browser at /nhan-su/."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.desk = page, f"{address}/nhan-su"

    def import_roster(self, file: Path, as_of: str, rows: int) -> None:
        """Dry run first, then apply."""
        self.page.goto(f"{self.desk}/nap-danh-sach/")
        self.page.set_input_files("[name=file]", file)
        self.page.fill("[name=as_of]", as_of)
        self.page.get_by_role("button", name="Xem trước").click()
        expect(self.page.get_by_text("chưa có gì được ghi")).to_be_visible()
        expect(self.page.locator("main")).to_contain_text(str(rows))
        self.page.get_by_role("link", name="Tiếp tục").click()
        self.page.get_by_role("button", name="Nạp danh sách", exact=True).click()
        expect(self.page.get_by_text("Đã nạp lúc")).to_be_visible()

    def assign(self, course: str, unit: str, due_on: str) -> None:
        self.page.goto(f"{self.desk}/giao-khoa-hoc/moi/")
        self.page.select_option("[name=course]", label=course)
        self.page.select_option("[name=unit]", label=unit)
        self.page.fill("[name=due_on]", due_on)
        self.page.get_by_role("button", name="Xem số người sẽ được giao").click()
        self.page.get_by_role("button", name=re.compile("^Giao cho")).click()
        expect(self.page.locator("main")).to_contain_text(course)

    def print_login_slip(self, name: str) -> tuple[str, str]:
        """The staff code and the first-login code of one person."""
        self.page.goto(f"{self.desk}/can-bo/?tim={name}")
        self.page.get_by_role("checkbox", name=f"Chọn {name}").check()
        self.page.get_by_role("button", name="In mã đăng nhập").first.click()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Tạo mã và tải PDF").click()
        [paper] = PdfReader(download.value.path()).pages
        slip = paper.extract_text()
        assert name in slip
        staff_code, code = re.search(r"Mã cán bộ\s+(\S+)\s+Mã đăng nhập lần đầu\s+(\S+)", slip).groups()
        return staff_code, code

    def count(self, course: str) -> None:
        """Let the course count for the target."""
        self.page.goto(f"{self.desk}/chi-tieu/cbql-100/sua/")
        self.page.get_by_label(course).check()
        self.page.get_by_role("button", name="Lưu chỉ tiêu").click()
        expect(self.page.get_by_text("Đã lưu chỉ tiêu")).to_be_visible()

    def numerator(self, day: str = "") -> str:
        self.page.goto(f"{self.desk}/chi-tieu/cbql-100/?den={day}")
        return self.page.locator("dl.facts dd").first.inner_text()


class Cadre:
    """A learner's browser."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def first_sign_in(self, staff_code: str, code: str) -> None:
        sign_in(self.page, self.address, staff_code, code)
        for field in self.page.locator("input[type=password]").all():
            field.fill("hoc-ghi-nhat-ky-1")
        self.page.get_by_role("button", name="Lưu mật khẩu và vào học").click()
        expect(self.page).to_have_url(re.compile("/cua-toi/"))

    def open(self, lesson: str) -> None:
        self.page.goto(f"{self.address}/cua-toi/")
        self.page.get_by_role("link", name=re.compile("Bắt đầu|Học tiếp|Tiếp tục")).first.click()
        heading = self.page.get_by_role("heading", level=1)
        if lesson not in heading.inner_text():  # the next thing may be another lesson: take the outline
            self.page.get_by_role("complementary").get_by_role("link", name=re.compile(lesson)).first.click()
        expect(heading).to_contain_text(lesson)

    def jump_to_the_end(self) -> None:
        # Nothing of the film is fetched before it plays, so its length is known only then.
        self._video(
            "async video => { video.muted = true; await video.play(); video.currentTime = video.duration - 0.3 }"
        )
        self._ended()

    def watch_all(self) -> None:
        self._video("video => { video.muted = true; video.currentTime = 0; return video.play() }")
        self._ended()

    def finish(self) -> int:
        """What the server answers to a claim of having finished, asked as a forger would."""
        token = next(c["value"] for c in self.page.context.cookies() if c["name"] == "csrftoken")
        address = f"{self.page.url.split('#')[0]}xong/"
        answer = self.page.request.post(address, headers={"X-CSRFToken": token, "Referer": self.page.url})
        return answer.status

    def read_long_enough(self, lesson: str, seconds: float) -> None:
        """Open the text, wait as long as reading takes, and say so."""
        self.open(lesson)
        self.page.wait_for_timeout(seconds * 1000)
        self.page.get_by_role("button", name="Tôi đã học xong bài này").click()
        self.page.wait_for_load_state()

    def pass_the_test(self, test: str, right: str) -> None:
        self.page.goto(f"{self.address}/cua-toi/")
        self.page.get_by_role("link", name=re.compile("Học tiếp|Tiếp tục|Làm bài|Bắt đầu")).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(test)
        self.page.get_by_role("button", name="Bắt đầu").click()
        questions = self.page.locator("fieldset")
        expect(questions).to_have_count(5)
        assert "is_correct" not in self.page.content()
        for number in range(5):
            questions.nth(number).get_by_text(right, exact=True).click()
        self.page.get_by_role("button", name="Nộp bài").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Đúng 5/5 câu")

    def certificate(self, within: float) -> tuple[bytes, str]:
        """The PDF and its check address; fails when it takes longer than `within` seconds."""
        begun = time.monotonic()
        while time.monotonic() - begun < within:
            self.page.goto(f"{self.address}/cua-toi/giay-chung-nhan/")
            if self.page.get_by_role("link", name="Tải PDF").count():
                pdf = self.page.get_by_role("link", name="Tải PDF").get_attribute("href")
                check = self.page.locator("a[href*='/xac-minh/']").first.get_attribute("href")
                return self.page.request.get(f"{self.address}{pdf}").body(), f"{self.address}{check}"
            self.page.wait_for_timeout(500)
        raise AssertionError(f"no certificate within {within} seconds")

    def _video(self, act: str) -> None:
        self.page.locator("video").evaluate(act)

    def _ended(self) -> None:
        for _ in range(200):
            if self.page.locator("video").evaluate("video => video.ended"):
                break
            self.page.wait_for_timeout(200)
        self.page.wait_for_timeout(1500)  # the last report is on its way
