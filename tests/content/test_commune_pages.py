"""A commune's page: sensible though nobody writes it, its editor's alone, and a signpost after a reform."""

import gzip
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from common import clock
from common.errors import DomainError
from content.models import ArticlePage, CommunePage, ShelfItem, TutorialPage, WifiPoint
from content.public_cache import memory
from content.services import tallies
from content.services.communes import ensure_commune_pages
from content.services.granting import allow_library, collection_named
from content.services.page_editors import PREFIX, SHELF, bring_editors_up_to_date
from content.tally_queries import of_commune
from courses.models.course import Audience
from people.models import Account, OrgUnit, Scope, UnitChange
from people.services.scopes import Grant, end_scope, grant_scope
from tests.factories import AccountFactory, OrgUnitFactory, ReleaseFactory
from tests.factories.pages import (
    article_page,
    case_study_page,
    commune_page,
    picture,
    publish,
    tutorial_page,
    video,
)
from tests.factories.training import MeetingFactory, TrainingFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 2, tzinfo=UTC)
KB = 1024


@pytest.fixture
def remembering(settings: Any) -> Iterator[None]:
    settings.PUBLIC_PAGES_SECONDS = 300
    memory.forget()
    yield
    memory.forget()


@pytest.fixture
def unit() -> OrgUnit:
    return OrgUnitFactory(name="Xuân Định")


@pytest.fixture
def page(unit: OrgUnit) -> CommunePage:
    return publish(commune_page(unit, slug="xa-xuan-dinh"))


def words(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def editor_of(unit: OrgUnit, **dates: Any) -> Account:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=Scope.Role.EDITOR, **dates)
    return Account.objects.get(pk=account.pk)


def commune_form(**values: Any) -> dict[str, Any]:
    fields = {"lead": "", "image": "", "picks": streamfield([]), "helpers_contact": rich_text("")}
    fields |= {"office_contact": "", "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    return nested_form_data(fields | values)


def edit(account: Account, page: Any, **values: Any) -> Any:
    client = Client()
    client.force_login(account)
    form = commune_form(**values) | {"action-publish": "1"}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)


# Made for everybody


def test_every_commune_gets_a_page_once() -> None:
    OrgUnitFactory(name="Bảo Hòa", full_name="Xã Bảo Hòa")
    OrgUnitFactory(name="Sở Y tế", is_office=True)
    OrgUnitFactory(name="Cũ", valid_to=date(2025, 7, 1))

    assert ensure_commune_pages(at=AT).new == 1
    assert ensure_commune_pages(at=AT).new == 0
    assert CommunePage.objects.get().slug == "xa-bao-hoa"


def test_two_communes_of_one_name_have_two_addresses(client: Client) -> None:
    for code in ("26001", "26002"):
        OrgUnitFactory(code=code, name="Tân Phú")
    call_command("ensure_commune_pages")

    assert set(CommunePage.objects.values_list("slug", flat=True)) == {"xa-tan-phu", "xa-tan-phu-26002"}
    assert client.get("/xa/xa-tan-phu-26002/").status_code == 200


def test_making_pages_again_leaves_what_was_written(page: CommunePage) -> None:
    CommunePage.objects.update(lead="Xã nông thôn mới kiểu mẫu.")
    ensure_commune_pages(at=AT)

    assert CommunePage.objects.get().lead == "Xã nông thôn mới kiểu mẫu."


def test_a_commune_that_only_got_another_province_keeps_its_page(page: CommunePage, unit: OrgUnit) -> None:
    day = date(2026, 5, 1)
    OrgUnit.objects.filter(pk=unit.pk).update(valid_to=day)
    new = OrgUnitFactory(code=unit.code, name=unit.name, valid_from=day)

    assert ensure_commune_pages(at=AT).moved_on == 1
    assert CommunePage.objects.get().unit == new
    assert ShelfItem.objects.get(kind="commune").unit == new


# Read by villagers


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


# Written by its editor alone


def test_the_editor_writes_the_own_page_and_no_other(page: CommunePage, unit: OrgUnit) -> None:
    other = publish(commune_page(OrgUnitFactory(), slug="khac"))
    editor = editor_of(unit)

    assert edit(editor, page, lead="Lời của xã.").status_code == 302
    assert edit(editor, other, lead="Lời của xã.").status_code in (302, 403)
    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.lead, other.lead) == ("Lời của xã.", "")
    assert page.unit == unit


def test_the_editor_adds_news_below_it(page: CommunePage, unit: OrgUnit) -> None:
    client = Client()
    client.force_login(editor_of(unit))
    fields = {
        "title": "Tin ấp",
        "slug": "tin-ap",
        "kind": "tin",
        "summary": "Một câu.",
        "image": "",
        "video": "",
    }
    fields |= {"topic": "", "audience": "", "unit": "", "credit": "", "source_url": "", "licence": ""}
    fields |= {"body": streamfield([("paragraph", rich_text("<p>Nội dung.</p>"))])}
    fields |= {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}, "action-publish": "1"}
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", page.pk])

    assert client.post(address, nested_form_data(fields)).status_code == 302
    assert ArticlePage.objects.get().commune == unit
    assert client.get("/tin/tin-ap/").status_code == 200


def test_the_editor_sees_what_was_opened_for_the_own_commune(page: CommunePage, unit: OrgUnit) -> None:
    publish(tutorial_page(title="Xem hồ sơ đã xong chưa"))
    activity = TutorialPage.objects.get().activity
    for place, times in ((unit, 3), (OrgUnitFactory(name="Xuân Lộc"), 7)):
        for _time in range(times):
            tallies.count(activity_id=activity.pk, kind="xem", at=AT, unit_id=place.pk)
    client = Client()
    client.force_login(editor_of(unit))
    told = words(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    table = told.split("Bà con xem gì")[-1].split("</table>")[0]
    assert "Xem hồ sơ đã xong chưa</td><td>3</td>" in table
    assert of_commune(None) == []


def test_the_editor_cannot_take_the_page_away(page: CommunePage, unit: OrgUnit) -> None:
    client = Client()
    client.force_login(editor_of(unit))
    for name in ("delete", "unpublish"):
        client.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]))
    page.refresh_from_db()

    assert page.live


def test_an_ended_right_is_gone(page: CommunePage, unit: OrgUnit) -> None:
    editor = editor_of(unit)
    scope = editor.scopes.get()
    scope.valid_to = clock.today()
    scope.save(update_fields=["valid_to"])
    edit(Account.objects.get(pk=editor.pk), page, lead="Trễ rồi.")
    page.refresh_from_db()

    assert page.lead == ""
    assert not editor.groups.filter(name__startswith=PREFIX).exists()


def test_rights_begin_and_end_by_their_dates(page: CommunePage, unit: OrgUnit) -> None:
    today = clock.today()
    editor = editor_of(unit, valid_from=today + timedelta(days=2), valid_to=today + timedelta(days=5))

    def may_write(day: date) -> bool:
        bring_editors_up_to_date(on=day)
        return editor.groups.filter(name=f"{PREFIX}xa-xuan-dinh").exists()

    assert [may_write(today + timedelta(days=days)) for days in (0, 2, 4, 5)] == [False, True, True, False]


def test_after_a_reform_the_editor_writes_the_heirs_page(page: CommunePage, unit: OrgUnit) -> None:
    editor, day = editor_of(unit), clock.today()
    heir = OrgUnitFactory(name="Xuân Lộc", valid_from=day)
    OrgUnit.objects.filter(pk=unit.pk).update(valid_to=day)
    UnitChange.objects.create(from_unit=unit, to_unit=heir, extent="whole", effective_on=day)
    ensure_commune_pages(at=clock.now())
    bring_editors_up_to_date(on=day)

    assert list(editor.groups.values_list("name", flat=True)) == [f"{PREFIX}xa-xuan-loc"]


def test_other_roles_bring_no_page(page: CommunePage, unit: OrgUnit) -> None:
    account = AccountFactory()
    Scope.objects.create(account=account, unit=unit, role=Scope.Role.HR)
    bring_editors_up_to_date(on=clock.today())

    assert not account.groups.exists()


def test_the_rights_desk_gives_the_page_of_a_commune_only(page: CommunePage, unit: OrgUnit) -> None:
    officer, chief = AccountFactory(last_login=AT), AccountFactory(is_superuser=True)
    office = OrgUnitFactory(name="Sở Y tế", is_office=True)
    with pytest.raises(DomainError, match="hãy chọn một xã, phường"):
        grant_scope(account=officer, grant=Grant(office, Scope.Role.EDITOR), by=chief, at=clock.now())
    scope = grant_scope(account=officer, grant=Grant(unit, Scope.Role.EDITOR), by=chief, at=clock.now())

    assert officer.groups.filter(name=f"{PREFIX}xa-xuan-dinh").exists()
    end_scope(scope=scope, by=chief, at=clock.now())
    assert not officer.groups.exists()


def added_by(account: Account) -> list[tuple[str, Any]]:
    """A picture, a document and a film on the shelf that all communes share."""
    shelf = collection_named(SHELF)
    document = get_document_model()(title="Tờ rơi")
    document.file.save("to-roi.txt", ContentFile(b"Mot trang."))
    things = [("wagtailimages", picture()), ("wagtaildocs", document), ("wagtailmedia", video())]
    for _app, thing in things:
        thing.collection, thing.uploaded_by_user = shelf, account
        thing.save()
    return things


def deleted_by(account: Account, things: list[tuple[str, Any]]) -> list[bool]:
    client = Client()
    client.force_login(account)
    for app, thing in things:
        client.post(reverse(f"{app}:delete", args=[thing.pk]))
    return [not type(thing).objects.filter(pk=thing.pk).exists() for _app, thing in things]


def test_the_editor_does_not_take_away_what_another_commune_added(page: CommunePage, unit: OrgUnit) -> None:
    other = OrgUnitFactory(name="Xuân Lập")
    publish(commune_page(other, slug="xa-xuan-lap"))
    here, there = editor_of(unit), editor_of(other)
    things = added_by(there)

    assert deleted_by(here, things) == [False, False, False]
    assert deleted_by(there, things) == [True, True, True]


def test_a_right_over_all_files_given_before_is_taken_back(page: CommunePage, unit: OrgUnit) -> None:
    editor, things = editor_of(unit), added_by(AccountFactory())
    allow_library(Group.objects.get(name__startswith=PREFIX), collection_named(SHELF))
    bring_editors_up_to_date(on=clock.today())

    assert deleted_by(Account.objects.get(pk=editor.pk), things) == [False, False, False]
