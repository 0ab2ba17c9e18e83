"""Questions from a spreadsheet: our template, or any sheet whose headings say the same in other words."""

import io
import re
from collections.abc import Iterator
from functools import partial

import python_calamine
from django.utils.translation import gettext as _

from assessments.exchange.item import Entry, Item
from assessments.exchange.sheet import COLUMNS, EXAMPLES, KEY, OPTIONS, SHEET, TEXT
from assessments.importers.building import entry
from assessments.importers.xlsx_row import Row, build, kind_of
from common.errors import DomainError
from common.vietnamese import fold
from people.rosters.archive import refuse_unsafe_archive

_WORDS = {
    "kind": "loai cau|dang cau hoi|loai cau hoi|kieu|type",
    TEXT: "noi dung|noi dung cau hoi|cau hoi trac nghiem|de bai|question",
    KEY: "dap an|dap an chinh xac|tra loi dung|phuong an dung|ket qua|answer|correct",
    "điểm": "so diem|points|diem so",
    "giải thích": "loi giai|huong dan|phan hoi|feedback|can cu",
    "chủ đề": "chuyen de|phan|noi dung kien thuc|topic|danh muc",
    "độ khó": "muc do|do kho cau hoi|muc do nhan thuc|difficulty",
    "khung năng lực": "nang luc|cap do nang luc|level|bac nang luc",
}
_OPTION = re.compile(r"(?:phuong an|dap an|lua chon|cau tra loi|option|pa)?\s*([a-h])", re.IGNORECASE)
_LOOKED_AT = 20  # rows above the headings


def parse(data: bytes) -> Iterator[Entry]:
    """Every row with a question in it."""
    refuse_unsafe_archive(data)
    number = 0
    for cells in _rows(data):
        row = Row(cells)
        if not row.empty:
            number += 1
            yield entry(number, row.name, kind_of(row), partial(_item, number, row))


def _item(number: int, row: Row) -> Item:
    return build(number, row)


def _rows(data: bytes) -> Iterator[dict[str, str]]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = sorted(book.sheet_names, key=lambda name: name != SHEET)
        sheets = [book.get_sheet_by_name(name).to_python() for name in names if name != EXAMPLES]
    except (python_calamine.CalamineError, OSError, ValueError) as wrong:
        raise DomainError(_("Tệp Excel bị hỏng hoặc không phải .xlsx.")) from wrong
    for rows in sheets:
        for place, row in enumerate(rows[:_LOOKED_AT]):
            heading = [_column(written(cell)) for cell in row]
            if TEXT in heading and (KEY in heading or OPTIONS[0] in heading):
                for cells in rows[place + 1 :]:
                    yield {name: written(cell) for name, cell in zip(heading, cells, strict=False) if name}
                return
    raise DomainError(
        _("Không thấy hàng tiêu đề có cột “câu hỏi” và “đáp án đúng”. Hãy dùng tệp mẫu của hệ thống.")
    )


def _column(heading: str) -> str:
    """Our name of a column, or "" for one that is not read."""
    said = " ".join(re.sub(r"[^\w\s]", " ", fold(heading)).split())
    option = _OPTION.fullmatch(said)
    if option:
        return OPTIONS[ord(option[1].lower()) - ord("a")]
    return _KNOWN.get(said, "")


def _known() -> dict[str, str]:
    known = {fold(name): name for name in COLUMNS}
    for name, words in _WORDS.items():
        known |= dict.fromkeys(words.split("|"), COLUMNS[0] if name == "kind" else name)
    return known


_KNOWN = _known()


def written(cell: object) -> str:
    """A cell as its reader sees it: 3 for 3.0, Đúng for TRUE."""
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\r\n", "\n").strip()
