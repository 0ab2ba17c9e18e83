"""The roll of a class: searched, ticked and dealt with; and invitations, counted before they go."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import clock
from common.errors import DomainError, Forbidden
from common.vietnamese import format_number
from courses.meeting_forms import InvitationForm
from courses.models import Seat, TrainingSession
from courses.models.seat import SeatState, SeatStep
from courses.queries.training.inviting import Found, Rule, people_by_list, people_by_rule, reach_of
from courses.queries.training.roll import by_unit_and_name, counts_of
from courses.queries.training.viewing import Viewer
from courses.services.training.inviting import Invited, invite
from courses.services.training.seats import step_seats
from courses.views.training.shared import class_page, context_of, own_class
from people import scope
from people.models import Person
from people.queries.search import people_named
from people.rights import Right
from people.services import audit
from people.views.desk import page_of
from people.views.people import as_uuid

ROWS = 50
STEPS = {
    "duyet": (SeatStep.APPROVED, gettext_lazy("Duyệt"), "check"),
    "khong-duyet": (SeatStep.REFUSED, gettext_lazy("Không duyệt"), "x"),
    "nhan-loi": (SeatStep.CONFIRMED, gettext_lazy("Ghi là sẽ dự"), "user"),
    "moi-lai": (SeatStep.INVITED, gettext_lazy("Mời lại"), "refresh-cw"),
    "dua-ra": (SeatStep.REMOVED, gettext_lazy("Đưa ra khỏi lớp"), "ban"),
}


@class_page
@require_safe
def training_roll(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """By unit and given name, a page at a time."""
    session = viewer.session(uuid)
    seats, state, search = viewer.seats(session), request.GET.get("tt", ""), _search(request)
    page = page_of(by_unit_and_name(_narrowed(seats, state, search)), request, ROWS)
    _looked(viewer, session, page.paginator.count, search)
    counts = counts_of(session, seats)
    context = context_of(
        viewer, session=session, page=page, counts=counts, search=search, state=state,
        tabs=_tabs(counts, state), runs=viewer.runs(session), reads_all=viewer.reads_all(session),
        invites=viewer.invites(session),
        actions=[
            {"label": label, "icon": icon, "name": "viec", "value": name, "kind": "quiet"}
            for name, (_step, label, icon) in STEPS.items()
        ],
    )  # fmt: skip
    return render(request, "courses/training/roll.html", context)


@class_page
@require_POST
def training_step(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """What is done with the ticked, all or none."""
    session = own_class(viewer, uuid)
    step = STEPS.get(request.POST.get("viec", ""))
    ticked = [as_uuid(text) for text in request.POST.getlist("cho")]
    seats = list(viewer.seats(session).filter(uuid__in=ticked))
    try:
        if step is None or not seats:
            raise DomainError(_("Hãy chọn người trong danh sách, rồi chọn việc."))
        reason = request.POST.get("ly_do", "")
        moved = step_seats(
            session=session, seats=seats, step=step[0], reason=reason, at=clock.now(), by=viewer.account
        )
        done = ngettext("Đã ghi cho %(n)s người.", "Đã ghi cho %(n)s người.", len(moved))
        messages.success(request, done % {"n": format_number(len(moved))})
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("training_roll", session.uuid)


@class_page
@require_http_methods(["GET", "POST"])
def training_invite(request: HttpRequest, viewer: Viewer, uuid: UUID) -> HttpResponse:
    """First answer: how many, and who was not found; second, with the confirmation: the invitation."""
    scope.require(viewer.account, Right.RUN_CLASSES)
    session = viewer.session(uuid)
    if not viewer.invites(session):
        raise Forbidden(_("Chỉ đơn vị chủ trì và phối hợp cử người dự lớp này."))
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        visible=viewer.running, tree=viewer.tree, today=viewer.day, initial=session.invitation_rule,
    )  # fmt: skip
    context = context_of(viewer, session=session, form=form, counts=counts_of(session))
    if not form.is_valid():
        return render(request, "courses/training/invite.html", context, status=422 if form.is_bound else 200)
    found, rule = _chosen(viewer, form)
    keys = [person.pk for person in found.people]
    if "confirmed" not in request.POST:
        reach = reach_of(session, keys, context["counts"].free)
        return render(request, "courses/training/invite.html", context | {"reach": reach, "found": found})
    try:
        done = invite(session=session, people=keys, at=clock.now(), by=viewer.account, rule=rule)
        messages.success(request, _told(done))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("training_roll", session.uuid)


def _chosen(viewer: Viewer, form: InvitationForm) -> tuple[Found, dict[str, str] | None]:
    """Only people over whom the account has the right: a code of somebody else is an unknown one."""
    said = form.cleaned_data
    if said["listed"].strip():
        return people_by_list(viewer.invitable, said["listed"]), None
    rule = Rule(said["unit"], said["category"], said["role"])
    people = people_by_rule(viewer.invitable, rule, viewer.tree, viewer.day)
    return Found(people=list(people)), rule.stored


def _narrowed(seats: QuerySet[Seat], state: str, search: str) -> QuerySet[Seat]:
    rows = seats.filter(state=state) if state in SeatState.values else seats
    if search:
        people = seats.order_by().values("person")
        rows = rows.filter(person__in=people_named(Person.objects.filter(pk__in=people), search, few=True))
    return rows


def _search(request: HttpRequest) -> str:
    return request.GET.get("tim", "").strip()[:100]


def _looked(viewer: Viewer, session: TrainingSession, count: int, search: str) -> None:
    detail: dict[str, Any] = {"class": session.code, "search": search}
    audit.looked(
        "class_roll_listed", by=viewer.account, at=clock.now(), unit=session.lead_unit, count=count, **detail
    )


def _tabs(counts: Any, state: str) -> list[dict[str, Any]]:
    tabs = [
        {"label": _("Tất cả"), "count": counts.total, "current": state not in SeatState.values, "href": "?"}
    ]
    return tabs + [
        {
            "label": label, "count": counts.by_state.get(value, 0), "current": state == value,
            "href": f"?tt={value}",
        }
        for value, label in SeatState.choices
        if counts.by_state.get(value) or state == value
    ]  # fmt: skip


def _told(done: Invited) -> str:
    said = ngettext("Đã mời %(n)s người.", "Đã mời %(n)s người.", done.invited) % {
        "n": format_number(done.invited)
    }
    if done.waiting:
        more = ngettext("%(n)s người chờ chỗ.", "%(n)s người chờ chỗ.", done.waiting)
        said += " " + more % {"n": format_number(done.waiting)}
    return said
