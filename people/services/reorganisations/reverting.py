"""Takes an applied reorganisation back, exactly, as long as nothing rests on it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from common.errors import Conflict
from people.models import Account, OrgUnit, Reorganisation
from people.queries.drafts.dependents import dependents
from people.services import audit
from people.services.reorganisations.journal import TABLES, as_stored, name

Status = Reorganisation.Status
_BATCH = 300


@transaction.atomic
def revert_reorganisation(applied: Reorganisation, *, at: datetime, by: Account | None) -> Reorganisation:
    """The tree is as it was before; refused with the names of what has come to depend on it."""
    applied = Reorganisation.objects.select_for_update(of=("self",)).get(pk=applied.pk)
    if applied.status != Status.APPLIED:
        raise Conflict(_("Chỉ hoàn tác được bản đã áp dụng."))
    _lock_units(applied)
    resting = dependents(applied)
    if resting:
        raise Conflict(_("Không hoàn tác được nữa: %(why)s") % {"why": " ".join(resting)})
    _take_back(applied.journal)
    applied.status, applied.reverted_at, applied.reverted_by = Status.REVERTED, at, by
    applied.save(update_fields=["status", "reverted_at", "reverted_by"])
    audit.record(
        "reorganisation_reverted", kind=audit.Kind.CHANGE, by=by, at=at,
        count=len(applied.journal.get("posts", [])),
        detail={"title": applied.title, "effective_on": applied.effective_on.isoformat()},
    )  # fmt: skip
    return applied


def _lock_units(applied: Reorganisation) -> None:
    """Nobody is posted into a unit while it is being taken back."""
    made = applied.journal.get("made", {}).get(name(OrgUnit), [])
    list(OrgUnit.objects.filter(pk__in=made).order_by("pk").select_for_update().values_list("pk"))


def _take_back(journal: dict[str, Any]) -> None:
    for model in TABLES:
        made = journal["made"].get(name(model), [])
        for begin in range(0, len(made), _BATCH):
            model._default_manager.filter(pk__in=made[begin : begin + _BATCH]).delete()
    for model in reversed(TABLES):
        _restore(model, journal["changed"].get(name(model), []))
        rows = journal["deleted"].get(name(model), [])
        model._default_manager.bulk_create([_as_row(model, values) for values in rows], batch_size=_BATCH)


def _restore(model: type[Model], entries: list[Any]) -> None:
    rows = model._default_manager.in_bulk([pk for pk, _before, _after in entries])
    for pk, before, _after in reversed(entries):
        for column, value in before.items():
            setattr(rows[pk], column, as_stored(model, column, value))
    columns = sorted({column for _pk, before, _after in entries for column in before})
    if columns:
        model._default_manager.bulk_update(rows.values(), columns, batch_size=_BATCH)


def _as_row(model: type[Model], values: dict[str, Any]) -> Model:
    return model(**{column: as_stored(model, column, value) for column, value in values.items()})
