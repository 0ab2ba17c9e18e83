"""Who will be told what today: looked at first, sent now, or held back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common import clock
from common.errors import DomainError
from people import scope
from people.models import Person
from people.queries.notices import notices_of
from people.services import audit
from reports import chase_words
from reports.chase_words import Thing
from reports.ladder import Audience
from reports.models.messages import CHANNELS
from reports.queries.chasing.digest import things_of
from reports.queries.chasing.manners import is_too_early, silence_at
from reports.queries.chasing.proposals import Day, Proposal, day_of
from reports.services.chasing.plans import leave_out
from reports.services.chasing.preparing import prepare
from reports.views.chasing.shared import CHASE, account_of, frame, in_hand
from reports.views.page import desk_only

PER_PAGE = 25


@desk_only
@require_safe
def chase_today(request: HttpRequest) -> HttpResponse:
    """The day's proposals within the scope, each with its text."""
    account, at = account_of(request), clock.now()
    units = scope.visible_unit_ids(account, clock.today())
    day = day_of(at, units)
    order = _in_order(day.people)
    page = Paginator(order, PER_PAGE).get_page(request.GET.get("trang"))
    audit.looked("chase_listed", by=account, at=at, count=len(order))
    context = {
        "page": page,
        "lines": _lines(list(page.object_list), day),
        "readers": [_reader_line(one, day) for one in day.officers],
        "letters": day.letters,
        "silence": silence_at(at),
        "early": is_too_early(at),
        "open_plans": len(day.open),
        "missing": len(set().union(*day.open.values())) if day.open else 0,
        "may_chase": scope.may(account, CHASE),
        "own": notices_of(account, at, "chase:")[:3],
    }
    return render(request, "reports/chase/today.html", context | frame(account, "chase_today"))


def _in_order(proposals: list[Proposal]) -> list[Proposal]:
    by_person = {one.person: one for one in proposals if one.person}
    keys = Person.objects.filter(pk__in=by_person).order_by("sort_key", "pk").values_list("pk", flat=True)
    return [by_person[key] for key in keys]


def _lines(proposals: list[Proposal], day: Day) -> list[dict[str, Any]]:
    people = Person.objects.in_bulk([one.person for one in proposals])
    things = things_of(people, day.open)
    found = []
    for one in proposals:
        said: list[Thing] = things.get(one.person or 0, [])
        title, text = chase_words.person(said, day.day)
        unit = day.tree.units[one.unit] if one.unit else None
        ways = [CHANNELS.get(channel, channel) for channel in CHANNELS if channel in one.channels]
        found.append(
            {"person": people[one.person or 0], "unit": unit, "title": title, "text": text, "ways": ways}
        )
    return found


def _reader_line(one: Proposal, day: Day) -> dict[str, Any]:
    lines = [
        (day.tree.units[item.unit].full_name, item.plan.title, item.plan.due_on, len(item.people))
        for item in one.lists
    ]
    title, text = chase_words.officer(lines, day.day, head=one.audience is Audience.HEAD)
    name = one.account.get_full_name() if one.account else ""
    return {"name": name, "head": one.audience is Audience.HEAD, "title": title, "text": text}


@desk_only
@require_POST
def chase_send_now(request: HttpRequest) -> HttpResponse:
    """Write today's messages to one's own people down without waiting for the hour."""
    account, at = account_of(request), clock.now()
    scope.require(account, CHASE)
    silence = silence_at(at)
    if silence:
        raise DomainError(silence, status=409)
    units = in_hand(account)
    count = prepare(at=at, within=units)
    audit.record("chase_sent_now", kind=audit.Kind.CHANGE, by=account, at=at, count=count)
    said = ngettext("Đã ghi %(n)s tin để gửi ngay.", "Đã ghi %(n)s tin để gửi ngay.", count) % {"n": count}
    messages.success(request, said if count else _("Không còn ai phải nhắc hôm nay."))
    return redirect("chase_today")


@desk_only
@require_POST
def chase_leave_out(request: HttpRequest) -> HttpResponse:
    """Hold back until tomorrow (`den-mai`), or leave out for good: a person or a unit."""
    account, at = account_of(request), clock.now()
    scope.require(account, CHASE)
    today, person, unit = clock.today(), None, None
    if request.POST.get("don-vi"):
        unit = scope.require_unit(account, _uuid(request.POST["don-vi"]), today, right=CHASE)
    else:
        person = scope.require_person(account, _uuid(request.POST.get("nguoi", "")), today, right=CHASE)
    until = today + timedelta(days=1) if request.POST.get("den-mai") else None
    reason = request.POST.get("reason", "") or (_("Giữ lại hôm nay") if until else "")
    leave_out(plan=None, person=person, unit=unit, reason=reason, until=until, at=at, by=account)
    who = person.full_name if person else unit.full_name  # type: ignore[union-attr]
    said = _("Hôm nay chưa nhắc: %(who)s.") if until else _("Không nhắc nữa: %(who)s.")
    messages.success(request, said % {"who": who})
    return redirect("chase_today" if until else "chase_plans")


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise DomainError(_("Không có người này trong phạm vi bạn phụ trách."), status=404) from error
