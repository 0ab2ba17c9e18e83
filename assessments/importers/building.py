"""Turns what a parser does for one question into an entry: an item that was checked, or a sentence."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from assessments.exchange.check import check
from assessments.exchange.html import plain_unicode, to_text
from assessments.exchange.item import Item, Rejected
from common.errors import DomainError


def entry(number: int, name: str, kind: str, build: Callable[[], Item]) -> Item | Rejected:
    """The item that `build` makes; a refusal of one question never costs the others."""
    try:
        item = build()
        problems = check(item)
    except DomainError as refusal:
        problems = [str(refusal)]
    except (ValueError, KeyError, IndexError, TypeError, ArithmeticError, RecursionError):
        problems = [unreadable()]
    return Rejected(number, title(name), kind, " ".join(problems)) if problems else item


def unreadable() -> str:
    return _("Câu này không đúng cấu trúc nên không đọc được.")


def title(name: str, text: str = "") -> str:
    """The name of a question: its own, or the beginning of its text."""
    return " ".join(plain_unicode(name).split())[:200] or to_text(text).replace("\n", " ")[:60]
