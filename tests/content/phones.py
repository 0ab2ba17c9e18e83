"""What asks for a page: the browser in a villager's hand, the browser inside Zalo, and machines."""

from typing import Any

from django.test import Client

PHONE = (
    "Mozilla/5.0 (Linux; Android 10; SM-A107F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/120.0.0.0 Mobile Safari/537.36"
)


def phone_client(**more: Any) -> Client:
    """A client that calls itself a phone's browser: openings by nothing are not counted."""
    return Client(headers={"user-agent": PHONE}, **more)
