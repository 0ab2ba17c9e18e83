"""Invitations by hội: a link and a poster each, openings by organisation, and the way from paper to the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from assessments.rendering.poster import Poster, draw_poster
from common import clock
from common.errors import DomainError
from common.vietnamese import format_day
from content import queries
from content.models import Invite
from content.print_forms import InviteForm
from content.services.invites import close_invite, count_opening, make_invite
from content.views.prints import pdf
from content.views.taps import is_a_tap
from people.rights import Right
from people.scope import may_use_desk
from people.throttle import asks_too_often
from people.views.desk import Desk, page_for, page_of

ROWS, PER_MINUTE = 25, 120


@dataclass(frozen=True)
class Line:
    """One organisation."""

    name: str
    invites: int
    openings: int


@page_for(Right.INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
def invites(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form, the sums by organisation, each link."""
    form = InviteForm(request.POST or None, units=desk.shown_units())
    if request.method == "POST" and form.is_valid() and _made(request, desk, form):
        return redirect("invites")
    rows = (
        _rows(desk)
        .select_related("unit", "activity")
        .annotate(opened=Sum("openings__number"))
        .order_by("-made_at", "-pk")
    )
    context = desk.context(
        form=form, page=page_of(rows, request, ROWS), lines=list(_by_unit(rows)), on_desk=may_use_desk(desk.account)
    )  # fmt: skip
    return render(request, "content/invites.html", context, status=422 if form.errors else 200)


@page_for(Right.INVITE)
@require_safe
def invite_poster(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A4 with the code, for the hội's own wall."""
    invite = get_object_or_404(_rows(desk).select_related("unit", "activity"), uuid=uuid)
    address = settings.SITE_ADDRESS.rstrip("/") + reverse("invite", args=[invite.code])
    with translation.override("vi"):
        return pdf(draw_poster(_poster(invite, address)), f"loi-moi-{invite.code}")


@page_for(Right.INVITE)
@require_POST
def invite_close(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Counted no more."""
    close_invite(invite=get_object_or_404(_rows(desk), uuid=uuid), at=desk.now, by=desk.account)
    messages.success(request, _("Đã đóng lời mời: mã vẫn dẫn tới bài, nhưng không đếm nữa."))
    return redirect("invites")


@never_cache
@require_GET
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """To the tutorial as it is now, else to the home; no cookie, nobody is known."""
    found = get_object_or_404(Invite, code=code.lower())
    if is_a_tap(request) and not asks_too_often(request, "loi-moi", PER_MINUTE):
        count_opening(invite=found, at=clock.now())
    slug = queries.slug_of(found.activity_id) if found.activity_id else None
    return redirect("tutorial", slug=slug) if slug else redirect("home")


def _made(request: HttpRequest, desk: Desk, form: InviteForm) -> bool:
    said = form.cleaned_data
    item = queries.tutorial(said["tutorial"]) if said["tutorial"] else None
    activity = item.version.activity if item and item.version else None
    try:
        made = make_invite(
            uuid=said["key"], unit=desk.unit(said["unit"]), activity=activity,
            occasion=said["occasion"], at=desk.now, by=desk.account,
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Đã lập lời mời. Mã: %(code)s.") % {"code": made.code})
    return True


def _rows(desk: Desk) -> QuerySet[Invite]:
    rows = Invite.objects.all()
    return rows if desk.units is None else rows.filter(unit__in=desk.units)


def _by_unit(rows: Iterable[Invite]) -> Iterable[Line]:
    """The most opened first; one query over links, which are few."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        sums.setdefault(row.unit.full_name, []).append(row.opened or 0)  # type: ignore[attr-defined]
    lines = [Line(name, len(numbers), sum(numbers)) for name, numbers in sums.items()]
    return sorted(lines, key=lambda line: (-line.openings, line.name))


def _poster(invite: Invite, address: str) -> Poster:
    title = invite.activity.title if invite.activity else _("Bà con học việc số: bảy dịch vụ hằng ngày")
    steps = [
        _("Mở máy ảnh hoặc Zalo trên điện thoại, đưa vào mã."),
        _("Bấm vào địa chỉ hiện ra, xem bài 2–3 phút."),
        _("Không cần tài khoản. Chưa rõ thì hỏi tổ công nghệ số của ấp."),
    ]
    foot = _("Lớp Số · lập ngày %(day)s · phát miễn phí") % {
        "day": format_day(clock.local_day(invite.made_at))
    }
    return Poster(
        title=title, owner=_("%(unit)s mời bà con") % {"unit": invite.unit.full_name}, place=invite.occasion,
        call=_("Quét mã để xem"), steps=steps, address=address, typed=address.split("://")[-1].rstrip("/"), foot=foot,
    )  # fmt: skip
