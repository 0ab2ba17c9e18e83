"""The open library: for whom, under which licence, how often taken; counted without knowing anybody."""

from typing import Any

import pytest
from django.test import Client

from content.models import MaterialTally
from content.story_queries import takings
from tests.factories.pages import material_page, publish

pytestmark = pytest.mark.django_db
TAKE = "/tai-lieu/to-roi-vneid/tai-ve/"


def words(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_taking_a_material_is_counted_and_leads_to_the_file(client: Client) -> None:
    publish(material_page())
    answer = client.get(TAKE)
    client.get(TAKE)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/tep/")
    assert MaterialTally.objects.get().number == 2
    assert "Đã lấy về 2 lần." in words(client.get("/tai-lieu/to-roi-vneid/"))
    assert "đã lấy về 2 lần" in words(client.get("/tai-lieu/"))


def test_looking_ahead_or_asking_for_the_head_is_no_taking(client: Client) -> None:
    publish(material_page())
    client.head(TAKE)
    client.get(TAKE, headers={"sec-purpose": "prefetch"})

    assert not MaterialTally.objects.exists()


def test_too_many_presses_lead_on_uncounted(client: Client, monkeypatch: Any) -> None:
    publish(material_page())
    monkeypatch.setattr("content.views.materials.asks_too_often", lambda *args: True)

    assert client.get(TAKE).status_code == 302
    assert not MaterialTally.objects.exists()


def test_the_count_outlives_a_new_edition_and_a_copy_begins_at_nothing(client: Client) -> None:
    page = publish(material_page())
    client.get(TAKE)
    publish(page)
    publish(page.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"}))

    assert "Đã lấy về 1 lần." in words(client.get("/tai-lieu/to-roi-vneid/"))
    assert "Đã lấy về" not in words(client.get("/tai-lieu/ban-sao/"))
    assert sum(takings().values()) == 1


def test_a_material_names_its_licence_and_its_source(client: Client) -> None:
    publish(material_page(licence="cc-by-sa", credit="Sở Khoa học và Công nghệ", audience="dan_cu"))
    html = words(client.get("/tai-lieu/to-roi-vneid/"))

    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/deed.vi"' in html
    assert "Sở Khoa học và Công nghệ" in html
    assert "Dành cho: Cộng đồng dân cư." in html


def test_the_library_is_narrowed_by_service_reader_and_licence(client: Client) -> None:
    publish(material_page(title="Mở", slug="mo", licence="cc-by", topic="y-te-so", audience="dan_cu"))
    publish(material_page(title="Phải hỏi", slug="phai-hoi"))

    for query in ("viec=y-te-so", "danh-cho=dan_cu", "dung-lai=1"):
        html = words(client.get(f"/tai-lieu/?{query}"))
        assert 'href="/tai-lieu/mo/"' in html, query
        assert 'href="/tai-lieu/phai-hoi/"' not in html, query
    assert 'href="/tai-lieu/phai-hoi/"' in words(client.get("/tai-lieu/?dung-lai=abc&viec=x"))


def test_the_library_asks_twice_however_long_it_is(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        publish(material_page(title=f"Tài liệu {number}"))
    with django_assert_max_num_queries(2):
        client.get("/tai-lieu/")


def test_an_unknown_material_is_not_counted(client: Client) -> None:
    assert client.get("/tai-lieu/khong-co/tai-ve/").status_code == 404
