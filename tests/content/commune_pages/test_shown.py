"""Sensible though nobody writes it, and a signpost after a reform; cheap, small and fresh."""

import gzip
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from common import clock
from content.models import CommunePage, WifiPoint
from content.services.communes import ensure_commune_pages
from courses.models.course import Audience
from people.models import OrgUnit, UnitChange
from tests.content.commune_pages.cast import AT, KB, words
from tests.factories import OrgUnitFactory, ReleaseFactory
from tests.factories.pages import (
    article_page,
    case_study_page,
    commune_page,
    publish,
    tutorial_page,
    video,
)
from tests.factories.training import MeetingFactory, TrainingFactory

pytestmark = pytest.mark.django_db


def test_a_page_nobody_wrote_still_helps(client: Client, page: CommunePage) -> None:
    publish(tutorial_page(video=video()))
    html = words(client.get("/xa/xa-xuan-dinh/"))

    assert "<h1>Xã Xuân Định</h1>" in html
    assert "Bài mới" in html
    assert "Xem hồ sơ đã xong chưa" in html
    assert "tổ công nghệ số cộng đồng của ấp" in html
    assert "Lớp sắp mở" not in html


def test_what_the_editor_wrote_stands_on_it(client: Client, unit: OrgUnit) -> None:
    tutorial, gone = publish(tutorial_page(video=video())), publish(tutorial_page(title="Bài bỏ", slug="bo"))
    publish(
        commune_page(
            unit, slug="xd", lead="Chợ Xuân Định nhận QR.", picks=[("item", gone), ("item", tutorial)],
            helpers_contact="<p>Anh Tâm, ấp Bình Tiến</p>",
            office_contact="Một cửa: 7–17 giờ",
        )
    )  # fmt: skip
    gone.unpublish()
    WifiPoint.objects.create(unit=unit, name="Nhà văn hóa ấp", hours="7–21 giờ")
    WifiPoint.objects.create(unit=unit, name="Trạm y tế", is_open=False)
    html = words(client.get("/xa/xd/"))

    assert "Chợ Xuân Định nhận QR." in html
    assert "Bài nên xem" in html
    assert "Bài bỏ" not in html
    assert "Anh Tâm" in html
    assert "Một cửa: 7–17 giờ" in html
    assert "Nhà văn hóa ấp" in html
    assert "Trạm y tế" not in html


def test_only_its_own_news_and_those_of_its_forerunners(
    client: Client, page: CommunePage, unit: OrgUnit
) -> None:
    former = OrgUnitFactory(name="Bảo Hòa", valid_to=date(2025, 7, 1))
    UnitChange.objects.create(from_unit=former, to_unit=unit, extent="whole", effective_on=date(2025, 7, 1))
    publish(article_page(page, title="Tin của xã"))
    publish(case_study_page(title="Mô hình Bảo Hòa", slug="bao-hoa", unit=former))
    publish(article_page(title="Tin nơi khác", unit=OrgUnitFactory()))
    html = words(client.get("/xa/xa-xuan-dinh/"))

    assert "Tin của xã" in html
    assert "Mô hình Bảo Hòa" in html
    assert "Tin nơi khác" not in html
    assert "Gồm nơi trước đây là: Xã Bảo Hòa." in html


def test_classes_open_to_all_are_told_and_classes_of_cadres_are_not(
    client: Client, page: CommunePage, unit: OrgUnit
) -> None:
    ahead = clock.now() + timedelta(days=3)
    for audience, title in ((Audience.RESIDENT, "Lớp cho bà con"), (Audience.CADRE, "Lớp cán bộ")):
        release = ReleaseFactory(course__audience=audience)
        lesson = TrainingFactory(
            release=release, lead_unit=unit, title=title, meetings=0, sponsors="Viettel Đồng Nai"
        )
        MeetingFactory(session=lesson, starts_at=ahead)
    past = TrainingFactory(release__course__audience="dan_cu", lead_unit=unit, title="Đã qua", meetings=0)
    MeetingFactory(session=past, starts_at=clock.now() - timedelta(days=3))
    html = words(client.get("/xa/xa-xuan-dinh/"))

    assert "Lớp cho bà con" in html
    assert "Đồng hành: Viettel Đồng Nai" in html
    assert "Lớp cán bộ" not in html
    assert "Đã qua" not in html


def test_a_commune_that_is_no_more_leads_to_its_heirs(
    client: Client, page: CommunePage, unit: OrgUnit
) -> None:
    day = date(2026, 5, 1)
    whole, part = OrgUnitFactory(name="Xuân Lộc", valid_from=day), OrgUnitFactory(name="Xuân Bắc")
    OrgUnit.objects.filter(pk=unit.pk).update(valid_to=day)
    for heir, extent, principal in ((part, "part", False), (whole, "whole", True)):
        UnitChange.objects.create(
            from_unit=unit, to_unit=heir, extent=extent, is_principal=principal, effective_on=day
        )
    ensure_commune_pages(at=AT)
    html = words(client.get("/xa/xa-xuan-dinh/"))

    assert "đã được sắp xếp lại từ ngày 01/05/2026" in html or "đã được sắp xếp lại từ ngày 1/5/2026" in html
    assert '<a href="/xa/xa-xuan-loc/">Nay là Xã Xuân Lộc</a>' in html
    assert "Một phần nay thuộc Xã Xuân Bắc" in html
    assert "Vướng thì hỏi ai" not in html
    assert "Xuân Định" not in words(client.get("/xa/"))


def test_the_list_and_unknown_addresses(client: Client, page: CommunePage) -> None:
    assert 'href="/xa/xa-xuan-dinh/"' in words(client.get("/xa/"))
    assert client.get("/xa/khong-co/").status_code == 404
    page.unpublish()
    assert client.get("/xa/xa-xuan-dinh/").status_code == 404


def test_a_page_is_cheap_and_small(
    client: Client, page: CommunePage, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        publish(article_page(page, title=f"Tin số {number}"))
    client.get("/xa/xa-xuan-dinh/")
    with django_assert_max_num_queries(8):
        answer = client.get("/xa/xa-xuan-dinh/")

    assert len(gzip.compress(answer.content, 6)) <= 6 * KB


@pytest.mark.usefixtures("remembering")
def test_a_publication_is_seen_at_once(
    client: Client, page: CommunePage, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Wifi mới" not in words(client.get("/xa/xa-xuan-dinh/"))
    with django_capture_on_commit_callbacks(execute=True):
        article = publish(article_page(page, title="Wifi mới"))
    assert "Wifi mới" in words(client.get("/xa/xa-xuan-dinh/"))
    with django_capture_on_commit_callbacks(execute=True):
        article.unpublish()

    assert "Wifi mới" not in words(client.get("/xa/xa-xuan-dinh/"))
