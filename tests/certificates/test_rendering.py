"""The page: exact Vietnamese read back, every font embedded, long names fit, a missing letter refuses."""

import subprocess
import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from certificates.rendering import RenderingFailed, Sheet, render
from certificates.rendering.sheet import _month
from common.pdf_fonts import FONTS, TINOS

NAMES = [
    "Đặng Thị Ẩn Ằm",
    "Nguyễn Hữu Ổn Ỗn Ộ",
    "Trần Ữ Ự Ẵ Ẳ Ặ",
    "Điểu K’Rắp Ê Ban",
    "Tôn Nữ Quỳnh Ỷ Ấp Bình Đức",
]
EVERY_LETTER = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    "bcdfghjklmnpqrstvwxz0123456789.,:;-–/()“”’"
)
SHEET = Sheet(
    facts={
        "honorific": "Bà", "name": "Nguyễn Thị Hồng Ánh", "birth": "Sinh ngày 05/03/1988",
        "position": "Công chức văn hóa – xã hội", "unit": "xã Xuân Định", "course": "An toàn thông tin cho cán bộ xã",
        "hours": 8.0, "mode": "trực tuyến", "started_on": "2026-10-01", "completed_on": "2026-10-18",
        "result": "đạt 9/10", "place": "Đồng Nai",
        "office": {"above": "ỦY BAN NHÂN DÂN THÀNH PHỐ ĐỒNG NAI", "name": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"},
        "signatory": {"opening": "Giám đốc Sở Nông nghiệp và Môi trường", "lines": ["KT. GIÁM ĐỐC"], "name": "Trần Thị Mẫu"},
    },
    serial="DN26-0412-7K3QX9TM", register_number="0412/2026", issued_on=date(2026, 2, 8),
    check_url="https://lopso.example/xac-minh/DN26-0412-7K3QX9TM/", note="Bản thử nghiệm.", sample=True,
)  # fmt: skip


def _with(**facts: object) -> Sheet:
    return replace(SHEET, facts=SHEET.facts | facts)


def _text(pdf: bytes) -> str:
    [page] = PdfReader(BytesIO(pdf)).pages
    return " ".join(page.extract_text().split())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_name_read_back_is_exact(name: str, form: str) -> None:
    assert f"Bà {name}" in _text(render(_with(name=unicodedata.normalize(form, name))))


def test_everything_said_is_in_the_text() -> None:
    text = _text(render(SHEET))
    assert text == unicodedata.normalize("NFC", text)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "GIẤY CHỨNG NHẬN", "Sinh ngày 05/03/1988. Công chức văn hóa – xã hội, xã Xuân Định",
        "“An toàn thông tin cho cán bộ xã”",
        "Thời gian: từ ngày 01/10/2026 đến ngày 18/10/2026 (8 tiết). Hình thức: trực tuyến. Kết quả: đạt 9/10.",
        "Đồng Nai, ngày 08 tháng 02 năm 2026", "Số hiệu: DN26-0412-7K3QX9TM", "Số vào sổ cấp chứng nhận: 0412/2026",
        "Kiểm tra tại: lopso.example/xac-minh", "MẪU", "Trần Thị Mẫu",
    ):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("font", TINOS.values())
def test_the_fonts_have_every_vietnamese_letter(font: str) -> None:
    known = TTFont(FONTS / f"{font}.ttf").getBestCmap()
    wanted = EVERY_LETTER + EVERY_LETTER.upper()
    assert [letter for letter in wanted if ord(letter) not in known] == []


def test_a_letter_the_font_lacks_refuses_the_certificate() -> None:
    with pytest.raises(RenderingFailed):
        render(_with(name="Nguyễn 漢 An"))


def test_every_font_is_embedded() -> None:
    [page] = PdfReader(BytesIO(render(SHEET))).pages
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert {"Tinos", "Tinos-Bold", "Tinos-Italic"} == {font["/BaseFont"].split("+")[1] for font in fonts}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


@pytest.mark.skipif(which("pdffonts") is None, reason="poppler's pdffonts is not here")
def test_poppler_agrees_that_every_font_is_embedded(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(render(SHEET))
    lines = subprocess.run(
        ["pdffonts", file], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert [line.split()[-5] for line in lines] == ["yes"] * 3


def test_a_long_name_course_and_post_stay_on_one_page() -> None:
    name = "Công Tằng Tôn Nữ Huyền Trân Hoàng Thị Quỳnh Như Nguyễn Phước Bảo Khánh Thượng Nghĩa"
    course = (
        "Tập huấn nâng cao năng lực chuyển đổi số, an toàn thông tin mạng và truy xuất nguồn gốc nông sản "
        * 2
    )
    post = (
        "Phó Chủ tịch Ủy ban nhân dân, kiêm Chủ tịch Hội đồng thẩm định xã đạt chuẩn nông thôn mới nâng cao "
        * 2
    )
    text = _text(render(_with(name=name, course=course.strip(), position=post.strip())))
    assert name in text
    assert course.strip() in text
    assert post.strip() in text


def test_markup_in_a_name_stays_text() -> None:
    assert "<b>An</b> & Bình" in _text(render(_with(name="<b>An</b> & Bình")))


def test_the_file_is_small() -> None:
    assert len(render(SHEET)) < 80_000


@pytest.mark.parametrize(
    ("day", "month"), [(date(2026, 2, 1), "02"), (date(2026, 3, 1), "3"), (date(2026, 12, 1), "12")]
)
def test_only_the_first_two_months_take_a_zero(day: date, month: str) -> None:
    assert _month(day) == month
