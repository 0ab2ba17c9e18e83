"""The log for superiors: who saw, took out or changed what, searched and exported within one's own scope."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.errors import DomainError
from common.tables import XLSX_TYPE, Column, xlsx_chunks
from common.vietnamese import format_day, format_number
from people.audit_forms import USUAL, AuditForm
from people.audit_words import action_word, detail_words
from people.models import AuditEntry, OrgUnit, Person
from people.queries.audit import Asked, narrowed, units_of, visible_entries
from people.rights import Right
from people.scope import may, require, require_person
from people.services import audit
from people.views.desk import Desk, page_for, page_of
from people.views.people import as_uuid, unit_options

ROWS = 50
MOST_EXPORTED = 100_000  # lines; a spreadsheet that still opens


@page_for(Right.SEE_AUDIT)
@require_safe
def audit_log(request: HttpRequest, desk: Desk) -> HttpResponse | StreamingHttpResponse:
    """Newest first; `?xuat=xlsx` gives the same lines as a file."""
    unit = desk.unit(as_uuid(request.GET["don-vi"])) if request.GET.get("don-vi") else None
    person = _person(desk, request.GET.get("nguoi", ""))
    form = AuditForm(request.GET, today=desk.today, usual=USUAL * 12 if person else USUAL)
    asked = _asked(form, desk, unit, person)
    takes_out = request.GET.get("xuat") == "xlsx"
    right = Right.EXPORT if takes_out else Right.SEE_AUDIT
    require(desk.account, right)
    found = narrowed(visible_entries(desk.account, desk.today, desk.tree, right), asked)
    if takes_out:
        return _exported(found, asked, desk, unit)
    page = page_of(found, request, ROWS)
    lines = [line_of(entry) for entry in page]
    if _is_search(asked):
        desk.looked("audit_searched", person=person, unit=unit, count=page.paginator.count, **_told(asked))
    query = request.GET.copy()
    query["xuat"] = "xlsx"
    context = desk.context(
        form=form,
        page=page,
        lines=lines,
        asked=asked,
        unit=unit,
        person=person,
        unit_options=unit_options(desk),
        export=query.urlencode() if may(desk.account, Right.EXPORT) else "",
        without_person=_without(request, "nguoi"),
    )
    return render(request, "people/audit_log.html", context)


def line_of(entry: Any) -> dict[str, Any]:
    """An entry as read by this reader: what lies outside their scope is not named."""
    return {
        "at": entry.at,
        "who": entry.who or _("Người vận hành máy chủ"),
        "kind": AuditEntry.Kind(entry.kind).label,
        "kind_code": entry.kind,
        "action": action_word(entry.action),
        "person": entry.person if entry.named else None,
        "unit": entry.unit if entry.named else None,
        "count": entry.count if entry.count != 1 else None,
        "detail": detail_words(entry.detail) if entry.named else [],
        "named": entry.named,
    }


def _person(desk: Desk, uuid: str) -> Person | None:
    if not uuid:
        return None
    return require_person(desk.account, as_uuid(uuid), desk.today, Right.SEE_AUDIT)


def _asked(form: AuditForm, desk: Desk, unit: OrgUnit | None, person: Person | None) -> Asked:
    return Asked(
        since=form.since,
        to=form.to,
        who=form.text("ai"),
        about=form.text("ve"),
        action=form.text("viec"),
        kind=form.text("loai"),
        person=person,
        units=units_of(unit.pk, desk.tree, desk.today) if unit else None,
    )


def _is_search(asked: Asked) -> bool:
    """Turning the log's pages is not written down; looking for somebody in it is."""
    return bool(asked.who or asked.about or asked.person)


def _told(asked: Asked) -> dict[str, Any]:
    return {
        "who": asked.who,
        "about": asked.about,
        "action": asked.action,
        "kind": asked.kind,
        "since": format_day(asked.since),
        "to": format_day(asked.to),
    }


def _exported(found: QuerySet[Any], asked: Asked, desk: Desk, unit: OrgUnit | None) -> StreamingHttpResponse:
    count = found.count()
    if count > MOST_EXPORTED:
        most = {"n": format_number(MOST_EXPORTED)}
        raise DomainError(_("Nhiều hơn %(n)s dòng: hãy chọn thời gian ngắn hơn rồi xuất.") % most)
    audit.exported("audit_exported", by=desk.account, at=desk.now, unit=unit, count=count, **_told(asked))
    headings = (
        (_("Lúc"), 18), (_("Người làm"), 28), (_("Loại"), 16), (_("Việc"), 34), (_("Về người"), 28),
        (_("Mã cán bộ"), 12), (_("Đơn vị"), 28), (_("Số người"), 10), (_("Chi tiết"), 60),
    )  # fmt: skip
    chunks = xlsx_chunks(
        columns=[Column(title, width) for title, width in headings],
        rows=_rows(found),
        sheet=_("Nhật ký"),
        title=_("Nhật ký truy cập và thay đổi"),
        notes=[_("Từ %(since)s đến %(to)s") % _told(asked)],
    )
    answer = StreamingHttpResponse(chunks, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="nhat-ky-{asked.to:%Y-%m-%d}.xlsx"'
    return answer


def _rows(found: QuerySet[Any]) -> Iterator[list[Any]]:
    for entry in found.iterator(chunk_size=1000):
        line = line_of(entry)
        person, unit = line["person"], line["unit"]
        yield [
            line["at"], line["who"], str(line["kind"]), line["action"],
            person.full_name if person else "", person.staff_code if person else "",
            unit.full_name if unit else "", entry.count, "; ".join(line["detail"]),
        ]  # fmt: skip


def _without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in (*names, "page"):
        query.pop(name, None)
    return f"?{query.urlencode()}"
