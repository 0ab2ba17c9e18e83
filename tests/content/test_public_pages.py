"""The villagers' and catalogue pages: cheap, small, working without a script."""

import gzip
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
from django.test import Client
from redis.exceptions import RedisError

from content.finding import search
from content.services.releases import release_page
from content.topics import TOPICS
from tests.factories import AccountFactory, EnrolmentFactory, PersonFactory
from tests.factories.pages import AT, course_page, lesson_page, picture, publish, tutorial_page, video

pytestmark = pytest.mark.django_db
KB = 1024


@pytest.fixture
def tutorial() -> Any:
    return publish(tutorial_page(video=video(), image=picture()))


def words(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_the_home_shows_seven_services_with_their_cost(client: Client, tutorial: Any) -> None:
    html = words(client.get("/"))

    assert all(str(topic.title) in html for topic in TOPICS)
    assert html.count('class="tile') - html.count('class="tile-icon') - html.count('class="tiles') == 7
    assert "1 bài · từ 0,9 MB" in html
    assert html.count("Sắp có") == 6


def test_the_home_asks_the_database_at_most_thrice(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/tim/")
    with django_assert_max_num_queries(3):
        client.get("/")


def test_a_tutorial_asks_at_most_four_times(
    client: Client, tutorial: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        client.get("/huong-dan/xem-ho-so-da-xong-chua/")


@pytest.mark.usefixtures("remembering")
def test_a_cached_page_asks_nothing(client: Client, tutorial: Any, django_assert_num_queries: Any) -> None:
    client.get("/")
    with django_assert_num_queries(0):
        client.get("/")


@pytest.mark.usefixtures("remembering")
def test_the_cache_forgets_when_something_is_published(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert "bài · từ" not in words(client.get("/"))
    with django_capture_on_commit_callbacks(execute=True):
        publish(tutorial_page(video=video()))

    assert "1 bài · từ 0,9 MB" in words(client.get("/"))


@pytest.mark.usefixtures("remembering")
def test_large_text_is_a_page_of_its_own(client: Client) -> None:
    client.get("/")
    client.cookies["chu"] = "to"

    assert "Chữ thường" in words(client.get("/"))


@pytest.mark.usefixtures("remembering")
def test_a_kept_page_is_the_same_page_and_travels_packed(client: Client, tutorial: Any) -> None:
    first = client.get("/")
    kept = client.get("/")
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    smallest = client.get("/", headers={"accept-encoding": "gzip, deflate, br"})

    assert kept.content == first.content
    assert gzip.decompress(packed.content) == brotli.decompress(smallest.content) == first.content
    assert (packed["Content-Encoding"], smallest["Content-Encoding"]) == ("gzip", "br")
    assert len(smallest.content) < len(packed.content)
    assert {**kept.headers}.keys() >= {"Content-Security-Policy", "X-Frame-Options", "Content-Language"}


@pytest.mark.usefixtures("remembering")
def test_villagers_read_on_while_the_cache_is_away(client: Client, monkeypatch: Any) -> None:
    def away(*args: object) -> None:
        raise RedisError

    monkeypatch.setattr("content.public_cache.cache", SimpleNamespace(get=away, set=away, delete=away))
    assert client.get("/").status_code == client.get("/").status_code == 200


@pytest.mark.usefixtures("remembering")
def test_who_is_signed_in_never_gets_a_kept_page(client: Client) -> None:
    client.get("/khoa-hoc/")
    client.force_login(AccountFactory(person=PersonFactory()))
    client.get("/khoa-hoc/")

    assert "Việc học" in words(client.get("/khoa-hoc/"))
    assert "Cán bộ đăng nhập" in words(Client().get("/khoa-hoc/"))


@pytest.mark.parametrize(("address", "most"), [("/", 6 * KB), ("/huong-dan/xem-ho-so-da-xong-chua/", 5 * KB)])
def test_pages_are_small_on_the_wire(client: Client, tutorial: Any, address: str, most: int) -> None:
    assert len(gzip.compress(client.get(address).content, 6)) <= most


def test_a_tutorial_says_its_cost_and_leads_to_the_film(client: Client, tutorial: Any) -> None:
    html = words(client.get("/huong-dan/xem-ho-so-da-xong-chua/"))

    assert "Xem · 2 phút · 0,9 MB" in html
    assert 'preload="none"' in html
    assert f'href="/media/v/{"ab" * 32}/240.mp4" data-play' in html
    assert "Xem nét hơn · 1,4 MB" in html
    assert "Làm theo 2 bước" in html
    assert 'property="og:image"' in html


def test_answers_are_judged_kindly_without_a_script(client: Client, tutorial: Any) -> None:
    html = words(client.get("/huong-dan/xem-ho-so-da-xong-chua/?c0=0&c1=1"))

    assert html.count('class="option right"') == 1
    assert html.count('class="option wrong"') == 1
    assert "Đúng rồi." in html
    assert "Xem lại giấy biên nhận nhé." in html


@pytest.mark.parametrize("nonsense", ["?c0=9", "?c0=-1", "?c0=abc&c7=1", "?c0=%00", "?c0=²"])
def test_nonsense_as_an_answer_is_no_answer(client: Client, tutorial: Any, nonsense: str) -> None:
    answer = client.get("/huong-dan/xem-ho-so-da-xong-chua/" + nonsense)

    assert answer.status_code == 200
    assert 'class="option right"' not in words(answer)


def test_which_answer_is_right_is_not_in_the_page(client: Client, tutorial: Any) -> None:
    html = words(client.get("/huong-dan/xem-ho-so-da-xong-chua/"))

    assert "Đúng rồi." not in html
    assert "correct" not in html


def test_search_forgives_accents_and_finds_by_any_word(tutorial: Any) -> None:
    assert [item.title for item in search("HO SO xong").items] == ["Xem hồ sơ đã xong chưa"]
    assert [item.title for item in search("hồ sơ tàu vũ").items] == ["Xem hồ sơ đã xong chưa"]
    assert search("  ").items == []
    assert search("tàu con thoi").items == []


def test_an_unpublished_tutorial_is_gone(client: Client, tutorial: Any) -> None:
    tutorial.unpublish()

    assert client.get("/huong-dan/xem-ho-so-da-xong-chua/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/huong-dan/", "/huong-dan/chu-de/y-te-so/", "/tim/?q=ho+so", "/tim/", "/tai-lieu/", "/khoa-hoc/"],
)
def test_lists_open_for_strangers_and_for_the_signed_in(client: Client, tutorial: Any, address: str) -> None:
    assert client.get(address).status_code == 200
    client.force_login(AccountFactory(person=PersonFactory()))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/huong-dan/khong-co/", "/huong-dan/chu-de/khong-co/", "/khoa-hoc/x/", "/tai-lieu/x/", "/khoa-hoc/x/y/"],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_course_page_shows_its_released_outline_and_the_way_on(client: Client) -> None:
    course = publish(course_page(outcomes="Lập hồ sơ\nGửi hồ sơ", who="Cán bộ xã"))
    lesson = publish(lesson_page(course, title="Bài mở đầu"))
    course.refresh_from_db()
    release = release_page(page=course, at=AT)
    stranger = words(client.get("/khoa-hoc/chuyen-doi-so/"))
    assert "Bài mở đầu" in stranger
    assert "Gửi hồ sơ" in stranger
    assert "Đăng nhập để học" in stranger

    enrolment = EnrolmentFactory(release=release, course=course.course)
    client.force_login(AccountFactory(person=enrolment.learner))
    assert "Học tiếp" in words(client.get("/khoa-hoc/chuyen-doi-so/"))
    answer = client.get("/khoa-hoc/chuyen-doi-so/bai-mo-dau/")
    assert answer["Location"] == f"/hoc/{lesson.activity.uuid}/"


def test_a_course_that_was_not_released_is_not_promised(client: Client) -> None:
    publish(course_page())

    assert "chưa mở cho người học" in words(client.get("/khoa-hoc/chuyen-doi-so/"))


def test_a_course_names_its_sponsors(client: Client) -> None:
    publish(course_page(sponsors="Viettel Đồng Nai tài trợ đường truyền"))

    assert "Đồng hành: Viettel Đồng Nai tài trợ đường truyền" in words(client.get("/khoa-hoc/chuyen-doi-so/"))


def test_an_answer_of_thousands_of_digits_is_no_answer(client: Client, tutorial: Any) -> None:
    answer = client.get("/huong-dan/xem-ho-so-da-xong-chua/", {"c0": "9" * 5000})

    assert answer.status_code == 200
    assert "Đúng rồi" not in words(answer)


@pytest.mark.parametrize("rest", ["", "gui/", "in/", "in/a4.pdf", "y-kien/", "lam-ngay/", "loi-thoai/"])
def test_who_comes_by_old_paper_is_told_that_the_lesson_was_withdrawn(
    client: Client, tutorial: Any, rest: str
) -> None:
    tutorial.unpublish()
    answer = client.get(f"/huong-dan/xem-ho-so-da-xong-chua/{rest}")

    assert answer.status_code == 404
    assert "Bài này không còn phát hành" in words(answer)
    assert "Không có trang này" in words(answer)  # the heading of old paper is no failure of its reader


def test_a_draft_that_was_never_public_is_unknown(client: Client) -> None:
    tutorial_page(title="Chưa ai biết", slug="chua-ai-biet")

    assert "không còn phát hành" not in words(client.get("/huong-dan/chua-ai-biet/"))


@pytest.mark.usefixtures("remembering")
def test_who_has_the_page_already_is_sent_no_page(
    client: Client, tutorial: Any, django_capture_on_commit_callbacks: Any
) -> None:
    packed = {"Accept-Encoding": "br"}
    first = client.get("/", headers=packed)
    again = client.get("/", headers=packed | {"If-None-Match": f'W/"x", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert (again["Vary"], again["Cache-Control"]) == ("Accept-Encoding, Cookie", "no-cache")
    plain = client.get("/", headers={"If-None-Match": first["ETag"]})
    assert plain.status_code == 200  # other bytes, another tag

    with django_capture_on_commit_callbacks(execute=True):
        publish(tutorial_page(title="Bài mới", slug="bai-moi"))
    assert client.get("/", headers=packed | {"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    ("opens", "coding"),
    [("br;q=0, gzip", "gzip"), ("gzip;q=0", ""), ("gzip;q=0.5", "gzip"), ("br, gzip", "br")],
)
def test_a_page_is_not_packed_in_a_way_that_was_refused(client: Client, opens: str, coding: str) -> None:
    client.get("/")

    assert client.get("/", headers={"Accept-Encoding": opens}).get("Content-Encoding", "") == coding
