"""The rows around a class: coordinating offices, trainers, what it costs by source."""

from collections.abc import Iterable
from datetime import datetime

from courses.models import CostLine, SessionPartner, SessionTrainer, TrainingSession
from people.models import Account, OrgUnit


def store_partners(session: TrainingSession, units: Iterable[OrgUnit], at: datetime) -> None:
    """The leading office does not also coordinate."""
    wanted = {unit.pk for unit in units} - {session.lead_unit_id}
    rows = SessionPartner.objects.filter(session=session)
    rows.exclude(unit__in=wanted).delete()
    fresh = sorted(wanted - set(rows.values_list("unit_id", flat=True)))
    SessionPartner.objects.bulk_create(
        SessionPartner(session=session, unit_id=unit, added_at=at) for unit in fresh
    )


def store_trainers(
    session: TrainingSession, accounts: Iterable[Account], guests: Iterable[tuple[str, str]], at: datetime
) -> list[Account]:
    """Returns those who are new; a guest is a name and where they come from."""
    chosen = {account.pk: account for account in accounts}
    rows = SessionTrainer.objects.filter(session=session)
    rows.filter(account__isnull=False).exclude(account__in=chosen).delete()
    known = set(rows.filter(account__isnull=False).values_list("account_id", flat=True))
    fresh = [account for pk, account in chosen.items() if pk not in known]
    SessionTrainer.objects.bulk_create(
        SessionTrainer(session=session, account=one, name=one.get_full_name() or one.username, added_at=at)
        for one in fresh
    )
    rows.filter(account__isnull=True).delete()
    SessionTrainer.objects.bulk_create(
        SessionTrainer(session=session, name=name[:200], organisation=office[:200], added_at=at)
        for name, office in guests
    )
    return fresh


def store_costs(session: TrainingSession, costs: dict[str, int]) -> None:
    """Whole đồng by source; nothing said is no line."""
    CostLine.objects.filter(session=session).exclude(source__in=[s for s, n in costs.items() if n]).delete()
    for source, amount in costs.items():
        if amount:
            CostLine.objects.update_or_create(session=session, source=source, defaults={"amount": amount})
