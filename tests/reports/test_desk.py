"""What the HR desk shows, to whom, and what it refuses."""

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from courses.models import Enrolment
from people.models import Account, OrgUnit
from reports.models import Target
from tests.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
DESK = "/nhan-su/"
TARGET = "/nhan-su/chi-tieu/cbql-100/"


@pytest.fixture
def desk(client: Client, officer: Account, desk_target: Target) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def commune_desk(client: Client, commune_officer: Account, desk_target: Target) -> Client:
    client.force_login(commune_officer)
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_desk_shows_the_number_with_its_parts(desk: Client) -> None:
    page = _page(desk, DESK)
    assert "Đã hoàn thành (tử số)" in page
    assert "Phải tập huấn (mẫu số)" in page


def test_a_target_is_shown_by_level_and_by_commune(desk: Client) -> None:
    page = _page(desk, TARGET)
    assert "Cấp xã" in page
    assert "Xã Xuân Định" in page
    assert "Xã Long Phước" in page


def test_a_number_opens_the_names_behind_it(desk: Client) -> None:
    page = _page(desk, f"{TARGET}danh-sach/?loai=con-thieu")
    assert "Nguyễn Thị Hồng Ánh" in page


def test_names_are_found_without_accents(desk: Client) -> None:
    page = _page(desk, f"{TARGET}danh-sach/?tim=hong anh")
    assert "Nguyễn Thị Hồng Ánh" in page
    assert "Trần Văn Cường" not in page


def test_the_commune_officer_sees_only_the_commune(commune_desk: Client) -> None:
    for address in (DESK, TARGET, f"{TARGET}danh-sach/"):
        page = _page(commune_desk, address)
        assert "Long Phước" not in page
        assert "Trần Văn Cường" not in page


def test_another_units_address_does_not_exist_for_the_commune_officer(
    commune_desk: Client, long_phuoc: OrgUnit
) -> None:
    _page(commune_desk, f"{TARGET}danh-sach/?don-vi={long_phuoc.uuid}", status=404)
    _page(commune_desk, f"{TARGET}danh-sach/?don-vi=khong-phai-uuid", status=404)


def _cells(client: Client) -> list[str]:
    response = client.get(f"{TARGET}xuat/")
    assert response.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]


def test_the_export_holds_units_and_names_and_no_formula(desk: Client) -> None:
    cells = _cells(desk)
    assert {"Xã Xuân Định", "Nguyễn Thị Hồng Ánh", "=Trần Văn Cường"} <= set(cells)


def test_the_export_of_a_commune_officer_holds_no_other_commune(commune_desk: Client) -> None:
    assert not any("Long Phước" in cell or "Cường" in cell for cell in _cells(commune_desk))


def test_a_cadre_without_a_scope_is_refused_with_a_sentence(client: Client, desk_target: Target) -> None:
    client.force_login(AccountFactory(person=PersonFactory()))
    for address in (DESK, TARGET, f"{TARGET}danh-sach/", f"{TARGET}xuat/", "/nhan-su/chi-tieu/"):
        assert "nhân sự" in _page(client, address, status=403)


def test_a_visitor_is_sent_to_sign_in(client: Client, desk_target: Target) -> None:
    response = client.get(DESK)
    assert response.status_code == 302
    assert "/tai-khoan/" in response["Location"]


def test_only_the_provinces_hr_sets_targets(commune_desk: Client) -> None:
    _page(commune_desk, "/nhan-su/chi-tieu/moi/", status=403)


def test_changing_what_counts_makes_a_new_definition(desk: Client, desk_target: Target) -> None:
    course = Enrolment.objects.first().course  # type: ignore[union-attr]
    fields = {
        "title": "Chỉ tiêu", "code": "cbql-100", "levels": ["xa"], "courses": [course.pk], "percent": "100",
        "starts_on": "01/01/2026", "due_on": "15/12/2030",
    }  # fmt: skip
    assert desk.post(f"{TARGET}sua/", fields).status_code == 302
    desk_target.refresh_from_db()
    assert desk_target.definition_version == 2
    assert desk_target.population["levels"] == ["xa"]


def test_the_desk_takes_few_queries(desk: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(29):  # type: ignore[operator]
        _page(desk, DESK)


def test_an_unreadable_day_falls_back_to_today(desk: Client) -> None:
    assert "Số liệu đến hết ngày" in _page(desk, f"{DESK}?den=31/02/2026&khung=lạ")


@pytest.mark.parametrize("day", ["0001-01-01", "01/01/0001", "9999-12-31", "2026-99-99", "x"])
def test_a_day_from_another_age_is_no_broken_page(desk: Client, day: str) -> None:
    for address in (DESK, TARGET, f"{TARGET}danh-sach/", f"{TARGET}xuat/"):
        assert desk.get(address, {"den": day}).status_code == 200


def test_a_target_that_cannot_be_is_refused_and_not_stored(desk: Client) -> None:
    wrong = {"title": "x" * 3000, "code": "../x", "levels": "zz", "percent": "-5", "due_on": "ngày mai"}
    answer = desk.post("/nhan-su/chi-tieu/moi/", wrong)
    assert answer.status_code == 422
    assert Target.objects.count() == 1
