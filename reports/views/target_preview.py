"""What a target's form would change, shown before anything is saved."""

from copy import copy
from typing import Any

from common import clock
from people.models import Account, OrgUnit
from people.models.org_unit import Level
from people.services import audit
from reports.models import Target
from reports.queries.ground import named_units
from reports.queries.preview import Definition, preview, remarks
from reports.services.target_rules import contradictions
from reports.target_forms import TargetForm


def looked(form: TargetForm, stored: Target, account: Account) -> dict[str, Any]:
    """For the page: what contradicts itself, else who enters and leaves today and on the due day."""
    data, asked = form.cleaned_data, form.asked()
    refused = contradictions(form.instance, asked, list(data.get("courses") or ()))
    for sentence in refused:
        form.add_error(None, sentence)
    if refused:
        return {}
    now, today = clock.now(), clock.today()
    before = Target.objects.filter(pk=stored.pk).first() if stored.pk else None
    after = Definition(_as_asked(form), form.named())
    old = Definition(before, named_units(before)) if before else None
    days = dict.fromkeys([today, max(form.instance.due_on, today)])
    changes = preview(old, after, list(days), now)
    audit.looked(
        "target_previewed", by=account, at=now, count=sum(change.entering + change.leaving for change in changes),
        target=form.instance.code,
    )  # fmt: skip
    return {"changes": changes, "remarks": remarks(after, changes, today), "is_new": before is None}


def province() -> OrgUnit:
    """The root of every target set on the page."""
    provinces = OrgUnit.objects.filter(level=Level.PROVINCE, is_office=False, valid_to__isnull=True)
    return provinces.order_by("pk").first() or OrgUnit.objects.earliest("pk")


def _as_asked(form: TargetForm) -> Target:
    """An unsaved target with the form's rule."""
    target, data = copy(form.instance), form.cleaned_data
    if target.unit_id is None:
        target.unit = province()
    lists = {name: list(data.get(name) or ()) for name in ("levels", "categories", "roles", "kinds")}
    target.population = lists | form.asked().population
    return target
