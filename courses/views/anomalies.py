"""Reports of watching that could not be counted, for HR: seen, asked about, noted; nobody loses anything by them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.errors import DomainError
from common.tables import XLSX_TYPE, Column, xlsx_chunks
from courses import anomaly_words
from courses.models import WatchAnomaly
from courses.queries.anomalies import Asked, Shelf, anomalies_of, counts, learner_of, narrowed
from courses.services.anomalies import review
from people import scope
from people.models import OrgUnit
from people.queries.people import people_of_unit
from people.rights import Right
from people.services import audit
from people.views.desk import Desk, desk_page, hr_page, page_for, page_of
from people.views.people import chosen_unit, unit_options, without

ROWS = 25


@desk_page
@require_safe
def anomaly_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Newest first, of the people in scope."""
    unit, asked = chosen_unit(desk, request.GET), _asked(request)
    found = _found(desk, unit)
    page = page_of(narrowed(found, asked), request, ROWS)
    desk.looked(
        "watch_anomalies_listed", unit=unit, count=page.paginator.count, search=asked.search, kind=asked.kind
    )
    in_hand = _in_hand(desk, list(page))
    context = desk.context(
        page=page,
        lines=[_line(anomaly, in_hand) for anomaly in page],
        tabs=_tabs(request, asked.shelf, counts(found)),
        asked=asked,
        unit=unit,
        unit_options=unit_options(desk, unit),
        kinds=WatchAnomaly.Kind.choices,
        export=_query(request) if desk.may_export else None,
    )
    return render(request, "courses/anomaly_list.html", context)


@page_for(Right.EXPORT)
@require_safe
def anomaly_export(request: HttpRequest, desk: Desk) -> StreamingHttpResponse:
    """The same lines as a workbook; the log remembers who took it."""
    unit, asked = chosen_unit(desk, request.GET), _asked(request)
    found = narrowed(_found(desk, unit), asked)
    audit.exported(
        "watch_anomalies_exported", by=desk.account, at=desk.now, unit=unit, count=found.count(),
        search=asked.search, kind=asked.kind,
    )  # fmt: skip
    titles = (
        (_("Họ và tên"), 28), (_("Mã cán bộ"), 14), (_("Bài học"), 36), (_("Việc"), 36), (_("Số lần"), 8),
        (_("Sau đó được tính"), 12), (_("Lần đầu"), 18), (_("Lần cuối"), 18), (_("Đã xem xét lúc"), 18),
        (_("Ghi chú"), 50),
    )  # fmt: skip
    chunks = xlsx_chunks(
        columns=[Column(title, width) for title, width in titles],
        rows=_rows(found),
        sheet=_("Báo cáo xem"),
        title=_("Báo cáo xem không được tính"),
        notes=[_("Không trừ gì của học viên; hãy hỏi trước khi kết luận.")],
    )
    answer = StreamingHttpResponse(chunks, content_type=XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="bao-cao-xem-{desk.today:%Y-%m-%d}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@hr_page
@require_POST
def anomaly_review(request: HttpRequest, desk: Desk, anomaly: UUID) -> HttpResponse:
    """Write down what came out when somebody was asked."""
    found = anomalies_of(desk.people).filter(uuid=anomaly).first()
    if found is None:
        raise DomainError(_("Không có dòng này trong phạm vi bạn phụ trách."), status=404)
    review(anomaly=found, note=request.POST.get("note", ""), at=desk.now, by=desk.account)
    messages.success(request, _("Đã ghi là đã xem xét."))
    return redirect("anomaly_list")


def _found(desk: Desk, unit: OrgUnit | None) -> QuerySet[WatchAnomaly]:
    people = people_of_unit(desk.people, desk.tree, unit.pk, desk.day) if unit else desk.people
    return anomalies_of(people)


def _asked(request: HttpRequest) -> Asked:
    kind, shelf = request.GET.get("loai", ""), request.GET.get("muc", "")
    return Asked(
        shelf=Shelf(shelf) if shelf in list(Shelf) else Shelf.OPEN,
        search=request.GET.get("tim", "").strip()[:100],
        kind=kind if kind in WatchAnomaly.Kind.values else "",
    )


def _in_hand(desk: Desk, shown: list[WatchAnomaly]) -> set[int]:
    """Of whom on this page the account may write: who leads the province may look at more than they may change."""
    if not desk.may_change:
        return set()
    people = scope.visible_people(desk.account, desk.today, desk.tree, Right.CHANGE_PEOPLE)
    return set(people.filter(pk__in=[learner_of(one).pk for one in shown]).values_list("pk", flat=True))


def _line(anomaly: WatchAnomaly, in_hand: set[int]) -> dict[str, Any]:
    learner = learner_of(anomaly)
    return {
        "anomaly": anomaly,
        "learner": learner,
        "what": anomaly.get_kind_display(),
        "meaning": anomaly_words.meaning(anomaly),
        "detail": anomaly_words.detail(anomaly),
        "may_review": learner.pk in in_hand and anomaly.is_open,
    }


def _rows(found: QuerySet[WatchAnomaly]) -> Iterator[list[Any]]:
    for one in found.iterator(chunk_size=1000):
        learner = learner_of(one)
        yield [
            learner.full_name, learner.staff_code, one.activity.title if one.activity else "",
            one.get_kind_display(), one.count, one.settled, one.first_at, one.last_at, one.reviewed_at, one.note,
        ]  # fmt: skip


def _tabs(request: HttpRequest, shelf: Shelf, number: dict[str, int]) -> list[dict[str, Any]]:
    rest = without(request, "muc").removeprefix("?")
    shown = (
        (Shelf.OPEN, _("Cần xem xét"), number["open"]),
        (Shelf.REVIEWED, _("Đã xem xét"), number["all"] - number["open"]),
    )
    return [
        {
            "label": label,
            "count": count,
            "current": key is shelf,
            "href": f"?muc={key}&{rest}".removesuffix("&"),
        }
        for key, label, count in shown
    ]


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
