"""By which ways a message goes to somebody, and what hinders it: the list of what is to be mended begins here."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from people.models import Account, Person
from people.phones import normalise_phone
from reports.channels import open_channels
from reports.ladder import EMAIL, IN_APP, SMS
from reports.models import ReminderChoice

Ways = dict[str, tuple[str, str]]  # channel → address, trouble


def ways_of(
    person: Person | None, account: Account | None, wanted: Collection[str], choice: ReminderChoice | None
) -> Ways:
    """One's own page always; the others as the rung wants, the house can and the reader likes."""
    ways: Ways = {IN_APP: ("", "")}
    for channel in open_channels():
        liked = getattr(choice, channel, True) if choice else True
        if channel in wanted and liked:
            ways[channel] = address_of(channel, person, account)
    return ways


def address_of(channel: str, person: Person | None, account: Account | None) -> tuple[str, str]:
    """The address, and what is wrong with it."""
    if channel == EMAIL:
        return _mail((person.email if person else "") or (account.email if account else ""))
    if channel == SMS:
        return _phone(person.phone if person else "")
    return "", ""


def _mail(text: str) -> tuple[str, str]:
    if not text:
        return "", _("Chưa có thư điện tử.")
    try:
        validate_email(text)
    except ValidationError:
        return text[:254], _("Địa chỉ thư điện tử không đúng.")
    return text, ""


def _phone(text: str) -> tuple[str, str]:
    if not text:
        return "", _("Chưa có số điện thoại.")
    phone = normalise_phone(text)
    return (phone, "") if phone else (text, _("Số điện thoại không đúng."))
