"""Questions from a spreadsheet: our template, or any sheet whose headings say the same in other words."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import python_calamine
from django.utils.translation import gettext as _

from assessments.exchange.item import Entry, Item, Remark
from assessments.exchange.sheet import EXAMPLES, KEY, OPTIONS, READ_OPTIONS, SHEET, TEXT
from assessments.importers.building import entry
from assessments.importers.headings import columns
from assessments.importers.xlsx_by_option import TROUBLE, ByOption, names_options
from assessments.importers.xlsx_cells import cells_of, shown, written
from assessments.importers.xlsx_hidden import hidden_columns, hidden_rows, hidden_sheets
from assessments.importers.xlsx_row import Row, build, kind_of
from assessments.importers.xlsx_struck import struck_cells
from assessments.importers.xlsx_twice import OTHER, doubtful, may_be_key, one_of
from common.errors import DomainError
from people.rosters.archive import refuse_unsafe_archive

_LOOKED_AT = 20  # rows above the headings
Asked = tuple[dict[str, str], bool]  # cells of a question by our names, whether they are shown


@dataclass(frozen=True)
class _Page:
    name: str
    shown: bool
    asked: list[Asked]
    left_out: list[str]  # hidden columns by what stands at their top


def parse(data: bytes) -> Iterator[Entry]:
    """Every row with a question in it; what is hidden is left out and told."""
    refuse_unsafe_archive(data)
    pages = _pages(data)
    number = left_out = 0
    for cells, visible in (asked for page in pages if page.shown for asked in page.asked):
        row = Row(cells)
        if row.empty:
            continue
        if not visible:
            left_out += 1
            continue
        number += 1
        yield entry(number, row.name, kind_of(row), partial(_item, number, row))
    columns_ = [name for page in pages if page.shown for name in page.left_out]
    yield from _remarks(left_out, columns_, [page.name for page in pages if not page.shown])


def _item(number: int, row: Row) -> Item:
    return build(number, row)


def _remarks(rows: int, columns_: list[str], pages: list[str]) -> Iterator[Remark]:
    if rows:
        said = _(
            "Đã bỏ qua %(n)s câu ở các dòng bị ẩn hoặc bị lọc trong Excel; muốn nạp thì bỏ ẩn, bỏ lọc rồi nạp lại."
        )
        yield Remark(said % {"n": rows})
    if columns_:
        said = _("Đã bỏ qua cột bị ẩn: %(names)s; muốn nạp thì bỏ ẩn (Unhide) rồi nạp lại.")
        yield Remark(said % {"names": ", ".join(columns_)[:120]})
    if pages:
        said = _("Đã bỏ qua trang tính bị ẩn: %(names)s; muốn nạp thì bỏ ẩn (Unhide) rồi nạp lại.")
        yield Remark(said % {"names": ", ".join(pages)[:120]})


def _pages(data: bytes) -> list[_Page]:
    """The sheets that have headings of questions; one of them at least is to be seen."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = hidden_sheets(book)
        names = [name for name in book.sheet_names if name != EXAMPLES]
        sheets = [book.get_sheet_by_name(name) for name in sorted(names, key=lambda name: name != SHEET)]
        read = [(sheet, cells_of(data, sheet)) for sheet in sheets]
        left_out = [_leave_out(data, sheet, rows) for sheet, rows in read]
        asked = [_asked(data, sheet, rows) for sheet, rows in read]
    except (python_calamine.CalamineError, OSError, ValueError) as wrong:
        raise DomainError(_("Tệp Excel bị hỏng hoặc không phải .xlsx.")) from wrong
    found = zip(sheets, asked, left_out, strict=True)
    pages = [
        _Page(one.name, one.name not in hidden, rows, out) for one, rows, out in found if rows is not None
    ]
    if not pages:
        raise DomainError(
            _("Không thấy hàng tiêu đề có cột “câu hỏi” và “đáp án đúng”. Hãy dùng tệp mẫu của hệ thống.")
        )
    return pages


def _leave_out(data: bytes, sheet: python_calamine.CalamineSheet, rows: list[list[object]]) -> list[str]:
    """Empty the hidden columns of the rows; what stood at the top of each."""
    left, hidden = (sheet.start or (0, 0))[1], hidden_columns(data, sheet.name)
    said = []
    for place in [place for place in range(max(map(len, rows), default=0)) if left + place in hidden]:
        said += [text for row in rows if (text := written(row[place]))][:1]
        for row in rows:
            row[place] = ""
    return [f"“{text[:40]}”" for text in said]


def _asked(
    data: bytes, sheet: python_calamine.CalamineSheet, rows: Sequence[Sequence[object]]
) -> list[Asked] | None:
    """None for a sheet without headings of questions."""
    if not rows:
        return None
    top, hidden = (sheet.start or (0, 0))[0], hidden_rows(data, sheet.name)
    seen = [top + place not in hidden for place in range(len(rows))]
    left, struck = (sheet.start or (0, 0))[1], struck_cells(data, sheet.name)
    found = _heading(rows)
    if (found is None or OPTIONS[0] not in found[1]) and (by_option := _by_option(rows)):
        first = len(rows) - len(by_option.rows)
        crossed_out = [
            _crossed(row[at] for at in by_option.read if (top + first + place, left + at) in struck)
            for place, row in enumerate(by_option.rows)
        ]
        return list(by_option.questions(seen[first:], crossed_out))
    if found is None:
        return None
    start, heading = found
    named = (_named(heading, row) for row in rows[start:])
    crossed = (
        [heading[at] for at in range(len(heading)) if (top + place, left + at) in struck]
        for place in range(start, len(rows))
    )
    return list(zip(map(_without_struck, named, crossed), seen[start:], strict=True))


def _by_option(rows: Sequence[Sequence[object]]) -> ByOption | None:
    for place, row in enumerate(rows[:_LOOKED_AT]):
        heading = [*map(written, row)]
        if names_options(heading):
            found = ByOption(heading, [[shown(KEY, cell) for cell in one] for one in rows[place + 1 :]])
            return found if found.fits else None
    return None


def _without_struck(cells: dict[str, str], crossed: list[str]) -> dict[str, str]:
    """With the sentence that lists the question, where one of its cells is crossed out."""
    trouble = _crossed(cells.get(name, "") for name in crossed)
    return {**cells, TROUBLE: trouble} if trouble else cells


def _crossed(words: Iterable[str]) -> str:
    """What was crossed out is neither taken nor left away unsaid; "" where no such cell holds anything."""
    said = next(filter(None, words), "")
    sentence = _("Ô “%(said)s” bị gạch ngang trong Excel; hãy xóa chữ bị gạch hoặc bỏ gạch rồi nạp lại.")
    return sentence % {"said": said[:60]} if said else ""


def _named(heading: Sequence[str], row: Sequence[object]) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for name, cell in zip(heading, row, strict=False):
        if name:
            said.setdefault(name, []).append(shown(name, cell))
    cells = {name: one_of(name, texts) for name, texts in said.items()}
    if cells.get(TROUBLE):
        cells[TROUBLE] = _(
            "Cột sau phương án cuối có nội dung mà không có tên; hãy ghi tên cột (ví dụ “phương án E”)."
        )
    if two := doubtful(cells, said):
        cells[TROUBLE] = two
    return cells


def _heading(rows: Sequence[Sequence[object]]) -> tuple[int, list[str]] | None:
    """Where the questions of a sheet begin and what its columns are; A, B, C may stand in a second row of headings."""
    for place, row in enumerate(rows[:_LOOKED_AT]):
        heading = columns(map(written, row))
        if TEXT not in heading:
            continue
        under = rows[place + 1] if place + 1 < len(rows) else []
        below = columns(map(written, under))
        asked = written(under[heading.index(TEXT)]) if below else ""
        if OPTIONS[0] not in heading and OPTIONS[1] in below and not asked:
            together = [under or over for over, under in zip(heading, below, strict=False)]
            return place + 2, _watched(together, [row, under])
        if KEY in heading or OPTIONS[0] in heading:
            return place + 1, _watched(heading, [row])
    return None


def _watched(heading: list[str], written_in: list[Sequence[object]]) -> list[str]:
    """A column without a name right of the last option may hold one more, one like a key another key: both are told."""
    last = max((at for at, name in enumerate(heading) if name in READ_OPTIONS), default=len(heading))
    if last + 1 < len(heading) and not any(written(row[last + 1]) for row in written_in):
        heading[last + 1] = TROUBLE
    for at, name in enumerate(heading):
        if not name and any(may_be_key(written(row[at])) for row in written_in if at < len(row)):
            heading[at] = OTHER
    return heading
