"""Fills the zip. A file that the storage has lost is a line of the index that says so."""

import re
from collections.abc import Callable
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from certificates.queries.standing import Standing, standing_of
from common.tables import Column, xlsx_chunks
from common.vietnamese import fold
from reports.services.exporting.dossier.bundle import Bundle
from reports.services.exporting.dossier.contents import Dossier
from reports.services.exporting.dossier.tables import (
    class_columns,
    class_rows,
    people_columns,
    people_rows,
    survey_sheet_of,
)


def write_dossier(dossier: Dossier, target: IO[bytes], say: Callable[[int], None]) -> int:
    """The number of entries, the index among them."""
    with ZipFile(target, "w", ZIP_DEFLATED) as packed:
        bundle = Bundle(packed, say)
        title = _("Cán bộ và khóa đã hoàn thành")
        bundle.add_table("1-can-bo.xlsx", title, people_columns(), people_rows(dossier))
        _certificates(bundle, dossier)
        bundle.add_table("3-lop-tap-huan.xlsx", _("Lớp tập huấn"), class_columns(), class_rows(dossier))
        _scans(bundle, dossier)
        for number, survey in enumerate(dossier.surveys, start=1):
            name = f"5-phieu-lay-y-kien/{number:02d}-{_slug(survey.title)}.xlsx"
            bundle.add(name, survey.title, survey_sheet_of(survey, dossier))
        _index(bundle, dossier)
    return len(bundle.lines) + 1


def _certificates(bundle: Bundle, dossier: Dossier) -> None:
    for one in dossier.certificates:
        standing = Standing.WORDS[standing_of(one, dossier.desk.today)]
        told = {"number": one.register_number, "name": one.facts["name"], "standing": standing}
        title = _("Giấy chứng nhận %(number)s, %(name)s (%(standing)s)") % told
        name = f"2-giay-chung-nhan/{one.year}-{one.number:04d}-{one.pk}-{_slug(one.facts['name'])}.pdf"
        bundle.add_file(name, title, one.pdf)


def _scans(bundle: Bundle, dossier: Dossier) -> None:
    for number, scan in enumerate(dossier.scans, start=1):
        place = scan.session or scan.past_class
        folder = scan.session.code if scan.session else f"lop-truoc-{scan.past_class_id}"
        name = f"4-giay-to-va-anh/{_slug(folder)}/{scan.kind}-{number:03d}{_ending(scan.name)}"
        bundle.add_file(name, f"{scan.get_kind_display()}: {place} ({scan.name})", scan.file)


def _index(bundle: Bundle, dossier: Dossier) -> None:
    columns = [
        Column(_("STT"), 6),
        Column(_("Nội dung"), 60),
        Column(_("Tệp"), 60),
        Column(_("Cỡ (byte)"), 12),
        Column("SHA-256", 66),
    ]
    told = {
        "unit": dossier.unit.full_name,
        "day": f"{dossier.desk.today:%d/%m/%Y}",
        "by": str(dossier.desk.account),
    }
    notes = [
        _("%(unit)s, đến ngày %(day)s. Người lập: %(by)s.") % told,
        _("Chỉ gồm người, giấy chứng nhận và lớp trong phạm vi người lập được xuất."),
    ]
    pieces = xlsx_chunks(
        columns=columns, rows=bundle.lines, sheet=_("Mục lục"), title=_("Hồ sơ minh chứng"), notes=notes
    )
    with bundle.packed.open("0-muc-luc.xlsx", "w") as target:
        for piece in pieces:
            target.write(piece)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60] or "khong-ten"


def _ending(name: str) -> str:
    ending = re.search(r"\.[a-z0-9]{1,5}$", name.lower())
    return ending.group() if ending else ""
