"""What is wrong with a draft, in sentences a clerk can act on."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from common.vietnamese import format_day
from people.models import PlannedChange, UnitChange
from people.models.org_unit import ChangeKind
from people.queries.drafts.plan import Plan


def problems(plan: Plan) -> list[str]:
    """Everything that stands in the way of applying the draft, apart from choices still open."""
    if not plan.changes and not plan.units:
        return [_("Bản này chưa có thay đổi nào.")]
    checks = (_not_in_force, _changed_already, _said_twice, _shares, _codes, _places, _cycles)
    return list(dict.fromkeys(sentence for check in checks for sentence in check(plan)))


def _not_in_force(plan: Plan) -> Iterator[str]:
    for unit_id in plan.of_unit:
        unit = plan.tree.units[unit_id]
        words = {"unit": unit.full_name, "code": unit.code, "day": format_day(plan.day)}
        if unit.valid_from and unit.valid_from > plan.eve:
            words["start"] = format_day(unit.valid_from)
            yield _("%(unit)s (%(code)s) mới có từ %(start)s, không trước ngày hiệu lực %(day)s.") % words
        elif unit.valid_to and unit.valid_to <= plan.eve:
            words["end"] = format_day(unit.valid_to)
            yield _("%(unit)s (%(code)s) đã hết hiệu lực từ %(end)s, trước ngày hiệu lực %(day)s.") % words


def _changed_already(plan: Plan) -> Iterator[str]:
    """A change that has been recorded from this day on, by another reorganisation or by a file."""
    later = UnitChange.objects.filter(effective_on__gte=plan.day).order_by("effective_on", "pk")
    for change in later.values_list("from_unit_id", "effective_on"):
        if change[0] in plan.of_unit:
            unit = plan.tree.units[change[0]]
            yield _("%(unit)s (%(code)s) đã có thay đổi được ghi nhận từ %(day)s.") % {
                "unit": unit.full_name, "code": unit.code, "day": format_day(change[1]),
            }  # fmt: skip


def _said_twice(plan: Plan) -> Iterator[str]:
    for changes in plan.of_unit.values():
        unit = changes[0].from_unit
        words = {"unit": unit.full_name, "code": unit.code}
        is_split = all(change.kind == ChangeKind.SPLIT for change in changes)
        if len(changes) > 1 and not is_split:
            yield _("%(unit)s (%(code)s) có nhiều thay đổi trong cùng một bản.") % words
        if is_split and len(changes) == 1:
            yield _("Chia %(unit)s (%(code)s) thì cần ít nhất hai nơi đến.") % words
        if is_split and sum(change.is_principal for change in changes) != 1:
            yield _("%(unit)s (%(code)s) cần đúng một nơi nhận mặc định.") % words


def _shares(plan: Plan) -> Iterator[str]:
    for changes in plan.of_unit.values():
        known = [change.share for change in changes if change.share is not None]
        words = {"unit": changes[0].from_unit.full_name, "percent": _percent(sum(known, Decimal()))}
        if known and len(known) == len(changes) and sum(known) != 1:
            yield _("Các phần của %(unit)s cộng lại được %(percent)s, phải là 100 %%.") % words
        elif known and len(known) < len(changes) and sum(known) >= 1:
            yield (
                _("Các phần đã biết của %(unit)s đã là %(percent)s, không còn gì cho phần chưa biết.") % words
            )


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %".replace(".", ",")


def _codes(plan: Plan) -> Iterator[str]:
    """A code belongs to one unit a day."""
    for code, planned in plan.units.items():
        for unit in plan.tree.with_code(code):
            words = {"code": code, "new": planned.full_name, "unit": unit.full_name}
            if unit.valid_from and unit.valid_from >= plan.day:
                words["day"] = format_day(unit.valid_from)
                yield _("Mã %(code)s của %(new)s đã dùng cho %(unit)s từ %(day)s.") % words
            elif unit.id not in plan.ending and (unit.valid_to is None or unit.valid_to > plan.day):
                yield _("Mã %(code)s của %(new)s đang là mã của %(unit)s.") % words


def _places(plan: Plan) -> Iterator[str]:
    """Every destination and every parent must be there on the day."""
    for change in plan.changes:
        if change.kind != ChangeKind.DISSOLVE and plan.target(change.to_code) is None:
            yield _missing(plan, change.from_unit.full_name, change.to_code)
    for planned in plan.units.values():
        if planned.parent_code and plan.target(planned.parent_code) is None:
            yield _missing_parent(plan, planned.full_name, planned.parent_code)
    for change in plan.reparented:
        if plan.target(change.parent_code) is None:
            yield _missing_parent(plan, change.from_unit.full_name, change.parent_code)
        if any(link.valid_from == plan.day for link in plan.tree.links.get(change.from_unit_id, ())):
            yield _("%(unit)s đã đổi cấp trên đúng ngày này rồi.") % {"unit": change.from_unit.full_name}


def _missing(plan: Plan, name: str, code: str) -> str:
    return _("Nơi đến của %(unit)s, mã %(code)s, không có đơn vị nào vào ngày %(day)s.") % {
        "unit": name, "code": code, "day": format_day(plan.day),
    }  # fmt: skip


def _missing_parent(plan: Plan, name: str, code: str) -> str:
    return _("Cấp trên của %(unit)s, mã %(code)s, không có đơn vị nào vào ngày %(day)s.") % {
        "unit": name, "code": code, "day": format_day(plan.day),
    }  # fmt: skip


def _cycles(plan: Plan) -> Iterator[str]:
    """Nobody stands above themselves."""
    moved: dict[str, PlannedChange] = {change.from_unit.code: change for change in plan.reparented}
    for code in [*plan.units, *moved]:
        path, here = [code], _parent_code(plan, code, moved)
        while here and here not in path:
            path.append(here)
            here = _parent_code(plan, here, moved)
        if here == code:
            target = plan.target(code)
            yield _("%(unit)s sẽ nằm dưới chính mình.") % {"unit": target.full_name if target else code}


def _parent_code(plan: Plan, code: str, moved: dict[str, PlannedChange]) -> str:
    if code in plan.units:
        return plan.units[code].parent_code
    if code in moved:
        return moved[code].parent_code
    unit = plan.tree.coded(code, plan.day)
    above = plan.tree.parent_of(unit.id, plan.day) if unit else None
    if above is None:
        return ""
    heir = plan.heir(above) if above in plan.ending else None
    return heir.code if heir else plan.tree.units[above].code
