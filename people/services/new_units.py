"""Adds one unit by hand: an ấp, a khu phố, a department, a party committee, a hội."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import clean, format_day, plain_sort_key
from people.models import Account, OrgUnit, UnitParent
from people.models.org_unit import Branch, Level
from people.queries.tree import Unit, UnitTree
from people.services import audit
from people.services.change_kinds import HAMLETS, full_name_of
from people.services.unit_parents import spans_below


@transaction.atomic
def create_unit(
    *,
    name: str,
    code: str,
    kind: str,
    parent: OrgUnit,
    valid_from: date,
    branch: str = "",
    legal_basis: str = "",
    at: datetime,
    by: Account | None,
) -> OrgUnit:
    """A hamlet, or with a `branch` a body, below `parent` and whatever that becomes."""
    level = _level_below(parent, kind, branch)
    unit = _create(name, code, kind, parent, valid_from, branch, level, legal_basis)
    audit.record(
        "unit_created", kind=audit.Kind.CHANGE, by=by, at=at, unit=unit,
        detail={"code": unit.code, "name": unit.full_name, "parent": parent.full_name,
                "valid_from": valid_from.isoformat(), "legal_basis": legal_basis},
    )  # fmt: skip
    return unit


@transaction.atomic
def create_office(
    *, name: str, code: str, parent: OrgUnit, valid_from: date, kind: str = "sở", level: str = Level.PROVINCE
) -> OrgUnit:
    """A body of the state that came with the installation's first data, before anybody could be named as its maker."""
    return _create(name, code, kind, parent, valid_from, Branch.STATE, level, "")


def _create(
    name: str, code: str, kind: str, parent: OrgUnit, valid_from: date, branch: str, level: str, basis: str
) -> OrgUnit:
    tree = UnitTree.load()
    code, name = clean(code), clean(name)
    _refuse_known(tree, code, valid_from)
    above = _above(tree, parent, valid_from)
    unit = OrgUnit.objects.create(
        code=code, name=name, full_name=full_name_of(kind, name, is_office=bool(branch)), kind=kind,
        level=level, is_office=bool(branch), branch=branch, valid_from=valid_from,
        sort_key=plain_sort_key(name), note=basis[:400],
    )  # fmt: skip
    spans = spans_below(tree, above.id, valid_from, None)
    UnitParent.objects.bulk_create(
        UnitParent(unit=unit, parent_id=pk, valid_from=start, valid_to=end) for pk, (start, end) in spans
    )
    return unit


def _refuse_known(tree: UnitTree, code: str, valid_from: date) -> None:
    """A code is free again once its unit has ended, never before."""
    for unit in tree.with_code(code):
        if unit.valid_to is None or unit.valid_to > valid_from:
            raise DomainError(
                _("Mã đơn vị %(code)s đã có: %(unit)s.") % {"code": code, "unit": unit.full_name}
            )


def _above(tree: UnitTree, parent: OrgUnit, day: date) -> Unit:
    """The parent as it was that day: itself, or the unit of the same code that became it, for codes are used again."""
    here = tree.coded(parent.code, day)
    same = here and (here.id in tree.lineage(parent.pk) or here.name == parent.name)
    if here is None or not same:
        raise DomainError(
            _("%(parent)s chưa có hoặc đã hết hiệu lực vào ngày %(day)s.")
            % {"parent": parent.full_name, "day": format_day(day)}
        )
    return here


def _level_below(parent: OrgUnit, kind: str, branch: str) -> str:
    if branch:
        return parent.level
    if kind not in HAMLETS or parent.level != Level.COMMUNE or parent.is_office:
        raise DomainError(_("Ấp, khu phố chỉ lập dưới một xã, phường hoặc thị trấn."))
    return Level.HAMLET
