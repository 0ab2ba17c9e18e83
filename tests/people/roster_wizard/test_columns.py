"""Columns are shown with samples, said otherwise, and known for the next file."""

from people.models import Roster
from tests.people.messy_roster import FIRST_ROW, PEOPLE, messy_workbook
from tests.people.roster_wizard.cast import address, said, upload


def test_columns_are_shown_with_samples_and_can_be_said_otherwise(roster, client):
    page = client.get(address("roster_columns", roster))
    sheet = page.context["sheets"][0]["sheet"]
    assert sheet.fields["full_name"] == 1
    assert "Nguyễn Thị Hồng Ánh" in said(page)
    asked = [
        "",
        "full_name",
        "birth",
        "gender",
        "identity",
        "",
        "position",
        "unit",
    ]  # the phones are not read
    answer = client.post(
        address("roster_columns", roster),
        {"trang": [sheet.name], "doc-0": "1", "dau-0": "6", "doan-0": "6", "cot-0": asked},
        follow=True,
    )
    assert answer.status_code == 200
    assert roster.rows.get(number=FIRST_ROW).data["phone"] == ""
    nameless = {"trang": [sheet.name], "doc-0": "1", "dau-0": "6", "cot-0": ["", "", "birth"]}
    refused = client.post(address("roster_columns", roster), nameless)
    assert "Hãy chỉ ra cột họ và tên" in said(refused)


def test_columns_said_once_are_known_for_the_next_file(roster, client):
    name = "Danh sách"
    asked = ["", "full_name", "birth", "gender", "identity", "", "position", "unit"]
    client.post(
        address("roster_columns", roster),
        {"trang": [name], "doc-0": "1", "dau-0": "6", "doan-0": "6", "cot-0": asked},
    )
    client.post(address("roster_apply", roster))
    upload(client, messy_workbook(PEOPLE[:3]))
    text = said(client.get(address("roster_detail", Roster.objects.first())))
    assert "Cột được hiểu như bạn đã chỉ lần trước" in text


def test_a_file_without_a_header_asks_for_its_columns(city, client):
    lines = ["A;Nguyễn Văn An;05/03/1988;Xã Bảo Hòa", "B;Trần Thị Bé;06/04/1989;Xã Bảo Hòa"]
    answer = upload(client, "\n".join(lines).encode(), "khong-tieu-de.csv")
    roster = Roster.objects.get()
    assert answer.url == address("roster_columns", roster)
    page = client.get(answer.url)
    assert "Trần Thị Bé" in said(page)
    assert "Chỉ rõ từng cột" in said(client.get(address("roster_detail", roster)))
