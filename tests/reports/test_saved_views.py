"""Saved views: a name for an address, private or of the unit, opened within the reader's own scope."""

import pytest
from django.test import Client

from people.models import Account, OrgUnit, Scope
from reports.models import SavedView, Target
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db
VIEWS = "/nhan-su/che-do-xem/"
LIST = "/nhan-su/chi-tieu/cbql-100/danh-sach/"


@pytest.fixture
def desk(client: Client, commune_officer: Account, desk_target: Target) -> Client:
    client.force_login(commune_officer)
    return client


def save(desk: Client, address: str = f"{LIST}?loai=con-thieu&cot=ma", **more: str) -> int:
    return desk.post(VIEWS, {"ten": "Còn thiếu", "dia-chi": address, **more}).status_code


def do(desk: Client, deed: str, **data: str) -> str:
    view = SavedView.objects.get()
    answer = desk.post(f"{VIEWS}{view.uuid}/{deed}/", data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_view_is_saved_and_opens_with_its_filters_and_columns(desk: Client) -> None:
    assert save(desk) == 302
    answer = desk.get(f"{VIEWS}{SavedView.objects.get().uuid}/")
    assert answer["Location"] == f"{LIST}?loai=con-thieu&cot=ma"


def test_a_name_used_again_is_the_same_view(desk: Client) -> None:
    save(desk)
    save(desk, address="/nhan-su/?khung=then")
    assert SavedView.objects.get().path == "/nhan-su/"


def test_only_addresses_of_the_desk_are_saved(desk: Client) -> None:
    for address in ("https://example.com/", "//example.com/nhan-su/", "/tai-khoan/", "/nhan-su/../x", ""):
        assert save(desk, address=address) == 422
    assert save(desk, ten=" ") == 422
    assert not SavedView.objects.exists()


def test_a_view_shared_with_the_unit_is_seen_by_colleagues_alone(
    desk: Client, xuan_dinh: OrgUnit, long_phuoc: OrgUnit
) -> None:
    save(desk)
    clients = []
    for unit in (xuan_dinh, long_phuoc):
        account = AccountFactory()
        Scope.objects.create(account=account, unit=unit)
        clients.append(Client())
        clients[-1].force_login(account)
    colleague, stranger = clients
    assert "Còn thiếu" not in colleague.get(VIEWS).content.decode()
    do(desk, "chia-se", **{"don-vi": str(xuan_dinh.uuid)})
    assert "Còn thiếu" in colleague.get(VIEWS).content.decode()
    assert "Còn thiếu" not in stranger.get(VIEWS).content.decode()
    assert stranger.get(f"{VIEWS}{SavedView.objects.get().uuid}/").status_code == 404
    assert colleague.post(f"{VIEWS}{SavedView.objects.get().uuid}/xoa/").status_code == 404


def test_a_view_is_shared_with_ones_own_unit_only(desk: Client, long_phuoc: OrgUnit) -> None:
    assert save(desk, **{"don-vi": str(long_phuoc.uuid)}) == 422
    assert not SavedView.objects.exists()


def test_a_view_is_renamed_removed_and_had_back(desk: Client) -> None:
    save(desk)
    assert "Chậm nhất tháng" in do(desk, "doi-ten", ten="Chậm nhất tháng")
    page = do(desk, "xoa")
    assert "Đã xóa “Chậm nhất tháng”" in page
    assert "Chậm nhất tháng" not in desk.get(VIEWS).content.decode()
    assert "<b>Chậm nhất tháng</b>" in do(desk, "lay-lai")


def test_the_desk_opens_with_the_default_view(desk: Client) -> None:
    save(desk, address="/nhan-su/?khung=then")
    do(desk, "mac-dinh")
    assert desk.get("/nhan-su/")["Location"] == "/nhan-su/?khung=then"
    assert desk.get("/nhan-su/?khung=now").status_code == 200
    do(desk, "bo-mac-dinh")
    assert desk.get("/nhan-su/").status_code == 200


def test_a_list_is_no_default_of_the_desk(desk: Client) -> None:
    save(desk)
    assert "Chỉ chế độ xem của trang Tổng quan" in do(desk, "mac-dinh")


def test_the_list_of_views_costs_few_queries(desk: Client, django_assert_max_num_queries: object) -> None:
    for number in range(9):
        save(desk, ten=f"Chế độ {number}")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        desk.get(VIEWS)
