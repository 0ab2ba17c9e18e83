"""Codes sent to phones: what they are, how long one waits, whose phone it is."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from people.models import Person, PhoneCode

VALID_FOR = timedelta(minutes=5)
WAIT = timedelta(seconds=60)
ATTEMPTS = 5
LIMITS = ((timedelta(hours=1), 5), (timedelta(days=1), 10))  # texts to one phone, wanted or not


def digits_of(code: PhoneCode) -> str:
    """Six digits that follow from the request and the secret key, so that a retry sends the same ones.

    Neither the database nor the queue holds them; a keyed hash of a million possibilities would hide no more.
    """
    message = f"phone-code:{code.uuid}:{code.phone}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"


def people_of_phone(phone: str) -> QuerySet[Person]:
    """Whoever the rosters give this number, in Vietnamese order: a family often has one phone."""
    people = Person.objects.filter(phone=phone) if phone else Person.objects.none()
    return people.exclude(account__is_active=False).select_related("account").order_by("sort_key", "pk")


def wait_seconds(phone: str, at: datetime) -> int:
    """How long until another text may go to the phone; 0 means now."""
    last = (
        PhoneCode.objects.filter(phone=phone).order_by("-asked_at").values_list("asked_at", flat=True).first()
    )
    return max(0, -int((at - last - WAIT).total_seconds() // 1)) if last else 0


def is_used_up(phone: str, at: datetime) -> bool:
    """Whether the phone got as many texts as it may in an hour or a day."""
    asked = PhoneCode.objects.filter(phone=phone)
    return any(asked.filter(asked_at__gt=at - span).count() >= most for span, most in LIMITS)
