"""What a trainer does in the studio, as small sentences for the story."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.studio_dialogs import choose

QUESTIONS = [(f"Câu {number}: khi nào ghi nhật ký?", "Ngay lúc làm", "Cuối năm") for number in range(1, 9)]
PUBLISH = "button[name=action-publish]"
PUBLISHED = re.compile(r"/pages/\d+/(\?.*)?$")


class Studio:
    """A trainer's browser at /quan-tri/."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.root = page, f"{address}/quan-tri"

    def write_course(self, title: str, code: str) -> str:
        """Publish a course page; returns its number in the tree."""
        catalogue = self._child_of(self._home(), "Khóa học")
        self.page.goto(f"{self.root}/pages/add/content/coursepage/{catalogue}/")
        self._name(title)
        fields = {"code": code, "hours": "2", "summary": "Học xong biết ghi nhật ký bằng điện thoại."}
        for name, value in fields.items():
            self.page.fill(f"[name={name}]", value)
        self.publish()
        return self._child_of(catalogue, title)

    def write_text_lesson(self, course: str, title: str, picture: Path) -> None:
        self._begin("lessonpage", course, title)
        self.page.fill("[name=minutes]", "1")
        self._add_block("Đoạn văn")
        self.page.locator(".public-DraftEditor-content").first.click()
        self.page.keyboard.type("Ghi ngày, việc làm và lượng dùng.")
        self._add_block("Hình ảnh")
        self.page.get_by_role("button", name=re.compile("hình", re.I)).last.click()
        self._upload_picture(picture)
        self.page.locator("input[name$=alt]").last.fill("Trang nhật ký trên điện thoại")
        self.publish()

    def write_video_lesson(self, course: str, title: str, film: str) -> None:
        self._begin("lessonpage", course, title)
        self._add_block("Video")
        choose(self.page).get_by_role("link", name=film).first.click()
        expect(self.page.locator(".modal")).to_have_count(0)
        self.publish()

    def write_bank(self, name: str) -> None:
        self.page.goto(f"{self.root}/ngan-hang-cau-hoi/new/")
        self.page.fill("[name=name]", name)
        self._save()
        for text, right, wrong in QUESTIONS:
            self.page.goto(f"{self.root}/cau-hoi/new/")
            self.page.select_option("[name=bank]", label=name)
            self.page.fill("[name=text]", text)
            self.page.fill("[name=options-0-text]", right)
            self.page.check("[name=options-0-is_correct]")
            self.page.fill("[name=options-1-text]", wrong)
            self._save()

    def write_test(self, course: str, title: str, bank: str, draw: int = 5) -> None:
        self._begin("quizpage", course, title)
        self._add_block("Rút ngẫu nhiên")
        self.page.select_option("[name=sections-0-value-bank]", label=bank)
        self.page.fill("[name=sections-0-value-number]", str(draw))
        self.publish()

    def upload_film(self, title: str, film: Path) -> None:
        """Upload, then watch the conversion until it is ready."""
        self.page.goto(f"{self.root}/media/video/add/")
        sent = {"name": f"{title}.mp4", "mimeType": "video/mp4", "buffer": film.read_bytes()}
        self.page.set_input_files("#tep-video", sent)
        expect(self.page.locator(".upload-row [data-said]")).to_contain_text("Đã tải lên")
        self.page.goto(f"{self.root}/video/")
        row = self.page.get_by_role("listitem").filter(has_text=title)
        expect(row.get_by_role("status").filter(has_text="Sẵn sàng")).to_be_visible(timeout=120_000)

    def preview_as_a_phone(self, course: str, title: str) -> None:
        """Open the preview panel of a lesson at a phone's width."""
        self.page.goto(f"{self.root}/pages/{self._child_of(course, title)}/edit/")
        self.page.locator("[data-side-panel-toggle=preview]").click()
        self.page.locator("[data-side-panel=preview] input[type=radio]").first.check(force=True)
        frame = self.page.frame_locator("iframe[data-preview-iframe], #w-preview-iframe").first
        expect(frame.get_by_role("heading", name=title).first).to_be_visible(timeout=30_000)

    def release(self, course: str) -> None:
        self.page.goto(f"{self.root}/khoa-hoc/{course}/phat-hanh/")
        expect(self.page.get_by_text("Không nằm trong bản này")).to_have_count(0)
        for box in self.page.locator("form [required]:not([type=hidden])").all():
            box.check() if box.get_attribute("type") == "checkbox" else box.fill("GHI-CHEP")
        self.page.get_by_role("button", name=re.compile("^Phát hành bản 1")).click()
        expect(self.page.get_by_text("Đã phát hành").first).to_be_visible()

    def publish(self) -> None:
        """Until the list of pages is there: a draft that saves itself changes the address as well."""
        self.page.wait_for_load_state("networkidle")
        self.page.locator(PUBLISH).evaluate("button => button.click()")
        expect(self.page).to_have_url(PUBLISHED)
        expect(self.page.locator(".messages .error")).to_have_count(0)

    def _begin(self, kind: str, parent: str, title: str) -> None:
        self.page.goto(f"{self.root}/pages/add/content/{kind}/{parent}/")
        self._name(title)

    def _name(self, title: str) -> None:
        """The address part follows once the title is left."""
        self.page.fill("[name=title]", title)
        self.page.press("[name=title]", "Tab")
        expect(self.page.locator("[name=slug]")).not_to_have_value("")

    def _add_block(self, name: str) -> None:
        self.page.locator("button.c-sf-add-button").last.click()
        self.page.get_by_role("option", name=name, exact=True).click()

    def _upload_picture(self, picture: Path) -> None:
        modal = self.page.locator(".modal")
        modal.get_by_role("tab", name="Tải lên").click()
        modal.locator("[name=image-chooser-upload-title]").fill("Nhật ký")
        modal.locator("[name=image-chooser-upload-file]").set_input_files(picture)
        modal.get_by_role("button", name="Tải lên").click()
        expect(modal).to_have_count(0)

    def _save(self) -> None:
        before = self.page.url
        self.page.locator("form [type=submit]").last.evaluate("button => button.click()")
        expect(self.page).not_to_have_url(before)

    def _home(self) -> str:
        self.page.goto(f"{self.root}/pages/")
        return self.page.url.rstrip("/").rsplit("/", 1)[-1]

    def _child_of(self, parent: str, title: str) -> str:
        self.page.goto(f"{self.root}/pages/{parent}/")
        link = self.page.get_by_role("link", name=title, exact=True).first.get_attribute("href") or ""
        return re.search(r"/pages/(\d+)/", link).group(1)  # type: ignore[union-attr]
