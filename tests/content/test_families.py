"""Two families of readers: those who carry the programme out and must learn, and everybody else who may."""

import pytest
from django.test import Client

from content.models import CoursePage
from courses.models.course import Audience, Family
from tests.factories.pages import course_page, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses() -> dict[str, CoursePage]:
    """One course for cadres, one for villagers, both published."""
    pages = {
        "cadres": course_page(title="Chuyển đổi số cho cán bộ", code="CB", slug="can-bo"),
        "villagers": course_page(
            title="Bán trái cây trên mạng", code="BC", slug="ba-con", audience=Audience.RESIDENT
        ),
    }
    for page in pages.values():
        publish(page)
    return pages


def titles(client: Client, **query: str) -> set[str]:
    return {item.title for item, _family in client.get("/khoa-hoc/", query).context["items"]}


def test_every_audience_belongs_to_exactly_one_family() -> None:
    both = [*Family.IMPLEMENTERS.audiences, *Family.BENEFICIARIES.audiences]
    assert sorted(both) == sorted(Audience.values)


def test_the_catalogue_shows_one_family_or_both(client: Client, courses: dict[str, CoursePage]) -> None:
    assert len(titles(client)) == 2
    assert titles(client, **{"danh-cho": "thu_huong"}) == {"Bán trái cây trên mạng"}
    assert titles(client, **{"danh-cho": "thuc_hien"}) == {"Chuyển đổi số cho cán bộ"}
    assert len(titles(client, **{"danh-cho": "la"})) == 2


def test_a_course_says_for_whom_and_whether_it_must_be_learnt(
    client: Client, courses: dict[str, CoursePage]
) -> None:
    open_to_all = client.get(f"/khoa-hoc/{courses['villagers'].slug}/").content.decode()
    assert "học tự nguyện" in open_to_all
    assert "Người dân, cộng đồng" in open_to_all
    must = client.get(f"/khoa-hoc/{courses['cadres'].slug}/").content.decode()
    assert "ai được giao thì phải học xong đúng hạn" in must


def test_the_present_choice_is_told_to_screen_readers(client: Client, courses: dict[str, CoursePage]) -> None:
    page = client.get("/khoa-hoc/", {"danh-cho": "thu_huong"}).content.decode()
    assert 'aria-current="page">Người dân, cộng đồng' in page
