"""The main job, end to end: from a real roster and real lessons to a certificate and a figure."""

import io
import re
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from common import clock
from lms.demo.markup import plain
from lms.demo.names import CONTENT
from lms.demo.pages import read
from tests.browser import until
from tests.stories.people import Cadre, Officer, sign_in
from tests.stories.product import ROOT, running_product
from tests.stories.studio import Studio

pytestmark = [
    pytest.mark.browser,
    pytest.mark.queue,
    pytest.mark.shared,
    pytest.mark.django_db(
        transaction=True
    ),  # the product writes for itself: the copy is made anew afterwards
]
COURSE, TEXT, FILM, TEST = (
    "Ghi nhật ký bằng điện thoại",
    "Ba điều phải ghi",
    "Xem cách ghi",
    "Kiểm tra cuối khóa",
)
CADRE, CADRES_COMMUNE, PROVINCE = "Vũ Thanh Nguyệt", "Xã Long Phước", "Thành phố Đồng Nai"
LEAST_READING = 31
COST = re.compile("Xem · 1\u00a0phút · 0,\\d\u00a0MB")  # said before a byte is spent


@pytest.fixture
def product(tmp_path: Path) -> str:
    with running_product(tmp_path / "var") as address:
        yield address  # type: ignore[misc]


def test_the_main_job(product: str, page: Page, browser: Browser, shared: Path) -> None:
    _hr_imports_the_roster(product, page)
    _the_trainer_writes_and_releases_a_course(product, page, shared / "fixtures" / "video" / "ok.mp4")
    staff_code, code = _hr_assigns_it_and_hands_out_a_slip(product, page)
    pdf, check = _a_cadre_learns_and_is_certified(product, page, staff_code, code)
    _anyone_checks_the_certificate(page, pdf, check)
    _hr_sees_the_number_move(product, page)
    _the_commune_sees_only_itself(product, page)
    _a_villager_watches_without_javascript(product, browser)


def _hr_imports_the_roster(address: str, page: Page) -> None:
    sign_in(page, address, "nhansu")
    officer = Officer(page, address)
    officer.import_roster(ROOT / "data" / "rosters" / "00_sach.xlsx", as_of="31/12/2023", rows=120)
    page.goto(f"{address}/nhan-su/can-bo/?tim=vu thanh nguyet")
    expect(page.locator("main")).to_contain_text(CADRES_COMMUNE)


def _the_trainer_writes_and_releases_a_course(address: str, page: Page, film: Path) -> None:
    sign_in(page, address, "giangvien")
    studio = Studio(page, address)
    course = studio.write_course(COURSE, "GHI-CHEP")
    studio.write_text_lesson(course, TEXT, ROOT / "lms" / "demo" / "pictures" / "cds-ntm-nhat-ky.png")
    studio.upload_film("Phim ghi nhật ký", film)
    studio.write_video_lesson(course, FILM, "Phim ghi nhật ký")
    studio.write_bank("Ghi nhật ký")
    studio.write_test(course, TEST, "Ghi nhật ký")
    studio.preview_as_a_phone(course, TEXT)
    studio.release(course)


def _hr_assigns_it_and_hands_out_a_slip(address: str, page: Page) -> tuple[str, str]:
    sign_in(page, address, "nhansu")
    officer = Officer(page, address)
    officer.count(COURSE)
    officer.assign(COURSE, PROVINCE, (clock.today() + timedelta(days=30)).isoformat())
    assert officer.numerator() == "0"
    return officer.print_login_slip(CADRE)


def _a_cadre_learns_and_is_certified(
    address: str, page: Page, staff_code: str, code: str
) -> tuple[bytes, str]:
    cadre = Cadre(page, address)
    cadre.first_sign_in(staff_code, code)
    main = page.locator("main")
    expect(main).to_contain_text("Việc cần học")
    expect(main).to_contain_text(COURSE)
    expect(main).to_contain_text((clock.today() + timedelta(days=30)).strftime("%d/%m/%Y"))
    cadre.open(FILM)
    cadre.jump_to_the_end()
    assert cadre.finish() == 409
    cadre.watch_all()
    expect(page.locator("[data-status]")).to_contain_text("hoàn thành")
    cadre.read_long_enough(TEXT, LEAST_READING)
    cadre.pass_the_test(TEST, right="Ngay lúc làm")
    return cadre.certificate(within=10)


def _anyone_checks_the_certificate(page: Page, pdf: bytes, check: str) -> None:
    text = " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert text == unicodedata.normalize("NFC", text)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY CHỨNG NHẬN",
        f"Bà {CADRE}",
        COURSE,
        "Long Phước",
    ):
        assert words in text
    assert check.rsplit("/", 2)[1] in text  # the serial in the QR's address is printed beside it
    page.context.clear_cookies()
    page.goto(check)
    for words in (CADRE, COURSE, clock.today().strftime("%d/%m/%Y"), "Còn hiệu lực"):
        expect(page.locator("main")).to_contain_text(words)


def _hr_sees_the_number_move(address: str, page: Page) -> None:
    sign_in(page, address, "nhansu")
    officer = Officer(page, address)
    assert officer.numerator() == "1"
    assert officer.numerator((clock.today() - timedelta(days=1)).strftime("%d/%m/%Y")) == "0"
    page.goto(f"{address}/nhan-su/chi-tieu/cbql-100/")
    for words in ("Cấp xã", CADRES_COMMUNE, "120"):
        expect(page.locator("main")).to_contain_text(words)
    page.goto(f"{address}/nhan-su/chi-tieu/cbql-100/danh-sach/?loai=hoan-thanh")
    expect(page.locator("main")).to_contain_text(CADRE)
    export = page.request.get(f"{address}/nhan-su/chi-tieu/cbql-100/xuat/").body()
    book = CalamineWorkbook.from_filelike(io.BytesIO(export))
    names = [row[1] for row in book.get_sheet_by_name("Danh sách").to_python()]
    assert len(names) == 121
    assert CADRE in names


def _the_commune_sees_only_itself(address: str, page: Page) -> None:
    sign_in(page, address, "nhansu-xa")
    for path in (
        "",
        "chi-tieu/",
        "chi-tieu/cbql-100/",
        "chi-tieu/cbql-100/danh-sach/",
        "can-bo/",
        "don-vi/",
        "so-cap/",
    ):
        page.goto(f"{address}/nhan-su/{path}")
        expect(page.locator("main")).not_to_contain_text("Trần Hữu Nghĩa")  # of another commune
        expect(page.locator("main")).not_to_contain_text("Xã Xuân Định")
    page.goto(f"{address}/nhan-su/can-bo/")
    expect(page.locator("main")).to_contain_text(CADRE)


def _a_villager_watches_without_javascript(address: str, browser: Browser) -> None:
    told = read(CONTENT / "tutorials" / "xem-ho-so-da-xong-chua.toml")
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        phone = context.new_page()
        ranges: list[int] = []
        phone.on("response", lambda answer: ranges.append(answer.status) if ".mp4" in answer.url else None)
        phone.goto(f"{address}/")
        expect(phone.locator("ul.tiles > li")).to_have_count(7)
        phone.get_by_role("link", name="Dịch vụ công trực tuyến").click()
        phone.get_by_role("link", name=plain(told["title"])).click()
        expect(phone.get_by_role("link", name="Xem ·").first).to_have_text(COST)
        phone.locator("video").focus()
        phone.keyboard.press("Space")
        until(phone, lambda: 206 in ranges)
