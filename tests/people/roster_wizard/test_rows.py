"""The preview says every row; each is mended, left out, or put back."""

import pytest

from people.models import Roster
from tests.people.messy_roster import FIRST_ROW, messy_workbook
from tests.people.roster_wizard.cast import (
    BAD_DATE,
    TYPO,
    TYPO_TOO,
    UNKNOWN,
    Status,
    address,
    mend,
    officer,
    outcome,
    row_url,
    said,
    unit,
    upload,
)


def test_the_preview_says_every_row_and_why(roster, client):
    text = said(client.get(address("roster_detail", roster)))
    assert "Không có đơn vị nào tên như vậy" in text
    assert "Ngày sinh không có thật" in text
    assert [outcome(roster, number)[0] for number in range(FIRST_ROW, FIRST_ROW + 6)] == [
        "created", "created", "rejected", "rejected", "rejected", "rejected",
    ]  # fmt: skip
    assert "Đơn vị chưa rõ, ở nhiều dòng" in text
    refused = client.get(address("roster_detail", roster), {"ket-qua": "rejected", "ly-do": "unit_not_found"})
    assert {line["row"].number for line in refused.context["lines"]} == {UNKNOWN, TYPO, TYPO_TOO}
    found = client.get(address("roster_detail", roster), {"tim": "hong anh"})
    assert [line["row"].number for line in found.context["lines"]] == [FIRST_ROW]


def test_a_row_is_mended_checked_again_and_put_back(roster, client):
    answer = mend(client, roster, BAD_DATE, sinh="28/02/1990")
    assert outcome(roster, BAD_DATE) == (Status.CREATED, "")
    assert "Đã sửa dòng 10. Kết quả: Thêm mới." in said(answer)
    tab = client.get(address("roster_detail", roster), {"ket-qua": "da-sua"})
    assert [line["row"].number for line in tab.context["lines"]] == [BAD_DATE]
    assert "Hoàn tác sửa" in said(tab)
    client.post(row_url(roster, BAD_DATE, "roster_row_skip"), {"lai": "1"})
    assert outcome(roster, BAD_DATE)[0] == Status.REJECTED


def test_a_mend_that_is_not_enough_says_what_still_stands_in_the_way(roster, client):
    answer = mend(client, roster, BAD_DATE, sinh="30/02/1990")
    assert "Đã sửa dòng 10. Kết quả: Không nhận. Thiếu số CCCD" in said(answer)
    assert "chưa có gì thay đổi" in said(mend(client, roster, TYPO))


def test_every_cell_that_may_be_wrong_can_be_typed_over(roster, client):
    mend(client, roster, BAD_DATE, ten="Phạm Thị Dũng", giay="075190000014", dt="0912345604")
    data = roster.rows.get(number=BAD_DATE).data
    assert (data["full_name"], data["id_last3"], data["phone"]) == ("Phạm Thị Dũng", "014", "0912345604")
    roster.refresh_from_db()
    assert roster.choices["mended"][0][2] == {
        "full_name": "Phạm Thị Dũng",
        "identity": "075190000014",
        "phone": "0912345604",
    }


def test_a_unit_is_chosen_from_candidates_or_by_its_name(roster, client):
    candidates = client.get(row_url(roster, TYPO)).context["form"].fields["don_vi"].choices
    assert "Xã Bình Lộc, Thành phố Long Khánh" in dict(candidates).values()
    mend(client, roster, UNKNOWN, don_vi_khac="Xã Xuân Tâm")
    assert roster.rows.get(number=UNKNOWN).data["unit"] == "Xã Xuân Tâm"


@pytest.mark.parametrize("typed", ["Xã Không Có", "Xã Bảo Hoa Đông"])
def test_a_unit_that_is_none_is_refused_beside_its_box(roster, client, typed):
    answer = client.post(row_url(roster, UNKNOWN), {"ten": "Lê Văn Cường", "don_vi_khac": typed})
    assert answer.status_code == 400
    assert answer.context["form"].errors["don_vi_khac"]
    assert outcome(roster, UNKNOWN)[0] == Status.REJECTED


def test_one_choice_mends_every_row_that_writes_its_unit_so(roster, client):
    choices = client.get(row_url(roster, TYPO)).context["form"].fields["don_vi"].choices
    value = next(value for value, words in choices if "Bình Lộc" in str(words))
    mend(client, roster, TYPO, don_vi=value, giong="on")
    assert outcome(roster, TYPO)[0] == outcome(roster, TYPO_TOO)[0] == Status.CREATED


def test_without_the_tick_only_the_row_itself_is_mended(roster, client):
    mend(client, roster, TYPO, don_vi_khac="Xã Bình Lộc")
    assert outcome(roster, TYPO)[0] == Status.CREATED
    assert outcome(roster, TYPO_TOO)[0] == Status.REJECTED


def test_units_that_stand_in_many_rows_are_mended_above_the_table(roster, client):
    group = client.get(address("roster_detail", roster)).context["unclear"][0]
    assert (group["group"].text, group["group"].rows) == ("Bình Lộcc", 2)
    answer = client.post(
        address("roster_units", roster),
        {"chu": "Bình Lộcc", "don_vi": group["candidates"][0][0].uuid},
        follow=True,
    )
    assert "Đã chọn đơn vị cho 2 dòng" in said(answer)
    assert outcome(roster, TYPO)[0] == outcome(roster, TYPO_TOO)[0] == Status.CREATED


def test_a_unit_outside_the_scope_is_no_choice(province, client):
    client.force_login(officer(unit("26464")))
    upload(client)
    roster = Roster.objects.get()
    other = unit("26185")
    answer = client.post(
        address("roster_units", roster), {"chu": "Bình Lộcc", "don_vi": other.uuid}, follow=True
    )
    assert "Hãy chọn một đơn vị" in said(answer)
    answer = client.post(row_url(roster, TYPO), {"ten": "Võ Văn Em", "don_vi_khac": other.full_name})
    assert answer.status_code == 400
    assert not Roster.objects.get().choices.get("mended")


def test_a_row_is_left_out_and_comes_back(roster, client):
    answer = client.post(row_url(roster, FIRST_ROW, "roster_row_skip"), follow=True)
    assert "Đã bỏ dòng 7" in said(answer)
    assert outcome(roster, FIRST_ROW) == (Status.REJECTED, "left_out")
    client.post(row_url(roster, FIRST_ROW, "roster_row_skip"), {"lai": "1"})
    assert outcome(roster, FIRST_ROW)[0] == Status.CREATED


def test_a_whole_number_stays_unseen_and_a_broken_one_is_shown_to_be_mended(roster, client):
    assert "…011" in said(client.get(row_url(roster, FIRST_ROW)))
    for page in (row_url(roster, FIRST_ROW), address("roster_columns", roster)):
        assert "075188000011" not in said(client.get(page))
    short = messy_workbook([("Lê Văn Ngắn", "05/03/1988", "Nam", "07518800001", "", "", "Xã Bảo Hòa")])
    upload(client, short)
    assert "07518800001" in said(client.get(row_url(Roster.objects.first(), FIRST_ROW)))
