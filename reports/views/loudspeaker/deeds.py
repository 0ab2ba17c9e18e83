"""What is done with the loudspeakers: plan a slot, drop it, log what sounded, take a line out, state a number."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from people.rights import Right
from people.views.desk import Desk, page_for
from reports.broadcast_forms import AiredForm, EarshotForm, SlotForm
from reports.models import Broadcast, BroadcastSlot
from reports.queries.loudspeaker.week import broadcastable, communes_in, monday_of, places_in
from reports.services.broadcasts import (
    Aired,
    Planned,
    drop_slot,
    plan_slots,
    record_broadcast,
    void_broadcast,
)
from reports.services.unit_numbers import Stated, state_number
from reports.views.loudspeaker.shared import Station, require_station

BOTH = ["GET", "HEAD", "POST"]


@page_for(Right.BROADCAST)
@require_http_methods(BOTH)
def loudspeaker_plan(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A tutorial on some days of a week."""
    station = require_station(request, desk)
    form = SlotForm(
        request.POST or None, places=station.places, activities=broadcastable(),
        initial={"days": [str(n) for n in range(5)], "places": [str(station.commune.uuid)]},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and _planned(request, station, form):
        return redirect(station.address())
    return _page(request, "reports/loudspeaker/plan.html", station, form)


@page_for(Right.BROADCAST)
@require_POST
def loudspeaker_drop(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """Off the programme."""
    slot = _slot(desk, uuid)
    drop_slot(slot=slot, at=desk.now, by=desk.account)
    messages.success(request, _("Đã bỏ khung giờ này khỏi chương trình."))
    return redirect(_station(desk, slot).address())


@page_for(Right.BROADCAST)
@require_http_methods(BOTH)
def loudspeaker_aired(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What sounded; `?khung=` fills the form from a slot."""
    station = require_station(request, desk)
    slot = _asked_slot(request, desk)
    initial = {"aired_on": desk.today, "announcer": desk.account.get_full_name()}
    if slot:
        waiting = slot.places.exclude(broadcasts__slot=slot, broadcasts__voided_at=None)
        initial |= {"activity": str(slot.activity.uuid), "aired_on": slot.day, "aired_at": slot.hour}
        initial["places"] = [str(one) for one in waiting.values_list("uuid", flat=True)]
    activities = broadcastable()
    if slot and slot.activity not in activities:
        activities.append(slot.activity)  # withdrawn since, yet it sounded
    form = AiredForm(request.POST or None, places=station.places, activities=activities, initial=initial)
    if request.method == "POST" and form.is_valid() and _logged(request, station, form, slot):
        return redirect(station.address())
    return _page(request, "reports/loudspeaker/aired.html", station, form)


@page_for(Right.BROADCAST)
@require_POST
def loudspeaker_void(request: HttpRequest, desk: Desk, uuid: UUID) -> HttpResponse:
    """A wrong line: out of the sums, with a reason."""
    rows = Broadcast.objects.select_related("place")
    rows = rows if desk.units is None else rows.filter(place__in=desk.units)
    row = get_object_or_404(rows, uuid=uuid)
    try:
        void_broadcast(broadcast=row, reason=request.POST.get("ly_do", ""), at=desk.now, by=desk.account)
        messages.success(request, _("Đã hủy lần phát này; nó không còn trong số cộng."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    back = request.POST.get("ve", "")
    return redirect(back if _is_here(back) else "loudspeaker")


@page_for(Right.SET_TARGETS)
@require_http_methods(BOTH)
def loudspeaker_numbers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Houses and the share within earshot, on which the estimate rests."""
    station = require_station(request, desk)
    units = places_in(station.commune, desk.units, desk.tree, desk.today)
    form = EarshotForm(request.POST or None, units=units, initial={"on": desk.today})
    if request.method == "POST" and form.is_valid() and _stated(request, desk, form):
        return redirect(station.address())
    return _page(request, "reports/loudspeaker/numbers.html", station, form)


def _planned(request: HttpRequest, station: Station, form: SlotForm) -> bool:
    activity, places = form.chosen()
    said = Planned(
        station.unit, activity, form.days_from(station.monday), form.cleaned_data["hour"], places, form.cleaned_data["note"]
    )  # fmt: skip
    try:
        slots = plan_slots(
            said=said, uuid=form.cleaned_data["key"], at=station.desk.now, by=station.desk.account
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    told = ngettext("Đã xếp %(n)s khung giờ.", "Đã xếp %(n)s khung giờ.", len(slots))
    messages.success(request, told % {"n": len(slots)})
    return True


def _logged(request: HttpRequest, station: Station, form: AiredForm, slot: BroadcastSlot | None) -> bool:
    activity, places = form.chosen()
    said = Aired(
        activity, places, form.cleaned_data["aired_on"], form.cleaned_data["aired_at"], form.cleaned_data["announcer"],
        slot if slot and slot.activity_id == activity.pk else None,
    )  # fmt: skip
    try:
        rows = record_broadcast(
            said=said, uuid=form.cleaned_data["key"], at=station.desk.now, by=station.desk.account
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    if rows:
        told = ngettext("Đã ghi %(n)s cụm loa đã phát.", "Đã ghi %(n)s cụm loa đã phát.", len(rows))
        messages.success(request, told % {"n": len(rows)})
    else:
        messages.info(request, _("Lần phát này đã được ghi trước đó; không ghi thêm."))
    return True


def _stated(request: HttpRequest, desk: Desk, form: EarshotForm) -> bool:
    said = form.cleaned_data
    value: Decimal = said["value"]
    try:
        unit = desk.unit(said["unit"])
        stated = Stated(unit, said["measure"], said["on"], value, said["source"])
        state_number(said=stated, at=desk.now, by=desk.account)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Đã ghi số liệu của %(unit)s.") % {"unit": unit.full_name})
    return True


def _slot(desk: Desk, uuid: UUID) -> BroadcastSlot:
    rows = BroadcastSlot.objects.select_related("activity", "commune")
    rows = rows if desk.units is None else rows.filter(commune__in=desk.units)
    return get_object_or_404(rows, uuid=uuid)


def _asked_slot(request: HttpRequest, desk: Desk) -> BroadcastSlot | None:
    """Of a commune in sight: a helper of one ấp logs for it from the commune's programme."""
    try:
        asked = UUID(request.GET.get("khung", ""))
    except ValueError:
        return None
    seen = [one.id for one in communes_in(desk.units, desk.tree, desk.today)]
    rows = BroadcastSlot.objects.filter(uuid=asked, commune__in=seen, dropped_at=None)
    return rows.select_related("activity").first()


def _station(desk: Desk, slot: BroadcastSlot) -> Station:
    return Station(desk, desk.tree.units[slot.commune_id], monday_of(slot.day))


def _is_here(address: str) -> bool:
    return address.startswith("/nhan-su/loa/?")


def _page(request: HttpRequest, template: str, station: Station, form: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, station.context(form=form), status=status)
