"""Sends what waits, never twice: claimed first, asked again whether it still holds, then sent, then said so."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict
from people.models import Account
from people.services.audit import Kind, record
from reports import channels
from reports.channels import ChannelError, Outgoing
from reports.ladder import Audience
from reports.models import ChaseDelivery, ChaseMessage, ChaseReason, ReminderChoice
from reports.queries.chasing.digest import still_open
from reports.queries.chasing.lists_now import ListsNow
from reports.queries.chasing.manners import silence_at
from reports.services.chasing.preparing import PATH
from reports.services.chasing.ways import address_of

log = logging.getLogger(__name__)
State = ChaseDelivery.State
TRIES = 3
PAUSE = timedelta(minutes=15)
LAPSES = timedelta(minutes=30)


@dataclass(frozen=True)
class Parcel:
    """What goes to one address at once: of a family phone, what concerns each of them."""

    channel: str
    address: str
    rows: list[ChaseDelivery]


def send_waiting(*, at: datetime, most: int) -> int:
    """How many parcels went; none in quiet hours. What a dead worker left half said is given up, with a sentence."""
    _give_up_lost(at)
    if silence_at(at):
        return 0
    lists = ListsNow(at)
    return sum(_sent(parcel, at, lists) for parcel in take(at=at, most=most))


def take(*, at: datetime, most: int) -> Iterable[Parcel]:
    """Claim one address after the other; whoever else looks does not find it any more."""
    waiting = ChaseDelivery.objects.filter(state=State.QUEUED, not_before__lte=at)
    pairs = waiting.order_by("pk").values_list("channel", "address")[: 4 * most]
    for channel, address in list(dict.fromkeys(pairs))[:most]:
        parcel = _claimed(channel, address, at)
        if parcel.rows:
            yield parcel


@transaction.atomic
def _claimed(channel: str, address: str, at: datetime) -> Parcel:
    rows = ChaseDelivery.objects.filter(
        state=State.QUEUED, not_before__lte=at, channel=channel, address=address
    ).order_by("pk")
    keys = list(rows.select_for_update().values_list("pk", flat=True))
    ChaseDelivery.objects.filter(pk__in=keys, state=State.QUEUED).update(state=State.SENDING, changed_at=at)
    claimed = ChaseDelivery.objects.filter(pk__in=keys).select_related("message__person", "message__account")
    return Parcel(channel, address, list(claimed.order_by("pk")))


def _sent(parcel: Parcel, at: datetime, lists: ListsNow) -> bool:
    rows, open_reasons = _still_wanted(parcel, at, lists)
    if not rows:
        return False
    try:
        state = channels.send(parcel.channel, _outgoing(parcel, rows, open_reasons))
    except ChannelError as trouble:
        _failed(rows, trouble, at)
        return False
    except Exception as fault:
        log.exception("the sender of %s failed", parcel.channel)
        told = _("Bộ phận gửi gặp lỗi (%(kind)s), không rõ đã gửi hay chưa.") % {"kind": type(fault).__name__}
        _failed(rows, ChannelError(told, lasting=True), at)
        return False
    keys = [row.pk for row in rows]
    ChaseDelivery.objects.filter(pk__in=keys).update(state=State(state), reason="", changed_at=at)
    return True


def _still_wanted(parcel: Parcel, at: datetime, lists: ListsNow) -> tuple[list[ChaseDelivery], int]:
    """The rows whose reader still has something to do, and how many things these are; lists say the numbers of now."""
    messages = [row.message_id for row in parcel.rows]
    reasons = ChaseReason.objects.filter(message__in=messages).select_related(
        "plan__target", "plan__assignment"
    )
    left = still_open(reasons, at)
    wanted = {reason.message_id for reason in left}
    liked = [row for row in parcel.rows if row.message.person_id not in _unwilling(parcel)]
    keep = [row for row in liked if row.message_id in wanted or _names_somebody(row.message, lists)]
    _drop(parcel, liked, _("Người nhận vừa chọn không nhận theo cách này."), at)
    sentence = _(
        "Không còn phải nhắc khi gửi: đã học xong, được miễn, được để ngoài, đã rời đơn vị, hoặc đã tạm dừng nhắc."
    )
    _drop(Parcel(parcel.channel, parcel.address, liked), keep, sentence, at)
    return keep, len({(reason.person_id, reason.plan_id) for reason in left})


def _names_somebody(message: ChaseMessage, lists: ListsNow) -> bool:
    """Of an officer's or a head's list; it goes out in the words of now, on the page stand those of its day."""
    words = lists.words(message) if message.audience != Audience.PERSON else None
    message.title, message.text = words or (message.title, message.text)
    return words is not None


def _unwilling(parcel: Parcel) -> set[int]:
    """Who has put this way off since the message was written."""
    readers = [row.message.person_id for row in parcel.rows if row.message.person_id]
    choices = ReminderChoice.objects.filter(person__in=readers)
    return {one.person_id for one in choices if not getattr(one, parcel.channel, True)}


def _drop(parcel: Parcel, keep: list[ChaseDelivery], sentence: str, at: datetime) -> None:
    gone = [row.pk for row in parcel.rows if row not in keep]
    ChaseDelivery.objects.filter(pk__in=gone).update(state=State.DROPPED, reason=sentence, changed_at=at)


def _outgoing(parcel: Parcel, rows: list[ChaseDelivery], count: int) -> Outgoing:
    names = [_name(row) for row in rows]
    texts = [row.message.text for row in rows]
    if len(rows) > 1:
        texts = [f"{name}\n{text}" for name, text in zip(names, texts, strict=True)]
    first = rows[0].message
    title = first.title if len(rows) == 1 else f"{first.title} ({len(rows)} người)"
    path = PATH.format(uuid=first.uuid) if len(rows) == 1 else "/cua-toi/"
    return Outgoing(parcel.address, names, title, "\n\n".join(texts), path, max(count, len(rows)))


def _name(row: ChaseDelivery) -> str:
    reader = row.message.person or row.message.account
    return reader.full_name if row.message.person else reader.get_full_name()  # type: ignore[union-attr]


def _failed(rows: list[ChaseDelivery], trouble: ChannelError, at: datetime) -> None:
    """Tried again later, three times in all, unless it would be in vain."""
    for row in rows:
        row.attempts += 1
        again = not trouble.lasting and row.attempts < TRIES
        row.state = State.QUEUED if again else State.FAILED
        row.reason, row.changed_at, row.not_before = str(trouble)[:300], at, at + PAUSE * row.attempts
        row.save(update_fields=["attempts", "state", "reason", "changed_at", "not_before"])
    log.warning("reminder by %s to …%s not sent: %s", rows[0].channel, rows[0].address[-3:], trouble)


def _give_up_lost(at: datetime) -> None:
    sentence = _("Không rõ đã gửi hay chưa: máy gửi dừng giữa chừng. Không tự gửi lại.")
    lost = ChaseDelivery.objects.filter(state=State.SENDING, changed_at__lt=at - LAPSES)
    if number := lost.update(state=State.FAILED, reason=sentence, changed_at=at):
        log.error("%s reminders were being sent when their worker died", number)


@transaction.atomic
def send_again(*, delivery: ChaseDelivery, at: datetime, by: Account) -> None:
    """After mending: to the address as it is now."""
    row = ChaseDelivery.objects.select_for_update().get(pk=delivery.pk)
    if row.state != State.FAILED:
        raise Conflict(_("Chỉ gửi lại tin không gửi được."))
    message = row.message
    row.address, trouble = address_of(row.channel, message.person, message.account)
    if trouble:
        raise Conflict(trouble)
    row.state, row.reason, row.attempts, row.not_before, row.changed_at = State.QUEUED, "", 0, at, at
    row.save()
    record("chase_sent_again", kind=Kind.CHANGE, by=by, at=at, person=message.person, unit=message.unit)
