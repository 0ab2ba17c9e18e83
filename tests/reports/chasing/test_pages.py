"""What the desk's pages of chasing show and refuse; deeds are read back from the record."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from courses.services.progress import rebuild
from people.models import Account, OrgUnit, Person
from reports.ladder import Audience, Step
from reports.models import ChaseDelivery, ChaseMessage, ChasePlan, ChaseSkip, Holiday, Target
from tests.factories import AccountFactory
from tests.reports.chasing.cast import on, put_up, told, work

pytestmark = pytest.mark.django_db
BASE = "/nhan-su/don-doc/"
SOON = Step(Audience.PERSON, -3, ("in_app", "email", "sms"))


@pytest.fixture(autouse=True)
def morning() -> object:
    with time_machine.travel(on(-3, 9), tick=False):
        yield


@pytest.fixture
def desk(client: Client, officer: Account, target: Target) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def commune(client: Client, commune_officer: Account, target: Target) -> Client:
    client.force_login(commune_officer)
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_today_shows_who_hears_what_with_the_text_itself(desk: Client, target: Target, anh: Person) -> None:
    put_up(target, SOON)
    shown = page(desk, BASE)
    assert "2 người được nhắc" in shown
    assert "100 % cán bộ quản lý: hạn 10/11/2026" in shown
    assert told(anh) == []


def test_a_commune_sees_and_sends_only_its_own(
    commune: Client, target: Target, anh: Person, cuong: Person
) -> None:
    put_up(target, SOON)
    assert cuong.full_name not in page(commune, BASE)
    assert commune.post(f"{BASE}gui-ngay/").status_code == 302
    assert (len(told(anh)), len(told(cuong))) == (1, 0)


def test_today_costs_as_many_queries_for_many_people_as_for_few(
    desk: Client, target: Target, xuan_dinh: OrgUnit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from tests.factories import EnrolmentFactory, PersonFactory, PostingFactory

    for number in range(40):
        person = PersonFactory(full_name=f"Người {number}")
        PostingFactory(person=person, unit=xuan_dinh)
        EnrolmentFactory(
            learner=person, release=target.courses.get().releases.get(), course=target.courses.get()
        )
    put_up(target, SOON)
    page(desk, BASE)
    with django_assert_max_num_queries(60):
        page(desk, BASE)


def test_sending_by_night_is_refused_with_a_sentence(desk: Client, target: Target, anh: Person) -> None:
    put_up(target, SOON)
    with time_machine.travel(on(-3, 22), tick=False):
        response = desk.post(f"{BASE}gui-ngay/")
    assert response.status_code == 409
    assert "giờ yên tĩnh" in response.content.decode()
    assert told(anh) == []


def test_one_is_held_back_until_tomorrow(desk: Client, target: Target, anh: Person, cuong: Person) -> None:
    put_up(target, SOON)
    desk.post(f"{BASE}khong-nhac/", {"nguoi": anh.uuid, "den-mai": "1"})
    desk.post(f"{BASE}gui-ngay/")
    assert (len(told(anh)), len(told(cuong))) == (0, 1)
    assert ChaseSkip.objects.get().until == date(2026, 11, 8)


def test_leaving_out_for_good_asks_for_a_reason(desk: Client, anh: Person, xuan_dinh: OrgUnit) -> None:
    assert desk.post(f"{BASE}khong-nhac/", {"nguoi": anh.uuid}).status_code == 400
    desk.post(f"{BASE}khong-nhac/", {"don-vi": xuan_dinh.uuid, "reason": "Bão"})
    skip = ChaseSkip.objects.get()
    assert (skip.unit, skip.reason, skip.until) == (xuan_dinh, "Bão", None)
    assert "Bão" in page(desk, f"{BASE}ke-hoach/")
    desk.post(f"{BASE}nhac-lai/{skip.uuid}/")
    assert "Bão" not in page(desk, f"{BASE}ke-hoach/")


def ladder(*rows: tuple[str, str, list[str]]) -> dict[str, object]:
    found: dict[str, object] = {"buoc-TOTAL_FORMS": len(rows), "buoc-INITIAL_FORMS": 0}
    for number, (audience, days, channels) in enumerate(rows):
        found |= {
            f"buoc-{number}-audience": audience, f"buoc-{number}-days": days, f"buoc-{number}-channels": channels
        }  # fmt: skip
    return found


def test_a_ladder_is_set_paused_with_a_reason_and_goes_on(desk: Client, target: Target) -> None:
    address = f"{BASE}ke-hoach/chi-tieu/{target.code}/"
    assert "Soạn dự thảo công văn đôn đốc" in page(desk, address)
    assert not ChasePlan.objects.exists()
    data = ladder(("nguoi", "-5", ["in_app", "sms"]), ("cong_van", "9", []), ("nguoi", "", []))
    assert desk.post(address, data).status_code == 302
    plan = ChasePlan.objects.get()
    assert [(step.audience, step.days, step.channels) for step in plan.ladder] == [
        ("nguoi", -5, ("in_app", "sms")), ("cong_van", 9, ()),
    ]  # fmt: skip
    assert desk.post(f"{BASE}ke-hoach/{plan.uuid}/viec/", {"viec": "dung"}).status_code == 400
    desk.post(f"{BASE}ke-hoach/{plan.uuid}/viec/", {"viec": "dung", "reason": "Nghỉ hè"})
    assert "Nghỉ hè" in page(desk, f"{BASE}ke-hoach/")
    desk.post(f"{BASE}ke-hoach/{plan.uuid}/viec/", {"viec": "tiep-tuc"})
    plan.refresh_from_db()
    assert plan.paused_at is None


def test_a_mute_step_is_refused_on_the_page(desk: Client, target: Target) -> None:
    response = desk.post(f"{BASE}ke-hoach/chi-tieu/{target.code}/", ladder(("nguoi", "1", [])))
    assert response.status_code == 422
    assert "ít nhất một cách báo" in response.content.decode()


def test_only_the_province_sets_a_targets_ladder(commune: Client, target: Target) -> None:
    page(commune, f"{BASE}ke-hoach/chi-tieu/{target.code}/", status=403)


def test_history_tells_each_way_and_what_is_to_be_mended(
    desk: Client, target: Target, anh: Person, cuong: Person, long_phuoc: OrgUnit
) -> None:
    put_up(target, SOON)
    work(on(-3))
    assert "Tin nhắn" in page(desk, f"{BASE}da-bao/")
    mend = page(desk, f"{BASE}can-sua/")
    assert "Chưa có số điện thoại." in mend
    assert anh.full_name not in mend
    Person.objects.filter(pk=cuong.pk).update(phone="0987654321")
    way = ChaseDelivery.objects.get(message__person=cuong, channel="sms")
    assert desk.post(f"{BASE}gui-lai/{way.uuid}/").status_code == 302
    work(on(-3, 10))
    way.refresh_from_db()
    assert way.state == "sent"
    assert "1 người chưa xong" in page(desk, f"{BASE}don-vi/{long_phuoc.uuid}/")


def test_the_export_holds_no_formula_and_no_other_commune(
    commune: Client, target: Target, anh: Person, cuong: Person
) -> None:
    put_up(target, SOON)
    work(on(-3))
    lines = b"".join(commune.get(f"{BASE}da-bao/?xuat=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Nguyễn Thị Hồng Ánh" in lines
    assert "Cường" not in lines


def test_a_head_sees_the_unit_but_sends_and_exports_nothing(
    client: Client, target: Target, head: Account, xuan_dinh: OrgUnit, anh: Person
) -> None:
    put_up(target, SOON)
    client.force_login(head)
    assert anh.full_name in page(client, f"{BASE}don-vi/{xuan_dinh.uuid}/")
    assert client.post(f"{BASE}gui-ngay/").status_code == 403
    page(client, f"{BASE}da-bao/?xuat=csv", status=403)


def test_the_reader_opens_the_message_and_nobody_else_does(
    client: Client, target: Target, anh: Person
) -> None:
    put_up(target, SOON)
    work(on(-3))
    message = ChaseMessage.objects.get(person=anh)
    rebuild(write=True)  # the factory's enrolment has no progress yet
    client.force_login(AccountFactory(person=anh))
    assert f"/cua-toi/nhac/{message.uuid}/" in page(client, "/cua-toi/")
    assert "Học tiếp" in page(client, f"/cua-toi/nhac/{message.uuid}/")
    message.refresh_from_db()
    assert message.opened_at == on(-3)
    client.force_login(AccountFactory())
    page(client, f"/cua-toi/nhac/{message.uuid}/", status=404)


def test_a_cadre_chooses_the_ways(client: Client, anh: Person) -> None:
    client.force_login(AccountFactory(person=anh))
    client.post("/cua-toi/cach-nhac/", {"email": "on"})
    anh.refresh_from_db()
    assert (anh.reminder_choice.email, anh.reminder_choice.sms) == (True, False)


def test_the_holidays_are_the_provinces(desk: Client, commune_officer: Account) -> None:
    assert (
        desk.post(f"{BASE}ngay-nghi/", {"day": "24/11/2026", "name": "Ngày Văn hóa Việt Nam"}).status_code
        == 302
    )
    assert "24/11/2026" in page(desk, f"{BASE}ngay-nghi/")
    again = desk.post(f"{BASE}ngay-nghi/", {"day": "24/11/2026", "name": "Lại"})
    assert again.status_code == 422
    desk.post(f"{BASE}ngay-nghi/{Holiday.objects.get(day=date(2026, 11, 24)).pk}/bo/")
    assert not Holiday.objects.filter(day=date(2026, 11, 24)).exists()
    desk.force_login(commune_officer)
    assert desk.post(f"{BASE}ngay-nghi/", {"day": "25/11/2026", "name": "x"}).status_code == 403
