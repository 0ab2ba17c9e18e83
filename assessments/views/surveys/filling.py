"""What every filled form shares: its items as shown, and what was sent, read without trusting it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from assessments.models import SurveyVersion
from assessments.presenting import presented
from assessments.surveys.items import Item, entry, missing, read
from common.errors import DomainError

HONEYPOT = "trang-web"  # people do not see the field; programs fill in whatever they find


@dataclass(frozen=True)
class Filled:
    """A posted form: `gaps` are the required items that were left."""

    key: UUID
    answers: dict[str, Any]
    gaps: list[str]


def filled(request: HttpRequest, version: SurveyVersion) -> Filled:
    """The answers sent; `ma` is the key that the page was given."""
    try:
        key = UUID(request.POST.get("ma", ""))
    except ValueError as error:
        raise DomainError(_("Không đọc được phiếu gửi lên. Hãy tải lại trang rồi gửi lại.")) from error
    sent = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    answers = read(version.items, sent)
    return Filled(key, answers, missing(version.items, answers))


def shown(items: list[Item], done: Filled | None = None) -> list[dict[str, Any]]:
    """The items as their page shows them, with what was given."""
    answers, gaps = (done.answers, done.gaps) if done else ({}, [])
    return [
        presented(entry(item), answers.get(item["id"]), _no_file) | {"is_missing": item["id"] in gaps}
        for item in items
    ]


def new_key(done: Filled | None = None) -> UUID:
    """The key of the form: the one it came with when it is shown again."""
    return done.key if done else uuid4()


def _no_file(name: str) -> str:
    """A survey shows no files."""
    return ""
