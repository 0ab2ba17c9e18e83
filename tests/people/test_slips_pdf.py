"""Slips on paper: twelve to a page, every word of every slip, in the list's order, the secret not in the QR code."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from people.models import Account, FirstLoginCode
from people.rendering import slips
from people.rendering.slips import COLUMNS, ROWS, Paper, draw_slips
from tests.factories.people import AccountFactory, OrgUnitFactory, PostingFactory
from tests.people.signing import LOGIN, officer, text

LONGEST = "Công Tằng Tôn Nữ Huyền Trân Hoàng Thị Quỳnh Như Nguyễn Phước Bảo Khánh"


def paper(number: int, **more: str) -> Paper:
    told = {"name": f"Nguyễn Thị Ánh {number}", "place": "Xã Xuân Định", "code": "ABCDE-FGHJK"} | more
    return Paper(
        staff_code=f"CB{number:06d}",
        link=f"https://hoc.example/tai-khoan/login/?ma=CB{number:06d}",
        expires_on=date(2026, 12, 25),
        **told,
    )


def pages(*papers: Paper) -> list[str]:
    pdf = draw_slips(list(papers), address="hoc.example/vao/")
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_twelve_to_a_page_in_the_order_of_the_list() -> None:
    found = pages(*(paper(number) for number in range(25)))
    assert [text.count("Mã đăng nhập lần đầu") for text in found] == [12, 12, 1]
    codes = [word for text in found for word in text.split() if word.startswith("CB")]
    assert codes == [f"CB{number:06d}" for number in range(25)]


def test_a_slip_says_who_where_with_what_and_until_when() -> None:
    [said] = pages(paper(7))
    for words in (
        "Nguyễn Thị Ánh 7", "Xã Xuân Định", "CB000007", "ABCDE-FGHJK", "1. Quét hình hoặc mở hoc.example/vao/",
        "hết 25/12/2026", "Đặt mật khẩu của riêng mình",
    ):  # fmt: skip
        assert words in said.replace("\n", " ")


@pytest.mark.parametrize("place", ["", "Ủy ban nhân dân phường Trảng Dài, thành phố Đồng Nai " * 3])
def test_the_longest_name_and_place_stay_on_their_slip(monkeypatch, place: str) -> None:
    lowest: list[float] = []
    lines = slips._Slip._lines

    def watched(self, *args, **kwargs) -> None:
        lines(self, *args, **kwargs)
        lowest.append(self.y)

    monkeypatch.setattr(slips._Slip, "_lines", watched)
    [said] = pages(paper(1, name=LONGEST, place=place))
    assert LONGEST in said.replace("\n", " ")
    assert min(lowest) > slips.HEIGHT - slips.CELL_HEIGHT + 2 * slips.MM  # the first slip's lower cut


def test_the_page_is_a4_and_its_letters_are_in_it() -> None:
    [page] = PdfReader(BytesIO(draw_slips([paper(1)], address="x"))).pages
    assert [round(float(side) / slips.MM) for side in page.mediabox[2:]] == [210, 297]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    assert COLUMNS * ROWS == 12


@pytest.mark.django_db
def test_the_qr_code_fills_the_staff_code_in_and_holds_no_secret(client: Client, monkeypatch) -> None:
    unit = OrgUnitFactory()
    person = PostingFactory(unit=unit, person__staff_code="CB000123").person
    client.force_login(officer(unit))
    drawn: list[Paper] = []
    monkeypatch.setattr(slips, "draw_slips", lambda papers, address: drawn.extend(papers) or b"%PDF")
    client.post(reverse("login_slips"), {"nguoi": [person.uuid], "xac-nhan": "1"})
    [slip] = drawn
    assert slip.link == f"http://testserver{LOGIN}?ma=CB000123"
    assert slip.code.replace("-", "") not in slip.link.upper()
    page = text(Client().get(slip.link))
    assert 'value="CB000123"' in page
    assert "&lt;" in text(Client().get(f"{LOGIN}?ma=<b>"))


@pytest.mark.django_db
def test_a_whole_commune_is_printed_in_the_order_of_the_list(client: Client) -> None:
    unit = OrgUnitFactory()
    for name in ("Trần Văn Bình", "Nguyễn Thị Ánh", "Lê Văn Cường", "Đỗ Ẩn"):
        PostingFactory(unit=unit, person__full_name=name)
    client.force_login(officer(unit))
    answer = client.post(reverse("login_slips"), {"tat-ca": "1", "xac-nhan": "1"})
    [said] = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    places = [said.index(name) for name in ("Nguyễn Thị Ánh", "Đỗ Ẩn", "Trần Văn Bình", "Lê Văn Cường")]
    assert places == sorted(places)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_nobody_chosen_makes_no_paper(client: Client) -> None:
    unit = OrgUnitFactory()
    client.force_login(officer(unit))
    answer = client.post(reverse("login_slips"), {"nguoi": [uuid4()], "xac-nhan": "1"})
    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_staff_code_that_is_anothers_name_is_told_and_nothing_is_printed(client: Client) -> None:
    unit = OrgUnitFactory()
    one, two = (PostingFactory(unit=unit).person for _ in range(2))
    AccountFactory(username=two.staff_code)
    client.force_login(officer(unit))
    answer = client.post(reverse("login_slips"), {"nguoi": [one.uuid, two.uuid], "xac-nhan": "1"})
    assert answer.status_code == 409
    assert two.staff_code in text(answer)
    assert not FirstLoginCode.objects.exists()
    assert not Account.objects.filter(person=one).exists()


@pytest.mark.django_db
def test_a_commune_costs_as_many_queries_as_one_person(client: Client, django_assert_max_num_queries) -> None:
    unit = OrgUnitFactory()
    for _ in range(30):
        PostingFactory(unit=unit)
    client.force_login(officer(unit))
    with django_assert_max_num_queries(30):
        client.post(reverse("login_slips"), {"tat-ca": "1", "xac-nhan": "1"})
