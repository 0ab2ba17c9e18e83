"""What a device is told to fetch: the smallest film, the sound, pictures and subtitles, and what is no longer there."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.pages import SHA, picture, publish, tutorial_page, video

pytestmark = pytest.mark.django_db
ASK = "/da-luu/bai.json"


@pytest.fixture
def item() -> Any:
    return publish(tutorial_page(video=video(), image=picture()))


def test_a_parcel_has_the_smallest_film_and_every_picture(client: Client, item: Any) -> None:
    told = client.get(ASK, {"bai": item.slug}).json()
    (one,) = told["items"]
    assert (one["path"], one["version"], told["gone"]) == (f"/huong-dan/{item.slug}/", 1, [])
    assert one["film"] == {"url": f"/media/v/{SHA}/240.mp4", "bytes": 900_000}
    pictures = [file for file in one["files"] if file["url"].endswith(".webp")]
    assert pictures
    assert all(file["bytes"] for file in pictures)
    assert len({file["url"] for file in one["files"]}) == len(one["files"])


def test_what_was_withdrawn_is_named_and_not_offered(client: Client, item: Any) -> None:
    item.unpublish()
    told = client.get(ASK, {"bai": [item.slug, "khong-co"]}).json()
    assert (told["items"], told["gone"]) == ([], [item.slug, "khong-co"])


def test_a_new_version_has_a_new_number(client: Client, item: Any) -> None:
    item.need_first = "Số điện thoại"
    publish(item)
    assert client.get(ASK, {"bai": item.slug}).json()["items"][0]["version"] == 2


def test_a_topic_is_asked_for_in_one_query(
    client: Client, item: Any, django_assert_max_num_queries: Any
) -> None:
    publish(tutorial_page(title="Nộp hồ sơ tại nhà"))
    with django_assert_max_num_queries(1):
        told = client.get(ASK, {"chu-de": "dich-vu-cong"}).json()
    assert [one["slug"] for one in told["items"]] == [item.slug, "nop-ho-so-tai-nha"]
    assert client.get(ASK, {"chu-de": "y-te-so"}).json()["items"] == []


def test_there_is_no_other_topic(client: Client) -> None:
    assert client.get(ASK, {"chu-de": "la"}).status_code == 404


def test_nobody_gets_a_cookie_and_nothing_asked_is_nothing(client: Client) -> None:
    answer = client.get(ASK)
    assert answer.json()["items"] == []
    assert not answer.cookies


def test_the_page_is_one_for_all_and_needs_no_list(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(0):
        answer = client.get("/da-luu/")
    assert "Những bài giữ trong máy này" in answer.content.decode()
    assert not answer.cookies


def test_the_switch_takes_the_button_away(client: Client, item: Any, settings: Any) -> None:
    assert "data-save=" in client.get(f"/huong-dan/{item.slug}/").content.decode()
    settings.OFFLINE_PAGES = False
    assert "data-save=" not in client.get(f"/huong-dan/{item.slug}/").content.decode()


def test_what_can_be_no_address_is_gone(client: Client) -> None:
    answer = client.get("/da-luu/bai.json", {"bai": ["a\0b", "x y"]})

    assert answer.status_code == 200
    assert answer.json()["gone"] == ["a\0b", "x y"]
