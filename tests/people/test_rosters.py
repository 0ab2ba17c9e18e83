"""A roster as it really is goes in, and every row that does not says why."""

import io
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from common.errors import DomainError
from people.models import OrgUnit, Person, Posting, Roster, RosterRow, Scope
from people.resources import apply_roster, dry_run_roster
from people.services.roster_report import import_report
from people.services.rosters import forget_files
from tests.factories.people import AccountFactory
from tests.people.conftest import DATA

AS_OF, AT = date(2023, 12, 31), datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CLEAN = DATA / "rosters/00_sach.xlsx"
HEAD = ["Họ và tên", "Ngày sinh", "Số CCCD", "Số điện thoại", "Email", "Chức vụ", "Đơn vị"]
ANH = [
    "Nguyễn Thị Ánh",
    "05/03/1985",
    "099185900001",
    "0900000001",
    "anh@vidu.example",
    "Kế toán",
    "Xã Bảo Hòa",
]


def workbook(*rows: list[object], head: list[str] = HEAD) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("DS")
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def bring(data: bytes, *, as_of: date = AS_OF, by=None, name: str = "ds.xlsx"):
    """Dry run, then apply; the rows as judged."""
    roster, _forecast = dry_run_roster(data, file_name=name, as_of=as_of, at=AT, by=by)
    return apply_roster(roster, at=AT, by=by).rows


def changed(row: list[str], **cells: str) -> list[str]:
    names = dict(zip(("name", "birth", "cccd", "phone", "email", "position", "unit"), range(7), strict=True))
    row = list(row)
    for name, value in cells.items():
        row[names[name]] = value
    return row


def test_the_clean_roster_gives_exactly_the_expected_result(province):
    expected = json.loads(CLEAN.with_suffix(".expected.json").read_text())
    roster, forecast = dry_run_roster(CLEAN.read_bytes(), file_name=CLEAN.name, as_of=AS_OF, at=AT, by=None)
    assert not Person.objects.exists()
    for reading in (forecast, apply_roster(roster, at=AT, by=None)):
        report = import_report(reading, file_name=CLEAN.name, as_of=AS_OF)
        assert report["rows"] == expected["rows"]
        assert {key: report["totals"][key] for key in expected["totals"]} == expected["totals"]
        assert report["reject_reasons"] == report["warning_counts"] == {}
    assert Person.objects.count() == Posting.objects.count() == 120


@pytest.mark.parametrize(
    "name", ["01_tieu_de_hai_dong", "02_so_bi_hong", "03_unicode_don_vi", "04_nhieu_sheet_trung"]
)
def test_the_messy_samples_end_as_their_expected_results_say(province, shared, name):
    path = shared / f"data/rosters/{name}.xlsx"
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    for before in expected["preload"]:
        bring((path.parent / before).read_bytes())
    roster, _forecast = dry_run_roster(path.read_bytes(), file_name=path.name, as_of=AS_OF, at=AT, by=None)
    reading = apply_roster(roster, at=AT, by=None)
    report = import_report(reading, file_name=path.name, as_of=AS_OF)
    assert {"file", "rules", "as_of", "totals", "reject_reasons", "warning_counts", "rows"} <= set(report)
    assert (report["file"], report["rules"], report["as_of"]) == tuple(
        expected[key] for key in ("file", "rules", "as_of")
    )
    assert {key: report["totals"][key] for key in expected["totals"]} == expected["totals"]
    # One sample counts a restored phone for a row whose phone cell is empty.
    strange = {"phone_leading_zero_restored": 1} if name == "02_so_bi_hong" else {}
    assert Counter(report["warning_counts"]) + Counter(strange) == Counter(expected["warning_counts"])
    assert report["reject_reasons"] == expected["reject_reasons"]
    assert report["hidden_sheets_ignored"] == expected.get("hidden_sheets_ignored", [])
    for got, wanted in zip(report["rows"], expected["rows"], strict=True):
        judged = {
            key: wanted[key]
            for key in ("sheet", "row", "status", "reason", "person", "changed")
            if key in wanted
        }
        assert {key: got.get(key) for key in judged} == judged
        if wanted["status"] != "rejected":
            assert set(got.get("warnings", [])) == set(wanted.get("warnings", [])), wanted["row"]


def test_a_second_import_of_the_same_file_changes_nothing(province):
    bring(CLEAN.read_bytes())
    people, postings = list(Person.objects.values()), list(Posting.objects.values())
    assert {row.status for row in bring(CLEAN.read_bytes())} == {"unchanged"}
    assert (list(Person.objects.values()), list(Posting.objects.values())) == (people, postings)


@pytest.mark.parametrize(
    "name", ["01_tieu_de_hai_dong", "02_so_bi_hong", "03_unicode_don_vi", "04_nhieu_sheet_trung"]
)
def test_a_messy_sample_again_changes_nothing_either(province, shared, name):
    """Also where a person stands in two rows that say different things: the second was stored, and is said again."""
    path = shared / f"data/rosters/{name}.xlsx"
    bring(path.read_bytes())
    people, postings = list(Person.objects.values()), list(Posting.objects.values())
    assert {row.status for row in bring(path.read_bytes())} <= {"unchanged", "duplicate", "rejected"}
    assert (list(Person.objects.values()), list(Posting.objects.values())) == (people, postings)


def test_applying_twice_is_applying_once(province):
    roster, _forecast = dry_run_roster(workbook(ANH), file_name="a.xlsx", as_of=AS_OF, at=AT, by=None)
    assert apply_roster(roster, at=AT, by=None)
    assert apply_roster(roster, at=AT, by=None) is None
    assert Person.objects.count() == 1


def test_the_number_is_kept_only_as_a_keyed_hash(province, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        roster, _forecast = dry_run_roster(workbook(ANH), file_name="a.xlsx", as_of=AS_OF, at=AT, by=None)
        storage, name = roster.file.storage, roster.file.name
        assert storage.exists(name)
        apply_roster(roster, at=AT, by=None)
    assert not storage.exists(name)
    person = Person.objects.get()
    assert (len(person.id_hash), person.id_kind, person.id_last3) == (64, "cccd", "001")
    stored = json.dumps(
        [*RosterRow.objects.values_list("data", flat=True), *Person.objects.values()], default=str
    )
    assert "099185900001" not in stored


def test_staff_codes_go_on_after_the_highest(province):
    bring(workbook(ANH))
    bring(workbook(changed(ANH, name="Trần Văn Bình", cccd="099085900002", phone="", email="")))
    assert list(Person.objects.order_by("pk").values_list("staff_code", flat=True)) == [
        "CB000001",
        "CB000002",
    ]


def test_an_empty_cell_never_erases(province):
    bring(workbook(ANH))
    (row,) = bring(workbook(changed(ANH, birth="", phone="", email="", position="")))
    assert row.status == "unchanged"
    assert Person.objects.get().phone == "0900000001"


def test_a_transfer_closes_the_old_post_on_the_day_of_the_roster(province):
    bring(workbook(ANH))
    (row,) = bring(workbook(changed(ANH, unit="Xã Long Phước")), as_of=date(2024, 6, 1))
    assert (row.status, row.changed) == ("updated", ["unit_code"])
    old, new = Posting.objects.order_by("starts_on")
    assert (old.unit.name, old.ends_on) == ("Bảo Hòa", date(2024, 6, 1))
    assert (new.unit.name, new.starts_on, new.ends_on, new.position) == (
        "Long Phước",
        date(2024, 6, 1),
        None,
        "Kế toán",
    )


def test_a_new_position_keeps_the_old_one_in_the_past(province):
    bring(workbook(ANH))
    bring(workbook(changed(ANH, position="Chủ tịch UBND xã")), as_of=date(2024, 6, 1))
    assert list(Posting.objects.order_by("starts_on").values_list("position", "ends_on")) == [
        ("Kế toán", date(2024, 6, 1)),
        ("Chủ tịch UBND xã", None),
    ]


def test_a_roster_of_an_earlier_day_fills_history_and_moves_nobody(province):
    bring(workbook(changed(ANH, unit="Xã Long Phước")), as_of=date(2024, 6, 1))
    bring(workbook(ANH), as_of=AS_OF)
    old, new = Posting.objects.order_by("starts_on")
    assert (old.unit.name, old.ends_on) == ("Bảo Hòa", date(2024, 6, 1))
    assert (new.unit.name, new.ends_on) == ("Long Phước", None)


def test_back_and_forth_on_one_day_ends_where_the_last_roster_says(province):
    for unit in ("Xã Bảo Hòa", "Xã Long Phước", "Xã Bảo Hòa"):
        bring(workbook(changed(ANH, unit=unit)))
    assert Posting.objects.get(ends_on=None).unit.name == "Bảo Hòa"


def test_the_commune_after_the_reform_is_the_same_place(province):
    bring(workbook(ANH))
    (row,) = bring(workbook(changed(ANH, unit="Xã Xuân Định")), as_of=date(2025, 8, 1))
    assert row.status == "unchanged"


def test_a_shared_phone_does_not_make_two_people_one(province):
    husband = changed(ANH, name="Trần Văn Bình", cccd="", birth="01/01/1980")
    assert [row.status for row in bring(workbook(ANH, husband))] == ["created", "created"]


def test_a_number_that_arrives_later_finds_the_same_person(province):
    bring(workbook(changed(ANH, cccd="")))
    (row,) = bring(workbook(ANH))
    assert (row.status, row.changed) == ("updated", ["cccd"])
    assert Person.objects.count() == 1


def test_the_same_person_twice_in_a_file_is_merged_and_said(province):
    first, second = bring(workbook(changed(ANH, email=""), changed(ANH, unit="Xã Long Phước")))
    assert (first.status, second.status, second.warnings) == (
        "created",
        "duplicate",
        ["unit_conflict_in_file"],
    )
    assert Person.objects.get().email == "anh@vidu.example"
    assert Posting.objects.get().unit.name == "Long Phước"


def test_a_duplicate_of_an_unchanged_person_is_still_saved(province):
    bring(workbook(ANH))
    bring(workbook(ANH, changed(ANH, phone="0900000009")))
    assert Person.objects.get().phone == "0900000009"


def test_the_number_of_somebody_else_is_refused(province):
    bring(workbook(ANH))
    (row,) = bring(workbook(changed(ANH, name="Lê Văn Cường")))
    assert (row.status, row.reason, row.person) == ("rejected", "identity_conflict", None)


def test_ditto_marks_repeat_the_row_above(province):
    second = changed(ANH, name="Lê Văn Cường", cccd="099085900003", unit="-nt-", position="nt")
    _first, row = bring(workbook(ANH, second))
    assert (row.unit.name, row.position, row.warnings) == ("Bảo Hòa", "Kế toán", ["ditto_expanded"])


def test_an_old_mobile_number_is_brought_up_to_date(province):
    (row,) = bring(workbook(changed(ANH, phone="01689 123 456")))
    assert (row.phone, row.warnings) == ("0389123456", ["phone_prefix_updated"])


def test_a_semicolon_csv_goes_in_as_well(province):
    text = ";".join(HEAD) + "\n" + ";".join(ANH) + "\n"
    (row,) = bring(("\ufeff" + text).encode(), name="ds.csv")
    assert (row.sheet, row.number, row.status) == ("CSV", 2, "created")


@pytest.fixture
def clerk(province):
    """HR of today's xã Xuân Định (Bảo Hòa among its past)."""
    account = AccountFactory()
    Scope.objects.create(account=account, unit=OrgUnit.objects.get(code="26461", valid_from=date(2025, 7, 1)))
    return account


def test_a_commune_clerk_brings_in_only_their_own_commune(clerk):
    other = changed(ANH, name="Lê Văn Cường", cccd="099085900003", phone="", unit="Xã Long Phước")
    mine, theirs = bring(workbook(ANH, other), by=clerk)
    assert (mine.status, theirs.reason) == ("created", "unit_outside_scope")


def test_a_commune_clerk_cannot_take_over_somebody_elses_person(clerk):
    bring(workbook(changed(ANH, unit="Xã Long Phước")))
    (row,) = bring(workbook(changed(ANH, phone="0900000666")), by=clerk)
    assert row.reason == "person_outside_scope"
    assert Person.objects.get().phone == "0900000001"


def test_without_the_right_nothing_is_read(province):
    with pytest.raises(DomainError, match="Bàn nhân sự"):
        dry_run_roster(workbook(ANH), file_name="a.xlsx", as_of=AS_OF, at=AT, by=AccountFactory())
    assert not Roster.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.xlsx", "Tệp rỗng"),
        (CLEAN.read_bytes()[:5000], "a.xlsx", "bị hỏng"),
        (workbook(["Lê", "1"], head=["a", "b"]), "a.xlsx", "dòng tiêu đề"),
        (workbook(), "a.xlsx", "không có dòng nào"),
    ],
)
def test_a_bad_file_is_a_sentence_and_stores_nothing(province, data, name, sentence):
    with pytest.raises(DomainError, match=sentence):
        dry_run_roster(data, file_name=name, as_of=AS_OF, at=AT, by=None)
    assert not Roster.objects.exists()
    assert not Person.objects.exists()


def test_a_file_over_the_limit_is_refused_before_it_is_opened(province, settings):
    settings.ROSTER_MAX_BYTES = 1000
    with pytest.raises(DomainError, match="lớn quá"):
        dry_run_roster(CLEAN.read_bytes(), file_name="a.xlsx", as_of=AS_OF, at=AT, by=None)


def test_a_roster_of_tomorrow_is_refused(province):
    with pytest.raises(DomainError, match="sau hôm nay"):
        dry_run_roster(workbook(ANH), file_name="a.xlsx", as_of=date(2026, 11, 24), at=AT, by=None)


def test_a_forgotten_dry_run_lets_go_of_its_file_after_a_month(province):
    roster, _forecast = dry_run_roster(workbook(ANH), file_name="a.xlsx", as_of=AS_OF, at=AT, by=None)
    storage, name = roster.file.storage, roster.file.name
    assert forget_files(at=AT + timedelta(days=29)) == 0
    assert forget_files(at=AT + timedelta(days=31)) == 1
    assert not storage.exists(name)
    with pytest.raises(DomainError, match="tải lên lại"):
        apply_roster(roster, at=AT, by=None)


def test_the_command_reports_row_by_row_and_applies_when_told(province, tmp_path, capsys):
    out = tmp_path / "ket-qua.json"
    call_command("import_roster", str(CLEAN), "--as-of", "2023-12-31", "--report", str(out))
    assert "Xem trước" in capsys.readouterr().out
    assert not Person.objects.exists()
    call_command("import_roster", str(CLEAN), "--as-of", "31/12/2023", "--apply", "--report", str(out))
    assert "120 thêm mới" in capsys.readouterr().out
    expected = json.loads(CLEAN.with_suffix(".expected.json").read_text())
    report = json.loads(out.read_text())
    assert report["rows"] == expected["rows"]
    assert report["totals"] | expected["totals"] == report["totals"]


@pytest.mark.parametrize(
    ("file", "day", "sentence"),
    [
        (CLEAN, "hôm qua", "không đúng"),
        ("khong-co.xlsx", "2023-12-31", "Không đọc được"),
        (__file__, "2023-12-31", "Excel"),
    ],
)
def test_the_command_answers_mistakes_with_a_sentence(province, file, day, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_roster", str(file), "--as-of", day)
