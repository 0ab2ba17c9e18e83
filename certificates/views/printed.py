"""The register as a printed book, by office and year."""

import tempfile
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from certificates.forms.register import BookForm
from certificates.models import Certificate
from certificates.queries.register import (
    book_of,
    in_register,
    numbers_missing,
    register_offices,
    years_in_register,
)
from certificates.register_lines import BOOK_COLUMNS, book_lines
from certificates.services.facts import book_heading
from people.models import OrgUnit
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, page_for


@page_for(Right.EXPORT)
@require_safe
def printed_register(request: HttpRequest, desk: Desk) -> HttpResponse | FileResponse:
    """Asks for office and year, then gives the PDF; a reader of one commune gets an extract."""
    offices = register_offices(desk.units, desk.today)
    form = BookForm(request.GET or None, years=years_in_register(), offices=offices)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(
            request, "certificates/book.html", desk.context(form=form, offices=offices), status=status
        )
    office, year = form.cleaned_data["noi_cap"], form.cleaned_data["nam"]
    rows = book_of(in_register(desk.units, desk.today, year=year, office=office))
    audit.exported(
        "register_printed", by=desk.account, at=desk.now, count=rows.count(), year=year, unit=office
    )
    return _book(rows, office, year, desk.today, whole=desk.units is None)


def _book(
    rows: QuerySet[Certificate], office: OrgUnit, year: int, today: date, *, whole: bool
) -> FileResponse:
    from common.pdf_book import (  # reportlab, only where a book is printed
        Book,
        draw_book,
    )

    title = f"SỔ CẤP GIẤY CHỨNG NHẬN NĂM {year}" if whole else f"TRÍCH SỔ CẤP GIẤY CHỨNG NHẬN NĂM {year}"
    book = Book(
        title=title,
        columns=BOOK_COLUMNS,
        printed_on=today,
        sums=_sums(rows, office, year, whole=whole),
        **book_heading(office, today),
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    draw_book(file, book, book_lines(rows))
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"so-cap-{office.code}-{year}.pdf", content_type="application/pdf"
    )


def _sums(rows: Any, office: OrgUnit, year: int, *, whole: bool) -> list[str]:
    """How many, and that no number is missing; the second can only be said of the whole book."""
    numbers = list(rows.values_list("number", flat=True))
    revoked, replaced = rows.filter(revoked=True).count(), rows.filter(superseded=True).count()
    said = [
        f"Tổng số: {len(numbers)} giấy chứng nhận; đã thu hồi {revoked}; đã thay bằng bản cấp lại {replaced}."
    ]
    if whole and numbers:
        missing = numbers_missing(office, year)
        gap = f"thiếu số {', '.join(map(str, missing[:20]))}" if missing else "liên tục, không thiếu số"
        said.append(f"Từ số {min(numbers):04d}/{year} đến số {max(numbers):04d}/{year}, {gap}.")
    elif not whole:
        said.append("Chỉ gồm người thuộc phạm vi của người in; các số khác thuộc đơn vị khác.")
    return said
