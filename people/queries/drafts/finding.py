"""Finds the unit somebody typed: a code, a name, or "code · name" as the list of suggestions writes it."""

from datetime import date

from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import clean, format_day, name_key
from people.models.org_unit import Level
from people.queries.tree import Unit, UnitTree

MARK = " · "


def unit_typed(tree: UnitTree, text: str, day: date) -> Unit:
    """The one unit in force that day; a DomainError says why there is none, or which there are."""
    code = clean(text.split(MARK.strip())[0])
    by_code = tree.coded(code, day)
    if by_code:
        return by_code
    key = name_key(text)
    named = [unit for unit in tree.on(day) if key in (name_key(unit.full_name), name_key(unit.name))]
    words = {"text": clean(text), "day": format_day(day)}
    if not named:
        raise DomainError(_("Không có đơn vị “%(text)s” vào ngày %(day)s.") % words)
    if len(named) > 1:
        words["which"] = "; ".join(suggestion(tree, unit, day) for unit in named[:6])
        raise DomainError(_("Có nhiều đơn vị tên “%(text)s”, hãy ghi mã: %(which)s.") % words)
    return named[0]


def suggestion(tree: UnitTree, unit: Unit, day: date) -> str:
    """ "26464 · Xã Bảo Hòa (Huyện Xuân Lộc)": what the box offers and understands."""
    above = tree.parent_of(unit.id, day)
    within = f" ({tree.units[above].full_name})" if above else ""
    return f"{unit.code}{MARK}{unit.full_name}{within}"


def suggestions(tree: UnitTree, day: date) -> list[str]:
    """All units in force but hamlets, whose thousands would make the page heavy: they are typed by code."""
    return [suggestion(tree, unit, day) for unit in tree.on(day) if unit.level != Level.HAMLET]
