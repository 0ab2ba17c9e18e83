"""The pages of campaigns: who opens them, what they show and to whom, and what forms refuse."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from common import clock
from people.models import Account, OrgUnit, Scope
from reports.models import Campaign, CampaignRound, Target
from reports.services.campaigns import close_round, open_round
from tests.factories import AccountFactory
from tests.reports.campaign_cast import OPENED, campaign_of, people, target_of

pytestmark = pytest.mark.django_db
LIST = "/nhan-su/thi-dua/"


@pytest.fixture
def target(province: OrgUnit, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> Target:
    target = target_of(province)
    people(target, xuan_dinh, 4, 7)
    people(target, long_phuoc, 3, 4)
    return target


@pytest.fixture
def round(province: OrgUnit, target: Target) -> CampaignRound:
    round = campaign_of(province, {target: 1}, ends_on=clock.today() - timedelta(days=1), is_public=True)
    return open_round(round=round, at=OPENED, by=None)


def address(round: CampaignRound, rest: str = "") -> str:
    return f"{LIST}{round.campaign.uuid}/{rest}"


def page(client: Client, where: str, status: int = 200) -> str:
    response = client.get(where)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def office(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


def form(target: Target, unit: OrgUnit, **more: Any) -> dict[str, Any]:
    return {
        "title": "Toàn dân học số", "organiser": unit.uuid, "area": unit.uuid, "level": "xa", "measure": "tinh_trang",
        "targets": [target.pk], "bounds": "150, 50", "weights": "", "starts_on": "1/1/2026", "ends_on": "31/3/2026",
    } | more  # fmt: skip


def test_an_officer_sets_up_a_campaign_and_sees_its_classes(
    office: Client, target: Target, province: OrgUnit
) -> None:
    answer = office.post(f"{LIST}moi/", form(target, province))
    campaign = Campaign.objects.get()
    assert (answer.status_code, campaign.slug, campaign.bounds) == (302, "toan-dan-hoc-so", [50, 150])
    shown = page(office, answer.headers["Location"])
    assert "Nhóm dưới 50 người" in shown
    assert "Phát động đợt này" in shown
    assert "Toàn dân học số" in page(office, LIST)


def test_an_empty_form_can_be_filled_and_sent_as_it_is(office: Client, target: Target) -> None:
    shown = page(office, f"{LIST}moi/")
    assert "[]" not in shown
    assert 'name="bounds"' in shown


def test_two_campaigns_of_one_name_have_two_addresses(
    office: Client, target: Target, province: OrgUnit
) -> None:
    for _time in range(2):
        office.post(f"{LIST}moi/", form(target, province))
    assert sorted(Campaign.objects.values_list("slug", flat=True)) == ["toan-dan-hoc-so", "toan-dan-hoc-so-1"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"bounds": "năm mươi"}, "Ghi các số nguyên"),
        ({"weights": "1, 2"}, "Ghi một trọng số"),
        ({"weights": "101"}, "từ 1 đến 100"),
        ({"ends_on": "1/12/2025"}, "Ngày cuối của đợt phải sau ngày đầu"),
        ({"targets": []}, "ít nhất một chỉ tiêu"),
        ({"starts_on": "31/31/2026"}, "Ghi ngày theo kiểu"),
    ],
)
def test_a_form_that_cannot_be_read_says_why(
    office: Client, target: Target, province: OrgUnit, wrong: dict[str, Any], sentence: str
) -> None:
    answer = office.post(f"{LIST}moi/", form(target, province, **wrong))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_commune_cannot_call_the_province_to_compete(
    client: Client, commune_officer: Account, target: Target, province: OrgUnit, xuan_dinh: OrgUnit
) -> None:
    client.force_login(commune_officer)
    assert client.post(f"{LIST}moi/", form(target, xuan_dinh, area=province.uuid)).status_code == 422
    assert client.post(f"{LIST}moi/", form(target, province)).status_code == 422
    assert client.post(f"{LIST}moi/", form(target, xuan_dinh)).status_code == 302


def test_a_saved_campaign_fills_its_form(office: Client, target: Target, province: OrgUnit) -> None:
    office.post(f"{LIST}moi/", form(target, province, weights="3"))
    shown = page(office, f"{LIST}{Campaign.objects.get().uuid}/sua/")
    assert 'value="50, 150"' in shown
    assert 'value="01/01/2026"' in shown


def test_the_round_is_closed_on_the_page_and_the_next_begun(office: Client, round: CampaignRound) -> None:
    assert "Chốt kết quả" in page(office, address(round))
    assert office.post(address(round, "viec/"), {"viec": "chot"}).status_code == 302
    assert "Mã kiểm tra" in page(office, address(round))
    assert office.post(address(round, "viec/"), {"viec": "chot"}).status_code == 409
    office.post(address(round, "viec/"), {"viec": "dot-moi"})
    assert "Phát động đợt này" in page(office, address(round, "?dot=2"))
    assert office.post(address(round, "viec/"), {"viec": "gì"}).status_code == 400


def test_a_commune_sees_rates_of_others_and_numbers_of_its_own(
    client: Client, commune_officer: Account, round: CampaignRound
) -> None:
    client.force_login(commune_officer)
    shown = page(client, address(round))
    assert "4/7" in shown
    assert "3/4" not in shown
    assert "Xã Long Phước" in shown
    assert "Chốt kết quả" not in shown
    assert client.post(address(round, "viec/"), {"viec": "chot"}).status_code == 404
    cells = str(
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(client.get(address(round, "xuat/")))))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert "Xã Long Phước" in cells
    assert "75.0" not in cells
    assert "57.14" in cells
    assert "Xếp theo tỷ lệ, không theo số lượng" in cells


def test_before_it_is_opened_only_the_organiser_knows(
    client: Client, commune_officer: Account, officer: Account, province: OrgUnit, target: Target
) -> None:
    round = campaign_of(province, {target: 1}, is_public=True)
    client.force_login(officer)
    assert page(client, address(round))
    client.force_login(commune_officer)
    page(client, address(round), 404)
    assert "Thi đua học số" not in page(client, LIST)
    client.logout()
    page(client, "/thi-dua/dot/", 404)


def test_the_public_board_shows_whole_percentages_and_no_small_unit(
    client: Client, round: CampaignRound
) -> None:
    shown = page(client, "/thi-dua/dot/")
    assert "57&nbsp;%" in shown
    assert "không xếp hạng" in shown
    for hidden in ("75", "4/7", "57,1", "3/4"):
        assert hidden not in shown.split("<main")[1].split("</main")[0]


def test_a_board_that_is_not_public_is_unknown_to_strangers(client: Client, round: CampaignRound) -> None:
    Campaign.objects.update(is_public=False)
    page(client, "/thi-dua/dot/", 404)
    page(client, "/thi-dua/khong-co/", 404)


def test_a_leader_looks_and_changes_nothing(client: Client, province: OrgUnit, round: CampaignRound) -> None:
    leader = AccountFactory()
    Scope.objects.create(account=leader, unit=province, role=Scope.Role.LEADER)
    client.force_login(leader)
    assert "4/7" in page(client, address(round))
    for rest in ("sua/", "khen-thuong/", "khen-thuong/ho-so/"):
        page(client, address(round, rest), 403)
    assert client.post(address(round, "viec/"), {"viec": "chot"}).status_code == 403


def test_the_list_asks_the_same_number_of_questions_however_long(
    office: Client, target: Target, province: OrgUnit, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        campaign_of(province, {target: 1}, slug=f"dot-{number}", title=f"Phong trào {number}")
    page(office, LIST)
    with django_assert_max_num_queries(20):
        page(office, LIST)


def test_a_closed_board_is_read_and_not_counted(
    office: Client, round: CampaignRound, django_assert_max_num_queries: Any
) -> None:
    close_round(round=round, at=clock.now(), by=None)
    page(office, address(round))
    with django_assert_max_num_queries(40):
        page(office, address(round))


def test_a_mean_of_several_targets_says_that_it_is_one(
    office: Client, target: Target, province: OrgUnit
) -> None:
    other = target_of(province, "khac")
    round = campaign_of(province, {target: 1, other: 2}, is_public=True)
    open_round(round=round, at=OPENED, by=None)
    mean, counts = "Tỷ lệ là trung bình theo trọng số", "Cột Hoàn thành cộng lượt"
    desk, public = page(office, address(round)), page(office, f"/thi-dua/{round.campaign.slug}/")
    assert [mean in desk, counts in desk, mean in public, counts in public] == [True, True, True, False]


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [(1, 9, "Chưa bắt đầu"), (-1, 1, "Đang thi đua"), (-9, -1, "Hết đợt, chờ chốt")],
)
def test_an_announced_round_says_where_it_stands_on_list_page_and_board(
    office: Client, target: Target, province: OrgUnit, starts: int, ends: int, said: str
) -> None:
    days = {
        name: clock.today() + timedelta(days=of) for name, of in (("starts_on", starts), ("ends_on", ends))
    }
    round = campaign_of(province, {target: 1}, is_public=True, **days)
    assert "Chưa phát động" in page(office, LIST)
    open_round(round=round, at=OPENED, by=None)
    pages = (LIST, address(round), f"/thi-dua/{round.campaign.slug}/")
    assert [said in page(office, where) for where in pages] == [True] * 3
