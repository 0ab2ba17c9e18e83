"""The log in words: deeds by their codes, and what each deed's entry says."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.vietnamese import format_day
from people.audit_words.actions import ACTIONS
from people.audit_words.details import DETAILS
from people.models import Scope

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

ABOUT_THE_LOG = ("audit_searched", "audit_exported")


def action_word(code: str) -> str:
    """The deed in words; a code of a version to come is shown as it is."""
    return str(ACTIONS.get(code, code))


def detail_words(detail: dict[str, Any]) -> list[str]:
    """Each part as "label: value"; a pair is what it was and what it became."""
    return [f"{DETAILS.get(name, name)}: {_said(name, value)}" for name, value in detail.items()]


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(value, dict):
        return "; ".join(detail_words(value))
    if isinstance(value, list):
        return _change(name, *value) if len(value) == 2 else ", ".join(_said(name, one) for one in value)
    if name == "role" and value in Scope.Role.values:
        return str(Scope.Role(value).label)
    if name == "action":
        return action_word(str(value))
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return format_day(date.fromisoformat(value))
    return str(value) if value not in ("", None) else "–"


def _change(name: str, old: Any, new: Any) -> str:
    return f"{_said(name, old)} → {_said(name, new)}"
