"""What the clerk mends or leaves out counts as if it had stood in the file; units are offered, never taken."""

import json
import uuid
from datetime import UTC, date, datetime

import pytest

from people.models import OrgUnit
from people.resources.resource import RosterResource
from people.rosters.choices import Choices
from people.services.roster_report import import_report
from tests.people.rosters import IN_2023, book, read

IN_2026, AT = date(2026, 5, 10), datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = ["Họ và tên", "Ngày sinh", "Số CCCD", "SĐT", "Đơn vị", "Huyện", "Mã đơn vị"]
ANH = ["Nguyễn Thị Ánh", "05/03/1985", "099185900001", "0900000001", "Xã Bảo Hòa", "", ""]


def row_with(mended: dict[str, str] | None = None, *, as_of: date = IN_2023, **cells: str):
    names = dict(zip(("name", "birth", "cccd", "phone", "unit", "district", "code"), range(7), strict=True))
    line = list(ANH)
    for name, cell in cells.items():
        line[names[name]] = cell
    reading = read(
        book(HEAD, line), as_of=as_of, choices=Choices(mended={("DS", 2): mended} if mended else {})
    )
    return reading.rows[0], reading


def offered(as_of: date = IN_2023, **cells: str) -> tuple[str, list[str]]:
    row, reading = row_with(as_of=as_of, **cells)
    return row.reason, [unit.full_name for unit in reading.candidates(row)]


def test_a_typed_value_stands_instead_of_the_cell_and_obeys_the_same_rules(province):
    row, _ = row_with(
        {"full_name": "LÊ THỊ HOA", "phone": "+84 900 000 009", "birth": "6-3-85", "unit": "X. Long Phước"}
    )
    assert (row.full_name, row.phone, row.unit.name) == ("Lê Thị Hoa", "0900000009", "Long Phước")
    assert row.birth.on == date(1985, 3, 6)
    row, _ = row_with({"identity": "9.9E+10"})
    assert (row.identity.number, row.warnings) == ("", ["cccd_precision_lost"])


def test_an_empty_typed_value_empties_the_cell(province):
    row, _ = row_with({"phone": "", "identity": "", "birth": ""})
    assert row.reason == "missing_identifier"


def test_a_row_that_was_rejected_can_be_mended(province):
    assert row_with(name="")[0].reason == "missing_name"
    row, _ = row_with({"full_name": "Nguyễn Thị Ánh"}, name="")
    assert (row.reason, row.full_name) == ("", "Nguyễn Thị Ánh")


def test_a_mended_value_is_what_a_ditto_mark_below_repeats(province):
    data = book(HEAD, ANH, ["Lê An", "", "099085900002", "", "nt", "", ""])
    rows = read(data, choices=Choices(mended={("DS", 2): {"unit": "Xã Long Phước"}})).rows
    assert [row.unit.name for row in rows] == ["Long Phước", "Long Phước"]


def test_a_chosen_unit_needs_no_name_but_has_to_exist_on_the_day(province):
    today = str(OrgUnit.objects.get(code="26461", valid_to=None).uuid)
    row, _ = row_with({"unit_uuid": today}, unit="Xã Không Có", as_of=IN_2026)
    assert (row.unit.name, row.reason, row.warnings) == ("Xuân Định", "", [])
    for wrong in (today, str(uuid.uuid4()), "không phải"):
        row, _ = row_with({"unit_uuid": wrong}, unit="Xã Bảo Hòa", as_of=IN_2023)
        assert (row.unit, row.reason) == (None, "unit_not_found")


def test_a_row_left_out_is_rejected_by_that_reason_and_stores_nobody(province):
    choices = Choices(mended={("DS", 2): {"skip": "1"}})
    reading = read(book(HEAD, ANH, ["Lê An", "", "099085900002", "", "Xã Bảo Hòa", "", ""]), choices=choices)
    RosterResource(reading, as_of=IN_2023, at=AT, by=None, reporting=True).judge()
    report = import_report(reading, file_name="a.xlsx", as_of=IN_2023)
    assert [(row["status"], row.get("reason")) for row in report["rows"]] == [
        ("rejected", "left_out"),
        ("created", None),
    ]
    assert (report["totals"]["data_rows"], report["reject_reasons"]) == (2, {"left_out": 1})
    assert report["rows"][1]["person"]["full_name"] == "Lê An"


def test_a_left_out_row_still_carries_the_ditto_marks_below_it(province):
    data = book(HEAD, ANH, ["Lê An", "", "099085900002", "", "nt", "", ""])
    rows = read(data, choices=Choices(mended={("DS", 2): {"skip": "1"}})).rows
    assert [row.reason for row in rows] == ["left_out", ""]


def test_choices_survive_the_way_through_json():
    choices = Choices("vni", {"DS": {"full_name": 1}}, {("DS", 7): {"phone": "0900000001"}}, {"DS": 3})
    assert Choices.from_json(json.loads(json.dumps(choices.as_json()))) == choices
    assert Choices.from_json({}) == Choices()
    assert Choices.from_json({"encoding": "", "columns": {}, "mended": []}) == Choices()


def test_an_ambiguous_name_offers_all_it_may_mean(province):
    assert offered(unit="Xã Thanh Sơn") == ("unit_ambiguous", ["Xã Thanh Sơn", "Xã Thanh Sơn"])
    assert offered(unit="Xuân Hòa") == ("unit_ambiguous", ["Phường Xuân Hòa", "Xã Xuân Hòa"])


def test_a_misspelt_name_offers_the_nearest_at_most_five(province):
    reason, names = offered(unit="Xã Bảo Hoàng")
    assert (reason, names[0]) == ("unit_not_found", "Xã Bảo Hòa")
    assert len(names) <= 5
    assert offered(unit="Xã Hố Nai III")[1][0] == "Xã Hố Nai 3"
    assert offered(unit="Kho bạc Nhà nước khu vực XVII") == ("unit_not_found", [])
    assert offered(unit="") == ("unit_not_found", [])


def test_a_split_unit_offers_its_parts(province):
    reason, names = offered(unit="Xã Xuân Tâm", as_of=IN_2026)
    assert (reason, sorted(names)) == ("unit_split_needs_choice", ["Xã Xuân Hòa", "Xã Xuân Đông"])


def test_a_code_beside_another_name_offers_both(province):
    assert offered(unit="Xã Bảo Hòa", code="26413") == (
        "unit_code_name_mismatch",
        ["Xã Long Phước", "Xã Bảo Hòa"],
    )


def test_an_abolished_district_offers_what_its_communes_became(province):
    reason, names = offered(unit="UBND huyện Xuân Lộc", as_of=date(2025, 8, 1))
    assert reason == "unit_level_abolished"
    assert {"Xã Xuân Lộc", "Xã Xuân Định", "Xã Xuân Hòa"} <= set(names)
    assert "Xã Long Phước" not in names


def test_a_row_that_found_its_unit_is_offered_nothing(province):
    assert offered() == ("", [])
    assert offered(unit="Xã Bảo Hòa", phone="", cccd="", birth="") == ("missing_identifier", [])


@pytest.mark.parametrize("unit", ["Xã Thanh Sơn", "Xã Bảo Hoàng"])
def test_offers_are_units_of_the_day(province, unit):
    row, reading = row_with(unit=unit)
    assert all(candidate.exists_on(IN_2023) for candidate in reading.candidates(row))
