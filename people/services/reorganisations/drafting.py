"""Writes drafts: what merges, splits, is renamed, moves or ends, and the choices that only a person can make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import Conflict, DomainError
from common.vietnamese import clean
from people.models import (
    Account,
    OrgUnit,
    PlannedChange,
    PlannedMove,
    PlannedUnit,
    Posting,
    Reorganisation,
    UnitChange,
)
from people.models.org_unit import ChangeKind, Level
from people.queries.tree import UnitTree
from people.services import audit
from people.services.change_kinds import branch_of, full_name_of, is_office_kind, territory_level

Status = Reorganisation.Status


@dataclass(frozen=True)
class NewUnit:
    """A unit that is to begin; without `code` it keeps that of the unit it comes from."""

    name: str
    kind: str
    code: str = ""
    parent_code: str | None = None
    full_name: str = ""
    branch: str = ""
    aliases: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One heir of a split: a new unit, or the code of one that stays."""

    to: NewUnit | str
    share: Decimal | None = None


def start_draft(
    *, title: str, effective_on: date, legal_basis: str, at: datetime, by: Account | None
) -> Reorganisation:
    """An empty draft."""
    return Reorganisation.objects.create(
        title=clean(title),
        effective_on=effective_on,
        legal_basis=clean(legal_basis),
        prepared_at=at,
        prepared_by=by,
    )


def edit_draft(draft: Reorganisation, *, title: str, effective_on: date, legal_basis: str) -> None:
    """Title, day and basis; the changes stay and are checked against the new day."""
    require_draft(draft)
    draft.title, draft.legal_basis, draft.effective_on = clean(title), clean(legal_basis), effective_on
    draft.save(update_fields=["title", "legal_basis", "effective_on"])


def discard_draft(draft: Reorganisation, *, at: datetime, by: Account | None) -> None:
    """Throw a draft away; what was once applied stays in the list."""
    require_draft(draft)
    audit.record(
        "reorganisation_discarded",
        kind=audit.Kind.CHANGE,
        by=by,
        at=at,
        count=0,
        detail={"title": draft.title},
    )
    draft.delete()


@transaction.atomic
def copy_draft(old: Reorganisation, *, at: datetime, by: Account | None) -> Reorganisation:
    """A new draft that says the same: how one corrects what has been reverted."""
    new = start_draft(
        title=old.title, effective_on=old.effective_on, legal_basis=old.legal_basis, at=at, by=by
    )
    for rows in (old.units.all(), old.changes.all(), old.moves.all()):
        for row in rows:
            row.pk, row._state.adding, row.reorganisation = None, True, new  # type: ignore[attr-defined]
            row.save()  # type: ignore[attr-defined]
    return new


def require_draft(draft: Reorganisation) -> None:
    """Only a draft may be changed."""
    if draft.status != Status.DRAFT:
        raise Conflict(_("Bản này đã áp dụng nên không sửa được nữa."))


@transaction.atomic
def add_merge(draft: Reorganisation, *, units: Sequence[OrgUnit], into: NewUnit | str) -> None:
    """Whole units go into a new one, or into one that stays."""
    code = _heir(draft, into, units[0])
    for unit in units:
        if unit.code != code or isinstance(into, NewUnit):
            _say(draft, ChangeKind.MERGE, unit, code)


@transaction.atomic
def add_split(draft: Reorganisation, *, unit: OrgUnit, parts: Sequence[Part]) -> None:
    """One unit is divided; who goes where is asked before it is applied."""
    if len(parts) < 2:
        raise DomainError(_("Chia %(unit)s thì cần ít nhất hai nơi đến.") % {"unit": unit.full_name})
    codes = [_heir(draft, part.to, unit) for part in parts]
    principal = unit.code if unit.code in codes else codes[0]
    for code, part in zip(codes, parts, strict=True):
        _say(
            draft, ChangeKind.SPLIT, unit, code, extent=UnitChange.Extent.PART, share=part.share,
            is_principal=code == principal, is_decided=False,
        )  # fmt: skip


@transaction.atomic
def add_succession(draft: Reorganisation, *, kind: str, unit: OrgUnit, to: NewUnit) -> None:
    """One unit goes on under another name or as another kind."""
    _say(draft, kind, unit, _heir(draft, to, unit))


@transaction.atomic
def add_reparent(draft: Reorganisation, *, units: Sequence[OrgUnit], parent_code: str) -> None:
    """Units go on as they are below another one."""
    for unit in units:
        _say(draft, ChangeKind.REPARENT, unit, unit.code, parent_code=parent_code)


@transaction.atomic
def add_dissolve(draft: Reorganisation, *, units: Sequence[OrgUnit]) -> None:
    """Units end and nothing takes their place."""
    for unit in units:
        _say(draft, ChangeKind.DISSOLVE, unit, "")


@transaction.atomic
def remove_changes(draft: Reorganisation, *, unit: OrgUnit) -> None:
    """Take back what the draft says of a unit, and the new units that nothing else leads to."""
    require_draft(draft)
    _forget_moves(draft, unit)
    draft.changes.filter(from_unit=unit).delete()
    codes = set(draft.changes.values_list("to_code", flat=True))
    draft.units.exclude(code__in=codes).delete()


@transaction.atomic
def decide_split(
    draft: Reorganisation,
    *,
    unit: OrgUnit,
    principal: str,
    posts: dict[Posting, str],
    below: dict[OrgUnit, str],
    shares: dict[str, Decimal | None] | None = None,
) -> None:
    """Say which heir a split unit's people go to, and which posts and which units below it go elsewhere."""
    require_draft(draft)
    changes = {change.to_code: change for change in draft.changes.filter(from_unit=unit)}
    if {principal, *posts.values(), *below.values()} - changes.keys():
        raise DomainError(
            _("Nơi đến đã chọn không nằm trong các phần của %(unit)s.") % {"unit": unit.full_name}
        )
    if goes_on(draft, unit) and principal != unit.code:
        raise DomainError(
            _("%(unit)s vẫn tiếp tục, nên mặc định người ở lại; chọn riêng những ai chuyển đi.")
            % {"unit": unit.full_name}
        )
    for code, change in changes.items():
        change.is_principal, change.is_decided = code == principal, True
        change.share = (shares or {}).get(code, change.share)
        change.save()
    _forget_moves(draft, unit)
    PlannedMove.objects.bulk_create(
        PlannedMove(reorganisation=draft, posting=post, to_code=code)
        for post, code in posts.items()
        if code != principal
    )
    _choose_parents(draft, below, principal)


def goes_on(draft: Reorganisation, unit: OrgUnit) -> bool:
    """Whether the draft only takes a part from the unit: its postings are read at itself, whatever else is chosen."""
    stays = draft.changes.filter(from_unit=unit, to_code=unit.code).exists()
    return stays and not draft.units.filter(code=unit.code).exists()


def _forget_moves(draft: Reorganisation, unit: OrgUnit) -> None:
    """Posts of the unit, and those led into it by earlier reforms."""
    units = {unit.pk} | UnitTree.load().predecessors(unit.pk)
    draft.moves.filter(posting__unit__in=units).delete()


def _choose_parents(draft: Reorganisation, below: dict[OrgUnit, str], principal: str) -> None:
    draft.changes.filter(kind=ChangeKind.REPARENT, from_unit__in=below).delete()
    for child, code in below.items():
        if code != principal:
            _say(draft, ChangeKind.REPARENT, child, child.code, parent_code=code)


def _heir(draft: Reorganisation, to: NewUnit | str, unit: OrgUnit) -> str:
    """The code of the heir; a new unit is written down, once for all that go into it."""
    require_draft(draft)
    if isinstance(to, str):
        return to
    code = clean(to.code) or unit.code
    if not draft.units.filter(code=code).exists():
        _plan_unit(draft, to, code, unit)
    return code


def _plan_unit(draft: Reorganisation, new: NewUnit, code: str, unit: OrgUnit) -> None:
    parent = _parent_code(draft, unit) if new.parent_code is None else new.parent_code
    is_office = unit.is_office if new.kind == unit.kind else is_office_kind(new.kind)
    name = clean(new.name)
    PlannedUnit.objects.create(
        reorganisation=draft, code=code, name=name, kind=new.kind, is_office=is_office,
        level=_level(new.kind, parent, unit, is_office=is_office),
        branch=(new.branch or unit.branch or branch_of(new.kind, name)) if is_office else "",
        full_name=new.full_name or full_name_of(new.kind, name, is_office=is_office),
        parent_code=parent, aliases=new.aliases, note=new.note[:400],
    )  # fmt: skip


def _level(kind: str, parent_code: str, unit: OrgUnit, *, is_office: bool) -> str:
    if is_office or is_office_kind(kind):
        return unit.level
    return Level(territory_level(kind, has_parent=bool(parent_code)))


def _parent_code(draft: Reorganisation, unit: OrgUnit) -> str:
    """The same parent as before, by code: it may be a new version of it."""
    tree = UnitTree.load()
    above = tree.parent_of(unit.pk, draft.effective_on - timedelta(days=1))
    return tree.units[above].code if above else ""


def _say(draft: Reorganisation, kind: str, unit: OrgUnit, to_code: str, **more: object) -> None:
    require_draft(draft)
    if draft.changes.filter(from_unit=unit).exclude(kind=ChangeKind.SPLIT).exists() or (
        kind != ChangeKind.SPLIT and draft.changes.filter(from_unit=unit).exists()
    ):
        raise DomainError(
            _("%(unit)s (%(code)s) đã có thay đổi trong bản này.")
            % {"unit": unit.full_name, "code": unit.code}
        )
    if draft.changes.filter(from_unit=unit, to_code=to_code).exists():
        raise DomainError(_("Hai phần của %(unit)s có cùng một mã.") % {"unit": unit.full_name})
    PlannedChange.objects.create(reorganisation=draft, kind=kind, from_unit=unit, to_code=to_code, **more)  # type: ignore[misc]
