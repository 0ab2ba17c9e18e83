"""Whether anybody may be told anything at a moment: quiet hours, Sundays, holidays."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import ladder
from reports.models import Holiday


def hours() -> ladder.Hours:
    """As the settings say."""
    return ladder.Hours(settings.CHASE_QUIET_FROM, settings.CHASE_QUIET_UNTIL, settings.CHASE_SEND_AT)


def silence_at(at: datetime) -> str:
    """Why nothing goes now, in words; empty when it may."""
    local = timezone.localtime(at)
    holiday = Holiday.objects.filter(day=local.date()).first()
    why = ladder.silence(local, {holiday.day} if holiday else (), hours())
    return {
        "holiday": _("Hôm nay nghỉ lễ (%(name)s), không nhắc ai.")
        % {"name": holiday.name if holiday else ""},
        "sunday": _("Hôm nay Chủ nhật, không nhắc ai."),
        "quiet": _("Đang giờ yên tĩnh (%(start)s giờ đến %(end)s giờ), không nhắc ai.")
        % {"start": hours().quiet_from, "end": hours().quiet_until},
    }.get(why, "")


def is_too_early(at: datetime) -> bool:
    """Whether today's messages still wait for their hour."""
    return ladder.is_too_early(timezone.localtime(at), hours())
