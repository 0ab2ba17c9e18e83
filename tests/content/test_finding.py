"""Search that forgives: accents, ears, fingers, Telex left off."""

from typing import Any

import pytest
from django.test import Client

from content.finding import search
from content.likely_words import meant, slips, sound
from tests.content.test_public_pages import words
from tests.factories.pages import publish, tutorial_page

KNOWN = {"ho", "so", "kham", "benh", "thanh", "toan", "nghi", "truc", "tuyen", "xem", "dang", "ky"}


@pytest.fixture
def tutorials(db: Any) -> None:
    publish(tutorial_page())
    publish(
        tutorial_page(
            title="Đặt lịch khám bệnh",
            topic="y-te-so",
            summary="Chọn giờ khám ở nhà.",
            need_first="Thẻ bảo hiểm y tế",
        )
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hoso", {"ho so"}),
        ("hoof", {"ho"}),
        ("ddawng", {"dang"}),
        ("kys", {"ky"}),
        ("dan", {"dang"}),  # by ear
        ("sem", {"xem"}),
        ("chuc", {"truc"}),
        ("khma", {"kham"}),
        ("thnah", {"thanh"}),
        ("bnh", {"benh"}),
        ("d9a8ng", {"dang"}),
        ("ky1", {"ky"}),
        ("truc75", {"truc"}),
        ("xemhoso", {"xem ho so"}),
        ("zz", set()),
        ("tuvi", set()),
    ],
)
def test_a_word_is_guessed_by_ear_by_finger_and_by_telex(typed: str, found: set[str]) -> None:
    assert meant(typed, KNOWN) == found


def test_a_slip_is_counted_once_even_when_letters_swap() -> None:
    assert slips("khma", "kham", 2) == 1
    assert slips("kham", "kham", 1) == 0
    assert slips("a", "thanh", 1) == 2  # more than asked about


def test_sounds_of_the_south_east_are_one() -> None:
    assert sound("xinh") == sound("sinh")
    assert sound("trang") == sound("chan")
    assert sound("nghe") != sound("khe")


@pytest.mark.usefixtures("tutorials")
@pytest.mark.parametrize(
    "typed",
    [
        "dat lich khma",
        "ĐẶT LỊCH",
        "ddawtj lichj khams",
        "đặc lịch khám",
        "datlich",
        "bhyt",
        "d9a85t li5ch kha1m",
        "datlichkham",
        "DATLICHKHAMBENH",
    ],
)
def test_the_right_tutorial_comes_first_in_spite_of_slips(typed: str) -> None:
    assert search(typed).items[0].title == "Đặt lịch khám bệnh"


@pytest.mark.usefixtures("tutorials")
def test_a_guess_is_said_to_be_one(client: Client) -> None:
    assert "Không thấy đúng chữ bà con gõ" in words(client.get("/tim/?q=khma+bnh"))
    assert "Không thấy đúng chữ bà con gõ" not in words(client.get("/tim/?q=kham+benh"))


@pytest.mark.usefixtures("tutorials")
def test_nothing_near_leads_to_the_services_and_the_three_questions(client: Client) -> None:
    html = words(client.get("/tim/?q=tau+con+thoi+bay"))

    assert "Chưa tìm thấy bài nào" in html
    assert 'href="/bat-dau/"' in html


@pytest.mark.usefixtures("tutorials")
def test_searching_asks_twice_however_much_is_found(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        search("xem kham ho so bnh")
