"""“Đã hiểu”, “Chưa rõ”, “Làm ngay”: counted, never followed."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db.models import Sum
from django.test import Client

from content.models import TutorialTally
from content.views.reactions import PER_MINUTE
from tests.content.test_public_pages import words
from tests.factories import OrgUnitFactory
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
ADDRESS = "/huong-dan/xem-ho-so-da-xong-chua/"
REACT, DO_NOW = f"{ADDRESS}y-kien/", f"{ADDRESS}lam-ngay/"


@pytest.fixture(autouse=True)
def tutorial() -> Any:
    return publish(tutorial_page())


@pytest.fixture
def commune() -> Any:
    return OrgUnitFactory(code="26209", name="Gia Tân")


def tallies() -> dict[tuple[str, Any], int]:
    rows = TutorialTally.objects.values_list("kind", "unit__code").annotate(n=Sum("number"))
    return {(kind, code): n for kind, code, n in rows if n}


def slip_of(answer: Any) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["phieu"][0]


def test_a_press_is_one_more_and_is_answered_kindly(client: Client) -> None:
    answer = client.post(REACT, {"y": "chua"}, follow=True)

    assert tallies() == {("chua", None): 1}
    assert "Chưa rõ là do bài, không phải do bà con" in words(answer)
    assert "tổ công nghệ số" in words(answer)


def test_whoever_understood_is_led_to_the_real_service(client: Client) -> None:
    assert f'href="{DO_NOW}"' in words(client.post(REACT, {"y": "hieu"}, follow=True))


def test_nobody_gets_a_cookie(client: Client) -> None:
    client.post(REACT, {"y": "hieu"}, follow=True)
    client.get(DO_NOW)

    assert not client.cookies


def test_who_names_the_commune_is_counted_there_and_not_twice(client: Client, commune: Any) -> None:
    client.post(REACT, {"y": "hieu"})
    slip = slip_of(client.post(REACT, {"y": "hieu"}))
    for _again in range(3):
        answer = client.post(REACT, {"phieu": slip, "xa": commune.code}, follow=True)

    assert tallies() == {("hieu", None): 1, ("hieu", "26209"): 1}
    assert "Đã ghi xã, phường." in words(answer)


@pytest.mark.parametrize("data", [{"phieu": "bia-ra", "xa": "26209"}, {"y": "co-le"}, {}])
def test_what_was_not_offered_is_not_counted(client: Client, commune: Any, data: dict[str, str]) -> None:
    assert client.post(REACT, data).status_code == 422
    assert tallies() == {}


def test_an_unknown_commune_leaves_the_press_where_it_was(client: Client, commune: Any) -> None:
    slip = slip_of(client.post(REACT, {"y": "hieu"}))

    assert client.post(REACT, {"phieu": slip, "xa": "khong-co"}).status_code == 422
    assert tallies() == {("hieu", None): 1}


def test_a_slip_of_one_tutorial_says_nothing_of_another(client: Client, commune: Any) -> None:
    publish(tutorial_page(title="Nộp hồ sơ tại nhà"))
    slip = slip_of(client.post(REACT, {"y": "hieu"}))
    answer = client.post("/huong-dan/nop-ho-so-tai-nha/y-kien/", {"phieu": slip, "xa": commune.code})

    assert answer.status_code == 422
    assert tallies() == {("hieu", None): 1}


def test_do_now_is_counted_and_leads_to_the_service(client: Client) -> None:
    assert client.get(DO_NOW)["Location"] == "https://dichvucong.gov.vn"
    assert tallies() == {("lam", None): 1}


def test_a_browser_that_looks_ahead_is_not_a_villager(client: Client) -> None:
    client.get(DO_NOW, headers={"sec-purpose": "prefetch;prerender"})
    client.head(DO_NOW)

    assert tallies() == {}


def test_a_tutorial_without_a_service_has_nothing_to_open(client: Client) -> None:
    publish(tutorial_page(title="Nhận ra tin giả", do_now_url=""))

    assert client.get("/huong-dan/nhan-ra-tin-gia/lam-ngay/").status_code == 404


def test_a_classroom_is_let_through_and_a_machine_is_not(client: Client) -> None:
    for _villager in range(PER_MINUTE):
        client.post(REACT, {"y": "hieu"})
    counted = tallies()["hieu", None]
    statuses = {client.post(REACT, {"y": "hieu"}).status_code for _more in range(PER_MINUTE + 1)}

    assert counted == PER_MINUTE
    assert 429 in statuses


def test_do_now_still_leads_on_when_no_longer_counted(client: Client) -> None:
    statuses = {client.get(DO_NOW).status_code for _tap in range(2 * PER_MINUTE + 1)}

    assert statuses == {302}
    assert tallies()["lam", None] <= 2 * PER_MINUTE


@pytest.mark.parametrize("rest", ["y-kien/", "lam-ngay/", "gui/", "the.jpg"])
def test_of_an_unknown_tutorial_there_is_nothing(client: Client, rest: str) -> None:
    assert client.get(f"/huong-dan/khong-co/{rest}").status_code == 404


def test_the_page_asks_little_of_the_database(
    client: Client, commune: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):  # the first of a day makes the row
        client.post(REACT, {"y": "hieu"})
    with django_assert_max_num_queries(3):
        slip = slip_of(client.post(REACT, {"y": "hieu"}))
    with django_assert_max_num_queries(6):
        client.get(REACT, {"y": "hieu", "phieu": slip})
