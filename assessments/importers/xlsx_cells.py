"""Cells of a sheet as their reader sees them."""

import datetime

import python_calamine

from assessments.exchange.sheet import KEY, READ_OPTIONS
from assessments.importers.xlsx_percent import percent, percent_cells


def cells_of(data: bytes, sheet: python_calamine.CalamineSheet) -> list[list[object]]:
    """The values of a sheet, those shown as per cent in words."""
    rows: list[list[object]] = [list(row) for row in sheet.to_python()]
    top, left = sheet.start or (0, 0)
    for row, column_ in percent_cells(data, sheet.name) if rows else ():
        place = row - top
        if 0 <= place < len(rows) and left <= column_ < left + len(rows[place]):
            value = rows[place][column_ - left]
            rows[place][column_ - left] = percent(value) if isinstance(value, float) else value
    return rows


def shown(name: str, cell: object) -> str:
    """With a decimal comma where it is read by learners, or compared with what they read."""
    said = written(cell)
    return said.replace(".", ",") if isinstance(cell, float) and name in (KEY, *READ_OPTIONS) else said


def written(cell: object) -> str:
    """3 for 3.0, Đúng for TRUE, days and times as they are written here."""
    if isinstance(cell, datetime.date):
        moment = cell if isinstance(cell, datetime.datetime) and cell.time() != datetime.time() else None
        return cell.strftime("%d/%m/%Y %H:%M" if moment else "%d/%m/%Y")
    if isinstance(cell, datetime.time):
        return cell.strftime("%H:%M")
    if isinstance(cell, bool):
        return "Đúng" if cell else "Sai"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\r\n", "\n").strip()
