"""What a plan's file says beside its targets: legal bases, the programme it carries out, sets of criteria."""

from collections.abc import Mapping
from typing import Any

from reports.models import Criterion, CriterionSet, LegalBasis, Plan, Programme


def seed_around(plan: Plan, told: Mapping[str, Any]) -> None:
    """Add what is missing; what somebody has changed since stays as it is."""
    bases = [_basis(one) for one in told.get("basis", ())]
    if not plan.bases.exists():
        plan.bases.set(one for one in bases if one.symbol != plan.number)
    if "programme" in told:
        _programme(plan, told["programme"], bases)
    for one in told.get("criteria", ()):
        _criteria(one, plan)


def _basis(one: Mapping[str, Any]) -> LegalBasis:
    found, _made = LegalBasis.objects.get_or_create(
        symbol=one["symbol"], defaults={name: value for name, value in one.items() if name != "symbol"}
    )
    return found


def _programme(plan: Plan, one: Mapping[str, Any], bases: list[LegalBasis]) -> None:
    programme, made = Programme.objects.get_or_create(code=one["code"], defaults=dict(one))
    if made:
        programme.bases.set(bases)
    if plan.programme_id is None:
        plan.programme = programme
        plan.save(update_fields=["programme"])


def _criteria(one: Mapping[str, Any], plan: Plan) -> None:
    facts = {name: value for name, value in one.items() if name not in ("code", "numbers")}
    criteria, made = CriterionSet.objects.get_or_create(
        code=one["code"], defaults=facts | {"legal_basis": f"Kế hoạch số {plan.number}, mục II.2.a"}
    )
    if made:
        Criterion.objects.bulk_create(
            Criterion(criteria=criteria, number=number, title=title, position=place)
            for place, (number, title) in enumerate(one["numbers"])
        )
