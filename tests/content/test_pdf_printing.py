"""A PDF of the library is printed as its own pages: on A4, two by two to be folded, and in enlarged halves."""

import io
import re
import subprocess
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4, A5, landscape, letter

from content.models import MaterialPage
from content.printing import pages as asking
from content.printing.pages_halves import ENOUGH, LONG, MM, SHORT, pieces_of
from content.printing.pages_ink import Ink, cut_between, ink_of
from tests.content import pdf_sample as sample
from tests.content.test_material_printing import ADDRESS, material
from tests.factories.pages import publish

pytestmark = pytest.mark.django_db
UP, ACROSS = (210, 297), (297, 210)


def shelved(pdf: bytes) -> None:
    """The document, or the same one with another file."""
    page = MaterialPage.objects.first()
    if page is None:
        material(pdf, "so-tay.pdf")
        return
    page.document.file.save("so-tay.pdf", ContentFile(pdf))
    page.document.save()
    publish(page)


def paper(client: Client, pdf: bytes, form: str) -> bytes:
    shelved(pdf)
    answer: Any = client.get(f"{ADDRESS}in/{form}.pdf")
    assert answer.status_code == 200, answer.content.decode()
    return bytes(answer.content)


def texts(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def refused(client: Client, pdf: bytes, form: str = "a5") -> str:
    shelved(pdf)
    answer: Any = client.get(f"{ADDRESS}in/{form}.pdf")
    assert answer.status_code == 422
    html: str = answer.content.decode()
    for kept in ("a4", "ap-phich"):
        assert f"{ADDRESS}in/{kept}.pdf" in html
        assert client.get(f"{ADDRESS}in/{kept}.pdf")["Content-Type"] == "application/pdf"
    return html


def test_on_a4_the_pages_are_kept_and_ours_stands_behind_them(client: Client) -> None:
    made = paper(client, sample.upright(3), "toan-van")

    assert sample.sizes(made) == [UP] * 4
    told = texts(made)
    assert [f"Trang {n} dòng 1:" in told[n - 1] for n in (1, 2, 3)] == [True] * 3
    for said in (
        "Tờ rơi VNeID",
        "Quét mã để xem bản mới nhất",
        "tai-lieu/to-roi-vneid",
        "Tệp PDF",
        "bản 1, ngày",
    ):
        assert said in told[3]
    corner = sample.seen(made, 0)
    assert sample.dark(corner, (41, 41, 59, 59)) == 1  # where the file has it: neither moved nor scaled


def test_other_sizes_are_fitted_and_pages_across_stay_across(client: Client) -> None:
    made = paper(client, sample.pages(A5, landscape(A4), letter, (1190, 1684), (960, 540)), "toan-van")

    assert sample.sizes(made) == [UP, ACROSS, UP, UP, ACROSS, UP]
    for number, (scale, down) in enumerate([(1.417, 0), (1, 0), (0.973, 36), (0.5, 0), (0.877, 61)]):
        square = [value * scale for value in (42, 42, 58, 58)]
        at = (square[0], square[1] + down, square[2], square[3] + down)
        assert sample.dark(sample.seen(made, number), at) > 0.95, number


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_lies_as_one_looks_at_it(client: Client, turn: int) -> None:
    source = sample.changed(sample.upright(1), turn=turn)
    made = paper(client, source, "toan-van")

    assert sample.sizes(made)[0] == (UP if turn == 180 else ACROSS)
    assert _alike(sample.seen(source, 0), sample.seen(made, 0))


def test_what_a_file_cuts_off_stays_off(client: Client) -> None:
    source = sample.changed(sample.upright(1), crop=(30, 400, 30 + 298, 400 + 421))
    made = paper(client, source, "toan-van")

    assert sample.sizes(made)[0] == UP
    assert _alike(sample.seen(source, 0, scale=2).resize((595, 842)), sample.seen(made, 0))


def _alike(first: Any, second: Any) -> bool:
    """But for a point at the edges of letters."""
    one, other = (picture.convert("L").resize((149, 210)) for picture in (first, second))
    far = sum(abs(a - b) > 60 for a, b in zip(one.tobytes(), other.tobytes(), strict=True))
    return far < 0.01 * 149 * 210


def test_the_booklet_reads_in_order_and_ours_is_its_back(client: Client) -> None:
    made = paper(client, sample.upright(6), "a5")

    assert sample.sizes(made) == [ACROSS] * 4
    shown = [re.findall(r"Trang (\d) dòng 1:|(Quét mã)", text) for text in texts(made)]
    assert shown == [
        [("1", ""), ("", "Quét mã")] if "Trang 1" in texts(made)[0].split("Quét mã")[0] else [("", "Quét mã"), ("1", "")],
        [("2", "")],
        [("6", ""), ("3", "")],
        [("4", ""), ("5", "")],
    ]  # fmt: skip
    cover = sample.seen(made, 0)
    half = 421 + 42 * 0.707
    assert sample.dark(cover, (half, 30, half + 11, 41)) == 1  # page 1 at the right, at 71 %


def test_a_page_across_is_turned_in_a_booklet(client: Client) -> None:
    made = paper(client, sample.pages(landscape(A4)), "a5")

    assert sample.sizes(made) == [ACROSS] * 2
    square = (421 + 30, 595 - 41, 421 + 41, 595 - 30)  # its upper left corner is below left
    assert sample.dark(sample.seen(made, 0), square) == 1


def test_large_print_halves_a_page_between_its_lines(client: Client) -> None:
    source = sample.upright(1)
    made = paper(client, source, "chu-to")

    assert sample.sizes(made) == [ACROSS, ACROSS, UP]
    assert [re.search(r"Trang 1, nửa (trên|dưới)", text) is not None for text in texts(made)] == [
        True,
        True,
        False,
    ]
    above, below = (_lines(sample.seen(made, number)) for number in (0, 1))
    assert above + below == _lines(sample.seen(source, 0))  # each line on one sheet, whole, none twice
    assert min(above, below) > 15


def _lines(picture: Any) -> int:
    """Black bands down a strip through the first letters, without the square and the foot."""
    grey = picture.convert("L")
    rows = [min(grey.crop((0, y, grey.width, y + 1)).tobytes()) < 110 for y in range(grey.height - 37)]
    return sum(now and not before for before, now in zip([False, *rows], rows, strict=False))


def test_small_pages_and_short_ones_take_one_sheet(client: Client) -> None:
    made = paper(client, sample.pages(A5), "chu-to")
    assert sample.sizes(made) == [UP, UP]
    made = paper(client, sample.pages(A4, lines=6), "chu-to")
    assert sample.sizes(made) == [UP, UP]


def test_lines_across_a_wide_page_are_not_torn_apart(client: Client) -> None:
    made = paper(client, sample.pages(landscape(A4), full=True), "chu-to")
    assert sample.sizes(made) == [ACROSS, UP]


def test_a_blank_page_takes_no_sheet_in_large_print_only(client: Client) -> None:
    from pypdf import PdfWriter

    out = PdfWriter(clone_from=io.BytesIO(sample.pages(A5)))
    out.add_blank_page(*A5)
    packed = io.BytesIO()
    out.write(packed)
    assert len(sample.sizes(paper(client, packed.getvalue(), "chu-to"))) == 2
    assert len(sample.sizes(paper(client, packed.getvalue(), "toan-van"))) == 3


def test_stamps_are_printed_and_nothing_that_acts_comes_along(client: Client) -> None:
    made = paper(client, sample.stamped(sample.upright(1)), "toan-van")

    assert sample.seen(made, 0).getpixel((350, 842 - 350)) == (255, 0, 0)
    root: Any = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert not {"/Names", "/OpenAction", "/AcroForm", "/AA"} & set(root)
    assert b"bi mat" not in made
    assert all("/Annots" not in page for page in PdfReader(io.BytesIO(made)).pages)


def test_a_layer_that_is_switched_off_stays_off(client: Client) -> None:
    hidden = sample.layered(sample.pages(A4, lines=1))
    assert sample.dark(sample.seen(hidden, 0), (300, 442, 400, 542)) == 0

    sheet = sample.seen(paper(client, hidden, "toan-van"), 0)
    assert sample.dark(sheet, (300, 442, 400, 542)) == 0
    cover = sample.seen(paper(client, hidden, "a5"), 0)
    assert sample.dark(cover, (421 + 212, 312, 421 + 283, 383)) == 0


def test_a_password_is_named(client: Client) -> None:
    assert "có mật khẩu" in refused(client, sample.locked(sample.upright(1), reader="bi-mat"))


def test_a_file_that_may_be_read_but_not_printed_is_not_printed(client: Client) -> None:
    open_to_all = sample.locked(sample.upright(1), reader="")
    assert "Trang 1 dòng 1" in texts(paper(client, open_to_all, "toan-van"))[0]
    assert "không cho in" in refused(client, sample.locked(sample.upright(1), reader="", printed=False))


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"PK\x03\x04", sample.upright(2)[:700]])
def test_a_broken_file_is_named(client: Client, pdf: bytes) -> None:
    assert "bị hỏng" in refused(client, pdf)


def test_a_file_that_lost_its_index_is_mended(client: Client) -> None:
    whole = sample.upright(2)
    lost = whole[: whole.rindex(b"startxref")] + b"startxref\n1\n%%EOF\n"
    assert len(sample.sizes(paper(client, lost, "toan-van"))) == 3


def test_too_many_pages_and_too_many_bytes_are_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_PAGES", 2)
    assert "dài hơn 2 trang" in refused(client, sample.upright(3))
    monkeypatch.setattr(asking, "MOST_BYTES", 2**20)
    assert "nặng hơn 1 MB" in refused(client, sample.upright(1) + bytes(2**20))


def test_what_kills_its_reader_or_keeps_it_is_not_tried_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []

    def late(*_told: object, timeout: float, **_more: object) -> None:
        tried.append(timeout)
        raise subprocess.TimeoutExpired("python", timeout)

    monkeypatch.setattr(asking.subprocess, "run", late)
    heavy = sample.upright(1)
    for _turn in range(2):
        assert "quá phức tạp" in refused(client, heavy)
    assert tried == [asking.PATIENCE]


def test_the_reader_is_bounded(client: Client) -> None:
    """A picture of a page as large as a field would take more memory than the process may have."""
    field = sample.pages((40_000, 40_000), lines=1)
    assert "quá phức tạp" in refused(client, field, "chu-to")


def test_both_halves_together_hold_the_whole_page() -> None:
    """Whatever stands on it: here every row has ink, as in a picture over the whole page."""
    full = Ink(14, 14, 581, 828, [1.0] * 842, [1.0] * 595)
    above, below = pieces_of(full)

    assert (above.top, below.bottom) == (full.top, full.bottom)
    assert above.bottom - below.top == pytest.approx(6 * MM)  # a strip on both
    for piece in (above, below):
        assert (piece.right - piece.left) * piece.scale <= LONG
        assert (piece.bottom - piece.top) * piece.scale <= SHORT
        assert piece.scale > 1.2


def test_text_of_usual_margins_is_larger_than_on_a3() -> None:
    rows = [0.3 if y % 17 < 9 else 0.0 for y in range(842)]
    above, below = pieces_of(Ink(85, 71, 538, 770, rows, [0.2] * 595))

    assert above.scale >= ENOUGH
    assert above.bottom == below.top
    assert rows[int(above.bottom)] == 0


def test_columns_of_a_leaflet_are_parted_at_their_gap() -> None:
    columns = [0.0 if 410 < x < 430 else 0.3 for x in range(842)]
    left, right = pieces_of(Ink(30, 30, 812, 565, [0.3] * 595, columns))

    assert (left.name, right.name) == ("left", "right")
    assert 410 < left.right == right.left < 431


def test_a_short_word_at_the_end_of_a_paragraph_is_no_gap() -> None:
    """It has hardly more ink than the rules of a table, but these go on above and below."""
    words = [0.015 if 90 <= y < 110 else 0.0 if 88 <= y < 112 else 0.3 for y in range(200)]
    assert not cut_between(words, 80, 120, 10).clean
    ruled = [0.015 if y % 17 > 11 else 0.3 for y in range(200)]
    cut = cut_between(ruled, 80, 120, 10)
    assert cut.clean
    assert ruled[int(cut.first)] == 0.015


def test_a_cut_prefers_the_gap_between_paragraphs() -> None:
    rows = [0.0 if y % 17 > 11 or 60 < y < 80 else 0.3 for y in range(200)]
    assert 60 < cut_between(rows, 50, 180, 10).first < 80


def test_a_cut_prefers_the_middle_and_never_leaves_its_bounds() -> None:
    assert 49 < cut_between([0.0] * 100, 20, 80, 10).first < 52
    lone = [0.5] * 100
    assert not cut_between(lone, 40, 60, 10).clean
    cut = cut_between(lone, 40, 60, 10)
    assert 40 <= cut.second < cut.first <= 60


def test_ink_of_a_white_page_there_is_none() -> None:
    from PIL import Image

    assert ink_of(Image.new("RGB", (595, 842), "#FFFFFF")) is None
    assert ink_of(Image.new("RGB", (595, 842), "#F4F4F4")) is None
