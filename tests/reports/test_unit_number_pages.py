"""Numbers of units on the page: pasted, read from a file, one by one, corrected; training and result side by side."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common.errors import DomainError
from people.models import Account, OrgUnit, UnitParent
from reports.models import Counts, Target, UnitNumber
from reports.services.unit_numbers import Heading, Stated, paste_numbers, state_number
from tests.factories import AccountFactory, OrgUnitFactory
from tests.reports.training_cast import learnt

pytestmark = pytest.mark.django_db
NOW, TODAY = datetime(2026, 11, 23, 3, tzinfo=UTC), date(2026, 11, 23)
HEADING = Heading("lao_dong", date(2026, 1, 1), "Niên giám")
ADDRESS = "/nhan-su/so-lieu-don-vi/"


@pytest.fixture
def desk(client: Client, officer: Account, xuan_dinh: OrgUnit, long_phuoc: OrgUnit) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def result(province: OrgUnit, desk_target: Target) -> Target:
    return Target.objects.create(
        code="hs-xa-60", title="60 % hồ sơ", unit=province, counts=Counts.UNITS, training=desk_target,
        population={"levels": ["xa"], "actual": 60}, starts_on=date(2026, 1, 1), due_on=date(2030, 12, 15),
    )  # fmt: skip


def paste(desk: Client, text: str, query: str = "?loai=lao_dong", **more: object) -> tuple[int, str]:
    form = {"on": "1/1/2026", "source": "Niên giám", "pasted": text} | more
    answer = desk.post(ADDRESS + query, form)
    return answer.status_code, answer.content.decode()


def values() -> dict[str, Decimal]:
    return {row.unit.full_name: row.value for row in UnitNumber.objects.select_related("unit")}


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị\tSố\nXã Xuân Định\t12.345\n26413\t9.000",
        "Xã Xuân Định (26461): 12.345\nXã Long Phước (26413): 9000\n",
        "xa xuan dinh ; 12345\r\nXã Long Phước | 9.000",
    ],
)
def test_cells_are_pasted_as_spreadsheets_and_people_write_them(desk: Client, text: str) -> None:
    assert paste(desk, text)[0] == 302
    assert values() == {"Xã Xuân Định": 12345, "Xã Long Phước": 9000}
    assert {row.recorded_by_id for row in UnitNumber.objects.all()} == {Account.objects.get().pk}


def test_the_list_begins_with_every_unit_and_lines_without_a_number_say_nothing(desk: Client) -> None:
    begun = desk.get(ADDRESS).context["form"]["pasted"].value()
    assert begun == "Xã Long Phước (26413): \nXã Xuân Định (26461): "
    assert paste(desk, begun)[0] == 422
    assert paste(desk, begun + "15.000")[0] == 302
    assert values() == {"Xã Xuân Định": 15000}


def test_one_bad_line_and_nothing_is_kept(desk: Client) -> None:
    status, page = paste(desk, "Xã Xuân Định\t12.345\nXã Không Có\t5")
    assert status == 422
    assert "Dòng 2: không có đúng một đơn vị là “Xã Không Có”" in page
    status, page = paste(desk, "Xã Xuân Định\tnhiều")
    assert status == 422
    assert not UnitNumber.objects.exists()


def test_a_file_is_read_in_place_of_the_list(desk: Client) -> None:
    file = SimpleUploadedFile("dan-so.csv", "Mã,Số\n26461,100\n".encode())
    assert paste(desk, "", file=file)[0] == 302
    assert values() == {"Xã Xuân Định": 100}
    broken = SimpleUploadedFile("dan-so.xlsx", b"PK\x03\x04khong phai")
    assert paste(desk, "", file=broken)[0] == 422


def test_a_commune_speaks_for_itself_alone(
    client: Client, commune_officer: Account, long_phuoc: OrgUnit
) -> None:
    client.force_login(commune_officer)
    assert [line.unit.full_name for line in client.get(ADDRESS).context["lines"]] == ["Xã Xuân Định"]
    status, page = paste(client, "Xã Long Phước: 9000")
    assert status == 422
    assert "không có đúng một đơn vị" in page
    assert client.get(reverse("unit_numbers_of", args=[long_phuoc.uuid])).status_code == 404
    assert not UnitNumber.objects.exists()


def test_a_leader_looks_and_does_not_write(client: Client, province: OrgUnit, xuan_dinh: OrgUnit) -> None:
    account = AccountFactory()
    account.scopes.create(unit=province, role="lanh_dao")
    client.force_login(account)
    assert client.get(ADDRESS).context["form"] is None
    assert paste(client, "Xã Xuân Định: 1")[0] == 403
    assert client.post(reverse("unit_numbers_of", args=[xuan_dinh.uuid]), {}).status_code == 403


def test_a_correction_keeps_what_was_said_before(desk: Client, xuan_dinh: OrgUnit) -> None:
    own = reverse("unit_numbers_of", args=[xuan_dinh.uuid])
    form = {"measure": "ho", "value": "1.200", "on": "1/1/2026", "source": "Niên giám"}
    assert desk.post(own, form).status_code == 302
    assert desk.post(own, form | {"value": "1.250"}).status_code == 302
    for nonsense in ("nhiều", "NaN", "1e99", "-5"):
        assert desk.post(own, form | {"value": nonsense}).status_code == 422
    first, second = UnitNumber.objects.order_by("pk")
    assert (first.value, second.value) == (1200, 1250)
    assert desk.get(ADDRESS + "?loai=ho").context["lines"][1].number.value == 1250
    undo = reverse("unit_number_withdraw", args=[xuan_dinh.uuid, second.uuid])
    assert desk.post(undo, {"reason": ""}).status_code == 400
    assert desk.post(undo, {"reason": "Nhầm xã"}).status_code == 302
    assert desk.get(ADDRESS + "?loai=ho").context["lines"][1].number.value == 1200
    page = desk.get(own).content.decode()
    assert "đã rút lại" in page
    assert "Nhầm xã" in page


def test_a_day_to_come_and_a_result_without_its_target_are_refused(desk: Client, xuan_dinh: OrgUnit) -> None:
    own = reverse("unit_numbers_of", args=[xuan_dinh.uuid])
    form = {"measure": "ho", "value": "1", "on": "1/1/2090", "source": "x"}
    assert "Ngày của số liệu không thể sau hôm nay." in desk.post(own, form).content.decode()
    form |= {"measure": "thuc_te", "on": "1/1/2026"}
    assert "phải ghi cho một chỉ tiêu" in desk.post(own, form).content.decode()
    assert "Hãy chọn chỉ tiêu" in desk.get(ADDRESS + "?loai=thuc_te").content.decode()
    with pytest.raises(DomainError, match="Chưa có dòng"):
        paste_numbers("\n\n", heading=HEADING, at=NOW, by=None)


def test_results_are_pasted_for_a_target(desk: Client, result: Target) -> None:
    query = f"?loai=thuc_te&chi-tieu={result.code}"
    assert paste(desk, "Xã Xuân Định: 62,5", query)[0] == 302
    row = UnitNumber.objects.get()
    assert (row.value, row.target) == (Decimal("62.5"), result)
    assert paste(desk, "Xã Xuân Định: 140", query)[0] == 422


def test_training_stands_beside_the_result_on_both_targets(
    desk: Client, desk_target: Target, result: Target, xuan_dinh: OrgUnit
) -> None:
    learnt(desk_target.courses.get(), xuan_dinh)
    said = Stated(xuan_dinh, "thuc_te", date(2026, 6, 30), Decimal(62), "Cổng dịch vụ công", result)
    state_number(said=said, at=NOW, by=None)
    for code in (desk_target.code, result.code):
        (line,) = desk.get(f"/nhan-su/chi-tieu/{code}/").context["beside"]
        assert line.unit.full_name == "Xã Xuân Định"
        assert (line.training.numerator, line.training.denominator) == (1, 2)
        assert [number.value for number in line.results] == [62]
    page = desk.get(f"/nhan-su/chi-tieu/{result.code}/").content.decode()
    assert "Tập huấn và kết quả" in page


def test_a_target_without_results_has_no_such_table(desk: Client, desk_target: Target) -> None:
    assert "beside" not in desk.get(f"/nhan-su/chi-tieu/{desk_target.code}/").context


def test_the_table_asks_no_more_for_more_communes(desk: Client, province: OrgUnit) -> None:
    paste(desk, "Xã Xuân Định: 1\nXã Long Phước: 2")
    desk.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        desk.get(ADDRESS)
    for number in range(10):
        unit = OrgUnitFactory(code=f"9000{number}")
        UnitParent.objects.create(unit=unit, parent=province)
        said = Stated(unit, "lao_dong", date(2026, 1, 1), Decimal(5), "Niên giám")
        state_number(said=said, at=NOW, by=None)
    desk.get(ADDRESS)
    with CaptureQueriesContext(connection) as many:
        assert len(desk.get(ADDRESS).context["lines"]) == 12
    assert len(many) == len(few)
