"""Small rosters for tests, one dictionary of cells a row."""

import io
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from people.models import Account, OrgUnit, Person, Posting, Roster, Scope
from people.resources import apply_roster, dry_run_roster
from tests.factories.people import AccountFactory

AS_OF, AT = date(2023, 12, 31), datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = {
    "name": "Họ và tên", "birth": "Ngày sinh", "cccd": "Số CCCD", "phone": "Số điện thoại", "email": "Email",
    "position": "Chức vụ", "unit": "Đơn vị", "notes": "Ghi chú",
}  # fmt: skip
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
GIVEN = ("Ánh", "Bình", "Cường", "Dung", "Giang", "Hòa", "Khánh", "Lan", "Mai", "Nga")


def cadre(number: int, **cells: Any) -> dict[str, Any]:
    """One of a hundred different people, of xã Bảo Hòa unless said otherwise."""
    name = f"{SURNAMES[number % 10]} Thị {GIVEN[number // 10 % 10]}"
    said = {
        "name": name, "birth": f"{number % 28 + 1:02d}/03/1985", "cccd": f"0991859{number:05d}",
        "phone": f"0900{number:06d}", "email": "", "position": "Kế toán", "unit": "Xã Bảo Hòa",
    }  # fmt: skip
    return said | cells


def sheet(*rows: dict[str, Any], head: dict[str, str] = HEAD, name: str = "DS") -> bytes:
    """The rows as an .xlsx file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet(name)
        page.write_row(0, 0, list(head.values()))
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, [row.get(cell, "") for cell in head])
    return file.getvalue()


def forecast(*rows: dict[str, Any], as_of: date = AS_OF, by: Account | None = None) -> Roster:
    return dry_run_roster(sheet(*rows), file_name="ds.xlsx", as_of=as_of, at=AT, by=by)[0]


def bring(*rows: dict[str, Any], as_of: date = AS_OF, by: Account | None = None) -> Roster:
    """Forecast and import in one."""
    roster = forecast(*rows, as_of=as_of, by=by)
    apply_roster(roster, at=AT, by=by)
    return roster


def hr(*codes: str) -> Account:
    """An HR officer of today's units with these codes."""
    account = AccountFactory()
    for code in codes:
        Scope.objects.create(account=account, unit=OrgUnit.objects.get(code=code, valid_to=None))
    return account


def register() -> tuple[list[Any], list[Any]]:
    """Everybody and every post, without keys: what two ways to the same end must agree on."""
    people = Person.objects.order_by("staff_code").values(
        "staff_code", "full_name", "name_key", "name_folded", "sort_key", "gender", "birth_on", "birth_year", "phone",
        "email", "id_hash", "id_kind", "id_last3", "created_at",
    )  # fmt: skip
    posts = Posting.objects.order_by("person__staff_code", "starts_on", "unit__code", "ends_on")
    return list(people), list(
        posts.values(
            "person__staff_code", "unit__code", "position", "starts_on", "ends_on", "source", "category"
        )
    )


def outcomes(roster: Roster) -> list[Any]:
    return list(
        roster.rows.values("sheet", "number", "status", "reason", "warnings", "data", "person__staff_code")
    )
