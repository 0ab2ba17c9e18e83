"""*Lịch của tôi*: the days ahead on a phone, a class with its answer, and the calendar for other programmes."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.errors import DomainError
from courses.models import CalendarFeed, Seat, TrainingSession
from courses.models.seat import SeatState
from courses.models.session import TAKES_PEOPLE
from courses.queries.training.calendar import by_day, class_for, entries, open_to_register
from courses.queries.training.conflicts import other_classes
from courses.queries.training.making_up import make_ups_of
from courses.services.training.feeds import give_feed
from courses.services.training.seats import accept, decline, register
from courses.services.training.telling import topic_of
from people.models import Account
from people.queries.notices import notices_of
from people.views.desk import page_of

OFFERED, TOLD, PAST = 10, 5, 25
PAST_REACHES = timedelta(days=365)


@login_required
@never_cache
@require_safe
def my_calendar(request: HttpRequest) -> HttpResponse:
    """What is ahead, by day; classes one may put oneself down for; what was told lately."""
    account, now = _account(request), clock.now()
    person, past = account.person, request.GET.get("muc") == "da-qua"
    start = clock.start_of_day(clock.today())
    found = entries(
        person=account.person_id, account=account.pk,
        since=start - PAST_REACHES if past else start, until=start if past else None,
    )  # fmt: skip
    ahead = [entry for entry in found if entry.meeting.cancelled_at is None]
    page = page_of(ahead[::-1], request, PAST) if past else None
    shown = list(page) if page else ahead
    context = {
        "days": by_day(shown), "page": page, "past": past, "person": person, "today": clock.today(),
        "offered": [] if past or not person else open_to_register(person.pk, now)[:OFFERED],
        "notices": [] if past else notices_of(account, now, "training:")[:TOLD],
        "feed": _feed(request, account),
        "tabs": [
            {"label": _("Sắp tới"), "count": None, "current": not past, "href": "?"},
            {"label": _("Đã qua"), "count": None, "current": past, "href": "?muc=da-qua"},
        ],
    }  # fmt: skip
    return render(request, "courses/training/my_calendar.html", context)


@login_required
@never_cache
@require_safe
def my_class(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One class as somebody who may come sees it."""
    account, now = _account(request), clock.now()
    session = _class(account, uuid)
    seat = _seat(account, session)
    offered = open_to_register(account.person_id, now).filter(pk=session.pk) if account.person_id else None
    context = {
        "session": session, "seat": seat, "may_register": bool(offered and offered.exists()),
        "meetings": session.meetings.all(), "trainers": session.trainers.all(),
        "clashes": other_classes(account.person_id, session) if account.person_id else [],
        "notices": notices_of(account, now, topic_of(session)),
        "teaches": session.trainers.filter(account=account).exists(),
        "turn": _turn(seat) if seat else 0, "today": clock.today(),
        "make_ups": make_ups_of(account.person_id).filter(seat__session=session) if account.person_id else [],
        "open": session.state in TAKES_PEOPLE,
    }  # fmt: skip
    return render(request, "courses/training/my_class.html", context)


@login_required
@require_POST
def my_class_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Come, do not come, put oneself down."""
    account, deed = _account(request), request.POST.get("viec", "")
    session = _class(account, uuid)
    if account.person is None:
        raise DomainError(_("Tài khoản này không gắn với cán bộ nào."), status=404)
    try:
        seat = _answered(account, session, deed, request.POST.get("ly_do", ""))
        messages.success(request, _said(seat))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("my_class", uuid)


@login_required
@require_POST
def my_feed_new(request: HttpRequest) -> HttpResponse:
    """A fresh private address; the old one ends."""
    person = _account(request).person
    if person is None:
        raise DomainError(_("Tài khoản này không gắn với cán bộ nào."), status=404)
    give_feed(person=person, at=clock.now())
    messages.success(request, _("Đã có địa chỉ lịch mới. Địa chỉ trước đây (nếu có) không dùng được nữa."))
    return redirect("my_calendar")


def _answered(account: Account, session: TrainingSession, deed: str, reason: str) -> Seat:
    at, seat = clock.now(), _seat(account, session)
    assert account.person
    if deed == "dang-ky":
        return register(session=session, person=account.person, at=at, by=account)
    if seat is None or deed not in {"nhan-loi", "khong-du"}:
        raise DomainError(_("Hãy chọn một câu trả lời."))
    if deed == "nhan-loi":
        return accept(seat=seat, at=at, by=account)
    return decline(seat=seat, reason=reason, at=at, by=account)


def _said(seat: Seat) -> str:
    if seat.state == SeatState.CONFIRMED:
        return _("Đã ghi là anh/chị sẽ dự.")
    if seat.state == SeatState.WAITING:
        return _("Lớp đã đủ chỗ: anh/chị ở danh sách chờ, có chỗ là được báo ngay.")
    if seat.state == SeatState.APPLIED:
        return _("Đã gửi đăng ký, chờ đơn vị tổ chức duyệt.")
    return _("Đã ghi là anh/chị không dự. Chỗ được chuyển cho người đang chờ.")


def _account(request: HttpRequest) -> Account:
    return request.user  # type: ignore[return-value]


def _class(account: Account, uuid: UUID) -> TrainingSession:
    found = class_for(account.person, account, uuid, clock.now())
    if found is None:
        raise Http404
    return found


def _seat(account: Account, session: TrainingSession) -> Seat | None:
    if account.person_id is None:
        return None
    return Seat.objects.select_related("session").filter(session=session, person=account.person_id).first()


def _turn(seat: Seat) -> int:
    """The place on the wait-list; 0 for those who do not wait."""
    if seat.waiting_since is None:
        return 0
    before = Seat.objects.filter(session=seat.session_id, state=SeatState.WAITING)
    earlier = before.filter(waiting_since__lt=seat.waiting_since).count()
    return earlier + before.filter(waiting_since=seat.waiting_since, pk__lte=seat.pk).count()


def _feed(request: HttpRequest, account: Account) -> str:
    """The private address, where there is one."""
    feed = CalendarFeed.objects.filter(person=account.person_id).first() if account.person_id else None
    return request.build_absolute_uri(reverse("calendar_feed", args=[feed.key])) if feed else ""
