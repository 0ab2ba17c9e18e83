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
from reports.overtaken import mark
from reports.services.guarding import refuse_overtaken
from reports.services.target_rules import OPTIONAL, Asked, refuse_contradictions, store_asked


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
    asked: Asked | None = None,
    opened: str | None = None,
) -> Target:
    """Store the target; `definition_version` grows when the population or the courses change.

    A target of people counts courses for implementers; `open_courses` says that others are meant to count too.
    Of units, `surveyed` counts those that asked their people online, beside what is recorded by hand.
    `asked` says the rest of the rule; left out, what is stored stays. `opened`: its `state_of` when a form was opened;
    whoever saved since is not written over.
    """
    before = Target.objects.select_for_update().filter(pk=target.pk).first() if target.pk else None
    told_before = _told(before) if before else {}
    if before:
        refuse_overtaken(opened, mark(told_before), target=before.code)
    chosen = list(courses) if target.counts_people else []
    _refuse_nonsense(target, before, chosen, open_courses=open_courses)
    if asked:
        refuse_contradictions(target, asked, chosen)
    chosen_kinds = sorted(kinds) if target.counts_units else []
    said = {"levels": levels, "kinds": chosen_kinds, "categories": categories, "roles": roles}
    kept = {name: list(codes) for name, codes in said.items() if codes is not None}
    more = asked.population if asked else {}
    surveys = {"surveyed": surveyed and target.counts_units}
    population = _rule((target.population or {}) | kept | more | surveys)
    learning = asked.learning if asked else target.learning or {}
    was = _definition(before) if before else None
    target.population, target.learning = population, learning
    if not before:
        target.unit = unit
    target.save()
    target.courses.set(chosen)
    if asked:
        store_asked(target, asked)
    if was is not None and was != _definition(target):
        target.definition_version += 1
        target.save(update_fields=["definition_version"])
    _set_partners(target, partners, at)
    _log(target, told_before, at, by)
    return target


def state_of(target: Target) -> str:
    """What tells a stored target from itself after another's change."""
    return mark(_told(target))


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
        "named": [f"{row.unit.full_name}: {row.part}" for row in target.listed.select_related("unit")],
        "programmes": [one.code for one in target.programmes.all()],
        "plans": [one.number for one in target.plans.all()],
        "courses": [course.code for course in target.courses.order_by("pk")],
        "partners": [partner.unit.full_name for partner in partners],
    }


def _definition(target: Target) -> tuple[Any, ...]:
    """What a figure depends on; another one is another version."""
    named = target.listed.order_by("unit_id", "part").values_list("unit_id", "part", "percent")
    courses = target.courses.order_by("pk").values_list("pk", flat=True)
    programmes = target.programmes.order_by("pk").values_list("pk", flat=True)
    return _rule(target.population), target.learning, list(courses), list(programmes), list(named)


def _rule(population: dict[str, Any]) -> dict[str, Any]:
    """The rule in one form, however old the row: what was left out means all."""
    lists = {name: list(population.get(name) or []) for name in ("levels", "categories", "roles", "kinds")}
    more = {
        name: population[name] for name in OPTIONAL if population.get(name) not in (None, "", [], 0, False)
    }
    return lists | more
