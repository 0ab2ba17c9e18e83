"""Three templates drawn: the text read back exactly, the look compared with pictures, bad input never a wrong sheet."""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont as FontFile
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from certificates.rendering import RenderingFailed, faces, render, signature_box
from certificates.rendering.fixed import layer_of
from certificates.rendering.glyphs import unreadable_letters
from certificates.rendering.pixels import png_of
from certificates.rendering.sample import NAMES, sample_sheet
from certificates.rules.built_in import BUILT_IN, GHI_NHAN, LANDSCAPE, LARGE, PORTRAIT
from certificates.rules.design import TEXT, UPLOADED, Design, Field
from certificates.rules.letters import LETTERS
from common.pdf_fonts import FONTS
from tests.certificates.test_rendering import SHEET, _text, _with

PICTURES = Path(__file__).with_name("pictures")
WIDTH = 360


@pytest.mark.parametrize("code", BUILT_IN)
def test_the_sheet_looks_as_it_did(code: str) -> None:
    """`python -m tests.certificates.test_templates_drawn` draws the pictures anew."""
    drawn = Image.open(BytesIO(png_of(render(sample_sheet(), BUILT_IN[code][1]), WIDTH))).convert("L")
    kept = Image.open(PICTURES / f"{code}.png").convert("L")
    assert drawn.size == kept.size
    difference = ImageChops.difference(drawn.resize((90, 90)), kept.resize((90, 90)))
    assert ImageStat.Stat(difference).mean[0] < 1.0
    assert difference.getextrema()[1] < 60


@pytest.mark.parametrize("design", [LANDSCAPE, PORTRAIT, LARGE, GHI_NHAN])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    "name", [*NAMES.values(), "Y Bhăm Niê Kdăm", "Thạch Sô Phia", "Đặng Thị Ẩn Ằm", "<b>An</b> & Bình"]
)
def test_every_name_is_read_back_exactly(design: Design, form: str, name: str) -> None:
    text = _text(render(_with(name=unicodedata.normalize(form, name)), design))
    assert f"Bà {name}" in text
    assert text == unicodedata.normalize("NFC", text)


def test_the_bilingual_sheet_says_it_in_both_languages() -> None:
    text = _text(render(SHEET, PORTRAIT))
    for said in (
        "CERTIFICATE OF COMPLETION", "From 1 October 2026 to 18 October 2026 (8 periods).", "Mode: online.",
        "Result: passed, 9/10.", "Issued on 8 February 2026", "đã hoàn thành khóa tập huấn",
    ):  # fmt: skip
        assert said in text


def test_villagers_get_an_acknowledgement_in_large_print() -> None:
    pdf = render(SHEET, GHI_NHAN)
    assert "GHI NHẬN HOÀN THÀNH" in _text(pdf)
    assert "GIẤY CHỨNG NHẬN" not in _text(pdf)
    assert PdfReader(BytesIO(pdf)).metadata.title.startswith("Ghi nhận hoàn thành 0412/2026")


@pytest.mark.parametrize("design", [LANDSCAPE, PORTRAIT])
def test_the_ground_is_printed_once_however_it_was_typed(design: Design) -> None:
    ground = "Quyết định số 1689/QĐ-UBND ngày 05/6/2026"
    for typed in (ground, f"Căn cứ {ground}", f"căn cứ: {ground}"):
        text = _text(render(_with(legal_basis=typed), design))
        assert text.count("Căn cứ") == 1
        assert f"Căn cứ {ground}" in text


@pytest.mark.parametrize("design", [LANDSCAPE, PORTRAIT])
def test_the_longest_ground_still_finds_room(design: Design) -> None:
    ground = ("Kế hoạch số 202/KH-UBND của Ủy ban nhân dân thành phố " * 8)[:400].strip()
    assert " ".join(_text(render(_with(legal_basis=ground), design)).split()).count("Kế hoạch") == 8


@pytest.mark.parametrize("design", [LANDSCAPE, PORTRAIT, LARGE, GHI_NHAN])
def test_the_last_day_is_printed_where_there_is_one(design: Design) -> None:
    ends = replace(SHEET, expires_on=date(2028, 2, 8))
    assert "Có giá trị đến hết ngày 08/02/2028" in _text(render(ends, design))
    text = _text(render(_with(legal_basis=""), design))
    assert "Có giá trị" not in text
    assert "Căn cứ" not in text


def test_words_stand_in_the_order_in_which_they_are_read() -> None:
    text = _text(render(SHEET))
    order = [
        "CỘNG HÒA",
        "GIẤY CHỨNG NHẬN",
        "Bà Nguyễn",
        "đã hoàn thành",
        "“An toàn",
        "Số hiệu",
        "Đồng Nai, ngày",
    ]
    assert [text.index(said) for said in order] == sorted(text.index(said) for said in order)


def test_what_does_not_fit_is_refused_and_never_cut() -> None:
    narrow = replace(LANDSCAPE, fields=(Field(TEXT, 30, 80, 40, 10, "{ho_ten}", size=20, smallest=14),))
    assert "Bà" not in _text(render(_with(name="Y Thi"), narrow))
    with pytest.raises(RenderingFailed, match="Không đủ chỗ cho: Công Tằng"):
        render(_with(name=NAMES["dai"]), narrow)
    with pytest.raises(RenderingFailed, match="Không đủ chỗ"):
        render(_with(name="Ô" * 60), narrow)


def test_a_long_name_shrinks_before_it_is_broken() -> None:
    def sizes(name: str) -> set[float]:
        found: set[float] = set()
        PdfReader(BytesIO(render(_with(name=name)))).pages[0].extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: found.add(size) if name[:6] in text else None
        )
        return found

    assert sizes("Nguyễn Thị Ánh") == {28.0}
    [shrunk] = sizes("Nguyễn Thị Hồng Ánh Tuyết Mai Quỳnh Như Bảo Ngọc Anh")
    assert 18 <= shrunk < 28


def test_a_letter_without_a_glyph_is_named() -> None:
    with pytest.raises(RenderingFailed, match="漢"):
        render(_with(name="Nguyễn 漢 An"))


@pytest.mark.django_db
def test_a_missing_picture_refuses_the_sheet() -> None:
    with pytest.raises(RenderingFailed, match="Thiếu một hình"):
        render(SHEET, replace(LANDSCAPE, background=UPLOADED, picture="0" * 64))


def test_the_built_in_templates_pass_the_glyph_test_in_all_134_letters() -> None:
    assert len(set(LETTERS)) == 134
    assert unreadable_letters(LANDSCAPE) == ""


def test_a_broken_font_fails_the_glyph_test_with_its_letters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _use_broken(monkeypatch, tmp_path, without="ữẴ", twisted={"ộ": "o"})
    narrow = replace(LANDSCAPE, fields=(Field(TEXT, 30, 80, 100, 10, "{ho_ten}", family="vo", size=20),))
    assert set(unreadable_letters(narrow)) == set("ữẴộ")


def _use_broken(
    monkeypatch: pytest.MonkeyPatch, folder: Path, *, without: str, twisted: dict[str, str]
) -> None:
    """A face that lacks letters, and shows one letter with another's glyph."""
    face = FontFile(FONTS / "Tinos-Regular.ttf")
    for table in face["cmap"].tables:
        for wrong, shown in twisted.items():
            table.cmap[ord(wrong)] = table.cmap[ord(shown)]
    cutter = subset.Subsetter()
    cutter.populate(unicodes=[code for code in face.getBestCmap() if chr(code) not in without])
    cutter.subset(face)
    for record in face["name"].names:
        if record.nameID in (1, 4, 6):  # reportlab keeps one face a name
            face["name"].setName("Vo", record.nameID, record.platformID, record.platEncID, record.langID)
    face.save(folder / "vo.ttf")
    pdfmetrics.registerFont(TTFont("Vo", str(folder / "vo.ttf")))
    for bold in (0, 1):
        addMapping("vo", bold, 0, "Vo")
    monkeypatch.setitem(faces.FACES, "vo", dict.fromkeys(("regular", "bold"), "Vo"))


def test_the_box_for_the_signature_is_where_the_sample_seal_stands() -> None:
    x, y, wide, tall = signature_box()
    assert (round(x), round(y), round(wide), round(tall)) == (510, 74, 164, 77)


def test_drawn_sheets_leave_nothing_behind_in_the_fonts() -> None:
    layer_of.cache_clear()
    for _round in range(30):
        render(SHEET)
    states = [len(faces.font(face).state) for face in ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic")]
    assert max(states) <= 2
    assert layer_of.cache_info().maxsize == 12


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for code, (_name, design) in BUILT_IN.items():
        png = Image.open(BytesIO(png_of(render(sample_sheet(), design), WIDTH))).quantize(32)
        png.save(PICTURES / f"{code}.png", optimize=True)
