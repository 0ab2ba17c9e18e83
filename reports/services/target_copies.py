"""Set a target again for a later period: the same rule, other days, nothing of the old one touched."""

from datetime import date, datetime

from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.errors import DomainError
from people.models import Account, OrgUnit
from people.models.org_unit import Level
from reports.models import Programme, Target, TargetUnit
from reports.services.targets import save_target


def copy_target(
    *,
    target: Target,
    starts_on: date,
    due_on: date,
    programmes: tuple[Programme, Programme],
    at: datetime,
    by: Account | None,
) -> Target:
    """`programmes`: whoever counted the first counts the second. Levels that ended by then are left out."""
    levels = [level for level in target.levels if level != Level.DISTRICT or _districts_on(starts_on)]
    if target.levels and not levels:
        raise DomainError(_("“%s” chỉ tính cấp huyện, nay không còn, nên không đặt lại được.") % target.title)
    old, new = programmes
    fresh = Target(
        code=_code(target, starts_on, due_on), population=dict(target.population), learning=dict(target.learning),
        starts_on=starts_on, due_on=due_on,
        **{name: getattr(target, name) for name in KEPT},
    )  # fmt: skip
    courses = list(target.courses.all())
    save_target(
        target=fresh, unit=target.unit, levels=levels, courses=courses, open_courses=True,
        kinds=target.population.get("kinds", ()), surveyed=bool(target.population.get("surveyed")),
        partners=[row.unit for row in target.partners.select_related("unit")], at=at, by=by,
    )  # fmt: skip
    fresh.programmes.set([new if one == old else one for one in target.programmes.all()])
    TargetUnit.objects.bulk_create(
        TargetUnit(target=fresh, unit=row.unit, part=row.part, percent=row.percent)
        for row in target.listed.select_related("unit")
    )
    return fresh


KEPT = (
    "title", "counts", "percent", "responsible_unit", "responsible_person", "responsible_unit_text",
    "responsible_person_text", "responsible_phone",
)  # fmt: skip


def _districts_on(day: date) -> bool:
    rows = OrgUnit.objects.filter(level=Level.DISTRICT, is_office=False)
    return any(unit.exists_on(day) for unit in rows)


def _code(target: Target, starts_on: date, due_on: date) -> str:
    code = slugify(f"{target.code[:44]}-{starts_on.year}-{due_on.year}")
    if Target.objects.filter(code=code).exists():
        raise DomainError(_("Đã có chỉ tiêu mã %s.") % code)
    return code
