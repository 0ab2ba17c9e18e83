"""The loudspeakers' pages: a week on one screen, three short forms, a sheet for the wall."""

import io
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from common import clock
from people.models import Account, OrgUnit
from reports.models import Broadcast, BroadcastSlot, UnitNumber
from tests.content.test_public_pages import words
from tests.factories import AccountFactory, OrgUnitFactory, ScopeFactory
from tests.factories.pages import publish, tutorial_page

pytestmark = pytest.mark.django_db
WEEK, PLAN, AIRED, NUMBERS = (f"/nhan-su/loa/{part}" for part in ("", "xep/", "da-phat/", "so-lieu/"))


def yesterday() -> date:
    return clock.today() - timedelta(days=1)


def slot_form(activity: Any, *places: OrgUnit, **more: Any) -> dict[str, Any]:
    said = {"key": str(uuid4()), "activity": str(activity.uuid), "hour": "05:30", "days": ["0", "3"]}
    return said | {"places": [str(one.uuid) for one in places]} | more


def aired_form(activity: Any, *places: OrgUnit, **more: Any) -> dict[str, Any]:
    said = {"key": str(uuid4()), "activity": str(activity.uuid), "aired_at": "05:30", "announcer": "Chị Lan"}
    return said | {"aired_on": f"{yesterday():%d/%m/%Y}", "places": [str(one.uuid) for one in places]} | more


def test_an_empty_week_says_what_to_do(desk: Client) -> None:
    html = words(desk.get(WEEK))

    assert "Tuần này chưa xếp bài nào" in html
    assert "Chưa ghi lần phát nào trong tuần" in html
    assert "chưa có ước tính" in html


def test_planned_days_stand_in_the_week(desk: Client, commune: OrgUnit, tutorial: Any) -> None:
    html = words(desk.post(PLAN, slot_form(tutorial, commune), follow=True))

    assert [slot.day.weekday() for slot in BroadcastSlot.objects.order_by("day")] == [0, 3]
    assert tutorial.title in html
    assert "Đã xếp 2 khung giờ" in html


@pytest.mark.parametrize(
    "wrong", [{"hour": "sáng"}, {"days": []}, {"places": []}, {"activity": str(uuid4())}, {"days": ["7"]}]
)
def test_a_slot_of_nonsense_is_refused_with_a_sentence(
    desk: Client, commune: OrgUnit, tutorial: Any, wrong: dict[str, Any]
) -> None:
    answer = desk.post(PLAN, slot_form(tutorial, commune) | wrong)

    assert answer.status_code == 422
    assert 'class="error"' in words(answer)
    assert not BroadcastSlot.objects.exists()


def test_a_slot_fills_the_log_s_form_with_what_has_not_sounded(
    desk: Client, officer: Account, commune: OrgUnit, hamlets: list[OrgUnit], tutorial: Any
) -> None:
    slot = BroadcastSlot.objects.create(
        commune=commune, activity=tutorial, day=yesterday(), hour="05:30",
        planned_at=clock.now(), planned_by=officer,
    )  # fmt: skip
    slot.places.set(hamlets)
    address = f"{AIRED}?khung={slot.uuid}"
    desk.post(address, aired_form(tutorial, hamlets[0]))
    form = desk.get(address).context["form"]

    assert Broadcast.objects.get().slot == slot
    assert form.initial["places"] == [str(hamlets[1].uuid)]
    assert form.initial["activity"] == str(tutorial.uuid)


def test_a_second_press_says_that_it_was_logged(desk: Client, commune: OrgUnit, tutorial: Any) -> None:
    said = aired_form(tutorial, commune)
    desk.post(AIRED, said)

    assert "đã được ghi trước đó" in words(desk.post(AIRED, said, follow=True))
    assert Broadcast.objects.count() == 1


def test_a_wrong_line_is_voided_where_it_stands(desk: Client, commune: OrgUnit, tutorial: Any) -> None:
    week = f"{WEEK}?xa={commune.uuid}&tuan={yesterday():%Y-%m-%d}"
    desk.post(AIRED, aired_form(tutorial, commune))
    row = Broadcast.objects.get()
    void = f"{AIRED}{row.uuid}/huy/"

    assert desk.post(void, {"ly_do": "Mất điện", "ve": "https://noi-khac.vn/"}).url == WEEK
    assert "Đã hủy: Mất điện" in words(desk.get(week))


def test_houses_and_share_make_an_estimate_with_its_day(desk: Client, commune: OrgUnit) -> None:
    for measure, value in (("ho", "1200"), ("nghe_loa", "62,5")):
        said = {"unit": str(commune.uuid), "measure": measure, "value": value, "source": "Xã đếm"}
        desk.post(NUMBERS, said | {"on": f"{yesterday():%d/%m/%Y}"})
    html = words(desk.get(WEEK))

    assert UnitNumber.objects.count() == 2
    assert "750 hộ trong tầm loa" in html
    assert f"Ước tính ngày {clock.today():%d/%m/%Y}" in html


def test_a_share_over_a_hundred_says_why(desk: Client, commune: OrgUnit) -> None:
    said = {"unit": str(commune.uuid), "measure": "nghe_loa", "value": "140", "source": "Xã đếm"}
    answer = desk.post(NUMBERS, said | {"on": f"{yesterday():%d/%m/%Y}"})

    assert answer.status_code == 422
    assert "tỷ lệ không quá 100" in words(answer)


def test_the_sheet_names_the_day_the_hour_and_the_place(
    desk: Client, commune: OrgUnit, tutorial: Any
) -> None:
    desk.post(PLAN, slot_form(tutorial, commune))
    text = PdfReader(io.BytesIO(desk.get(f"{WEEK}tuan.pdf").content)).pages[0].extract_text()

    assert "CHƯƠNG TRÌNH PHÁT LOA BÀI HƯỚNG DẪN" in text
    for word in ("Thứ Hai", "Thứ Năm", "05:30", "Xã Gia Tân", "Xem hồ sơ"):
        assert word in text


def test_sums_of_the_year_stand_beside_what_villagers_said(
    desk: Client, commune: OrgUnit, tutorial: Any
) -> None:
    desk.post(AIRED, aired_form(tutorial, commune, aired_on=f"{clock.today():%d/%m/%Y}", aired_at="00:00"))
    page = desk.get("/nhan-su/ba-con/")

    assert [(line.name, line.broadcasts) for line in page.context["heard"]] == [("Xã Gia Tân", 1)]
    assert "Không cộng vào số người đã học" in words(page)


def test_a_helper_sees_the_programme_without_the_desk_s_menu(
    client: Client, hamlets: list[OrgUnit], tutorial: Any
) -> None:
    helper = AccountFactory()
    ScopeFactory(account=helper, unit=hamlets[0], role="ho_tro")
    client.force_login(helper)
    html = words(client.get(WEEK))

    assert "Phát loa · Xã Gia Tân" in html
    assert "Ghi đã phát" in html
    assert "Xếp bài" not in html
    assert 'href="/nhan-su/can-bo/"' not in html


def test_another_commune_is_not_found(desk: Client) -> None:
    assert desk.get(f"{WEEK}?xa={OrgUnitFactory().uuid}").status_code == 404
    assert desk.get(f"{WEEK}?xa=vo-nghia&tuan=hom-qua").status_code == 404


def test_a_full_week_asks_no_more_than_an_empty_one(
    desk: Client, officer: Account, commune: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        activity = publish(tutorial_page(title=f"Bài {number}")).activity
        desk.post(PLAN, slot_form(activity, commune))
        desk.post(AIRED, aired_form(activity, commune))
    desk.get(WEEK)
    with django_assert_max_num_queries(24):
        desk.get(WEEK)
