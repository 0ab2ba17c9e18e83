"""Three questions, one tap each, to one tutorial."""

from typing import Any

import pytest
from django.test import Client

from content.models import ShelfItem
from tests.content.test_public_pages import words
from tests.factories.pages import publish, tutorial_page, video

pytestmark = pytest.mark.django_db


@pytest.fixture
def tutorial() -> Any:
    return publish(tutorial_page(video=video()))


def with_sound(slug: str) -> None:
    version = ShelfItem.objects.get(slug=slug).version
    media = version.media | {"audio": [{"url": "/media/v/x/nghe.m4a", "bytes": 400_000, "mime": "audio/mp4"}]}
    type(version).objects.filter(pk=version.pk).update(media=media)


def test_only_services_that_have_a_tutorial_are_offered(client: Client, tutorial: Any) -> None:
    html = words(client.get("/bat-dau/"))

    assert "Câu 1/3" in html
    assert 'href="/bat-dau/dich-vu-cong/"' in html
    assert "y-te-so" not in html


def test_the_second_question_says_what_one_can_do_afterwards(client: Client, tutorial: Any) -> None:
    publish(tutorial_page(title="Nộp hồ sơ tại nhà", summary="Gửi giấy tờ không phải đi."))
    html = words(client.get("/bat-dau/dich-vu-cong/"))

    assert "Gửi giấy tờ không phải đi." in html
    assert 'href="/bat-dau/bai/nop-ho-so-tai-nha/"' in html


def test_a_question_with_one_answer_is_not_asked(client: Client, tutorial: Any) -> None:
    assert client.get("/bat-dau/dich-vu-cong/")["Location"] == "/bat-dau/bai/xem-ho-so-da-xong-chua/"


def test_who_can_only_read_is_led_straight_on(client: Client) -> None:
    publish(tutorial_page())

    assert (
        client.get("/bat-dau/bai/xem-ho-so-da-xong-chua/")["Location"] == "/huong-dan/xem-ho-so-da-xong-chua/"
    )


def test_the_third_question_shows_what_each_way_costs(client: Client, tutorial: Any) -> None:
    with_sound(tutorial.slug)
    html = words(client.get("/bat-dau/bai/xem-ho-so-da-xong-chua/"))

    assert "2 phút · 0,9 MB" in html
    assert "2 phút · 0,4 MB" in html
    assert 'href="/huong-dan/xem-ho-so-da-xong-chua/?cach=doc"' in html


def test_the_way_chosen_is_the_way_shown(client: Client, tutorial: Any) -> None:
    with_sound(tutorial.slug)
    heard = words(client.get("/huong-dan/xem-ho-so-da-xong-chua/?cach=nghe"))
    read = words(client.get("/huong-dan/xem-ho-so-da-xong-chua/?cach=doc"))

    assert "<audio" in heard
    assert "<video" not in heard
    assert "<video" not in read
    assert "Làm theo 2 bước" in read


def test_an_empty_shelf_says_so(client: Client) -> None:
    assert "Sắp có bài" in words(client.get("/bat-dau/"))
    assert "Sắp có bài" in words(client.get("/bat-dau/y-te-so/"))


@pytest.mark.parametrize("address", ["/bat-dau/khong-co/", "/bat-dau/bai/khong-co/"])
def test_an_unknown_answer_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/bat-dau/", "/bat-dau/dich-vu-cong/", "/bat-dau/bai/xem-ho-so-da-xong-chua/"]
)
def test_no_question_leaves_a_cookie(client: Client, tutorial: Any, address: str) -> None:
    assert not client.get(address).cookies


def test_each_step_has_a_title_of_its_own(client: Client) -> None:
    publish(tutorial_page(title="Nộp hồ sơ", slug="nop-ho-so"))
    publish(tutorial_page(title="Xem hồ sơ", slug="xem-ho-so", video=video()))

    assert (
        "<title>Cụ thể là việc nào? · Dịch vụ công" in client.get("/bat-dau/dich-vu-cong/").content.decode()
    )
    assert "cách nào? · Xem hồ sơ · " in client.get("/bat-dau/bai/xem-ho-so/").content.decode()
