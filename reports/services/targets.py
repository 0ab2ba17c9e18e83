"""Set a target; every change of who or what counts is a new version of its definition."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.errors import DomainError
from courses.models import Course
from people.models import Account, OrgUnit
from people.services.audit import Kind, record
from reports.models import Target, TargetPartner


@transaction.atomic
def save_target(
    *,
    target: Target,
    unit: OrgUnit,
    levels: list[str],
    courses: Iterable[Course],
    at: datetime,
    by: Account | None,
    categories: Iterable[str] | None = None,
    roles: Iterable[str] | None = None,
    kinds: Iterable[str] = (),
    partners: Iterable[OrgUnit] = (),
    open_courses: bool = False,
    surveyed: bool = False,
) -> Target:
    """Store the target; `definition_version` grows when the population or the courses change.

    A target of people counts courses for implementers; `open_courses` says that others are meant to count too.
    Of units, `surveyed` counts those that asked their people online, beside what is recorded by hand.
    """
    before = Target.objects.filter(pk=target.pk).first() if target.pk else None
    told_before = _told(before) if before else {}
    chosen = [] if target.counts_units else list(courses)
    _refuse_nonsense(target, before, chosen, open_courses=open_courses)
    chosen_kinds = sorted(kinds) if target.counts_units else []
    said = {"levels": levels, "kinds": chosen_kinds, "categories": categories, "roles": roles}
    kept = {name: list(codes) for name, codes in said.items() if codes is not None}
    population = _rule((target.population or {}) | kept | {"surveyed": surveyed and target.counts_units})
    if before and (_rule(before.population), _courses(before)) != (population, _keys(chosen)):
        target.definition_version += 1
    target.population = population
    if not before:
        target.unit = unit
    target.save()
    target.courses.set(chosen)
    _set_partners(target, partners, at)
    _log(target, told_before, at, by)
    return target


def _refuse_nonsense(
    target: Target, before: Target | None, courses: list[Course], *, open_courses: bool
) -> None:
    if before and before.counts != target.counts:
        raise DomainError(
            _("Không đổi được chỉ tiêu về người thành chỉ tiêu về đơn vị. Hãy đặt chỉ tiêu mới.")
        )
    open_to_all = [course.title for course in courses if not course.is_for_implementers]
    if open_to_all and not open_courses:
        raise DomainError(
            _(
                "“%(title)s” là khóa cho người dân, học tự nguyện. Đánh dấu ô tính cả khóa cho người dân nếu đúng ý."
            )
            % {"title": open_to_all[0]}
        )


def _set_partners(target: Target, partners: Iterable[OrgUnit], at: datetime) -> None:
    wanted = {unit.pk for unit in partners} - {target.responsible_unit_id}
    target.partners.exclude(unit__in=wanted).delete()
    known = set(target.partners.values_list("unit_id", flat=True))
    fresh = (TargetPartner(target=target, unit_id=unit, added_at=at) for unit in sorted(wanted - known))
    TargetPartner.objects.bulk_create(fresh)


def _log(target: Target, before: dict[str, Any], at: datetime, by: Account | None) -> None:
    after = _told(target)
    changed = {key: [before[key], value] for key, value in after.items() if before and before[key] != value}
    if before and not changed:
        return
    action = "target_changed" if before else "target_set"
    detail = {"target": target.code, "changed": changed} if before else {"target": target.code}
    record(action, kind=Kind.CHANGE, by=by, at=at, unit=target.responsible_unit, detail=detail)


def _told(target: Target) -> dict[str, Any]:
    """What the log compares, as plain values."""
    names = [field.name for field in Target._meta.concrete_fields if field.name not in ("id", "population")]
    values = {name: str(getattr(target, name) or "") for name in names}
    values["percent"] = f"{float(target.percent):g}"
    partners = target.partners.select_related("unit").order_by("unit__sort_key")
    return values | {
        "population": _rule(target.population),
        "courses": [course.code for course in target.courses.order_by("pk")],
        "partners": [partner.unit.full_name for partner in partners],
    }


def _rule(population: dict[str, Any]) -> dict[str, Any]:
    """The rule in one form, however old the row: what was left out means all."""
    lists = {name: list(population.get(name) or []) for name in ("levels", "categories", "roles", "kinds")}
    return lists | ({"surveyed": True} if population.get("surveyed") else {})


def _courses(target: Target) -> list[int]:
    return sorted(target.courses.values_list("pk", flat=True))


def _keys(courses: list[Course]) -> list[int]:
    return sorted(course.pk for course in courses)
