"""Villagers leave no trace: every public page sets no cookie and asks no other site for anything."""

import re
from typing import Any

import pytest
from django.test import Client

from content.models import TutorialTally
from tests.factories import OrgUnitFactory
from tests.factories.pages import (
    article_page,
    case_study_page,
    commune_page,
    course_page,
    material_page,
    picture,
    publish,
    tutorial_page,
    video,
)

pytestmark = pytest.mark.django_db
# What a browser fetches or sends by itself; links that a reader follows are not among them.
FETCHED = re.compile(
    r"<(?:script|img|video|audio|source|track|iframe|form|use|embed)\b"
    r"[^>]*?\s(?:src|srcset|poster|action|href)=\"([^\"]+)\""
)
SHEETS = re.compile(
    r"<link\b(?=[^>]*rel=\"(?:stylesheet|preload|icon|apple-touch-icon|manifest|preconnect|dns-prefetch)\")"
    r"[^>]*href=\"([^\"]+)\""
)
CHOICES = ("/ngon-ngu/", "/nen/", "/chu-to/", "/tuong-phan/", "/vao/", "/tai-khoan/")
LOCAL = re.compile(r"/(?!/)|#|\?|data:")
BEGINNINGS = (
    "/",
    "/xa/",
    "/tin/",
    "/mo-hinh-hay/",
    "/tai-lieu/",
    "/khoa-hoc/",
    "/ban-do/",
    "/xac-minh/",
    "/bat-dau/",
)
NOT_PAGES = re.compile(r"\.(?:pdf|zip|jpg|xml|svg|png|csv|txt)$|/lam-ngay/|/tai-ve/|^/(?:media|static|tep)/")
KB = 1024


@pytest.fixture
def province() -> None:
    """One of everything public."""
    publish(tutorial_page(video=video(), image=picture()))
    publish(course_page())
    publish(material_page())
    commune = publish(commune_page(OrgUnitFactory(), image=picture()))
    publish(article_page(commune, image=picture(), video=video()))
    publish(case_study_page(commune, photos=[("photo", {"image": picture(), "alt": "Sạp chợ"})]))


def walk(client: Client) -> dict[str, Any]:
    """Every page that a stranger reaches by links, with its answer; choices of language and colours are choices."""
    waiting, seen = list(BEGINNINGS), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = seen[address] = client.get(address)
        waiting += [answer["Location"]] if answer.status_code == 302 else []
        html = answer.content.decode() if "html" in answer.get("Content-Type", "") else ""
        links = re.findall(r"<a\b[^>]*\shref=\"(/[^\"#?]*)", html)
        waiting += [link for link in links if not NOT_PAGES.search(link) and not link.startswith(CHOICES)]
    return seen


@pytest.mark.usefixtures("province")
def test_no_public_page_sets_a_cookie_or_asks_another_site(client: Client) -> None:
    pages = walk(client)
    wrong = []
    for address, answer in pages.items():
        assert answer.status_code in (200, 302), address
        html = answer.content.decode()
        wrong += [f"{address} sets {name}" for name in answer.cookies]
        wrong += [
            f"{address} fetches {one}"
            for one in FETCHED.findall(html) + SHEETS.findall(html)
            if not LOCAL.match(one)
        ]
        if "default-src 'self'" not in answer["Content-Security-Policy"]:
            wrong.append(f"{address} has no policy")
    assert not wrong, "\n".join(wrong)
    kinds = (
        "/huong-dan/xem",
        "/xa/xa-",
        "/tin/ap-",
        "/mo-hinh-hay/cho-",
        "/tai-lieu/to-",
        "/khoa-hoc/chuyen-",
    )
    assert all(any(address.startswith(kind) for address in pages) for kind in kinds)
    assert not client.cookies


def test_the_walk_would_notice_a_foreign_picture() -> None:
    html = '<img alt="" src="https://dem.example/1.gif"><link rel="stylesheet" href="//x.example/a.css">'

    assert [one for one in FETCHED.findall(html) + SHEETS.findall(html) if not LOCAL.match(one)] == [
        "https://dem.example/1.gif",
        "//x.example/a.css",
    ]


@pytest.mark.usefixtures("province")
def test_public_pages_work_without_a_script(client: Client) -> None:
    for address, answer in walk(client).items():
        assert not re.search(r"\son\w+=|<script(?![^>]*\bsrc=)", answer.content.decode()), address


@pytest.mark.usefixtures("province")
def test_looking_is_not_counted_for_anybody(client: Client) -> None:
    walk(client)

    assert not TutorialTally.objects.exists()
