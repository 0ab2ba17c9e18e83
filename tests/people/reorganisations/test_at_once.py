"""Applied once, whole or not at all; what was applied is written no more."""

import pytest

from common.errors import Conflict
from people.models import (
    OrgUnit,
    PlannedChange,
    Reorganisation,
)
from people.services.reorganisations import drafting
from people.services.reorganisations.applying import apply_reorganisation
from tests.people.reforms import AT
from tests.people.reorganisations.cast import DAY, dump, merge, started, unit


def test_applying_twice_is_one_application(hamlets):
    draft = started()
    merge(draft)
    apply_reorganisation(draft, at=AT, by=None)
    with pytest.raises(Conflict, match="trước đó"):
        apply_reorganisation(draft, at=AT, by=None)
    assert OrgUnit.objects.filter(code="26461", valid_from=DAY).count() == 1


def test_a_draft_that_fails_half_way_leaves_nothing(hamlets, monkeypatch):
    draft = started()
    merge(draft)
    before = dump()
    monkeypatch.setattr("people.services.reorganisations.applying._Deed._say_changes", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply_reorganisation(draft, at=AT, by=None)
    assert dump() == before
    assert Reorganisation.objects.get(pk=draft.pk).status == "draft"


def test_an_applied_draft_is_not_written_to(hamlets):
    draft = started()
    merge(draft)
    applied = apply_reorganisation(draft, at=AT, by=None)
    for deed in (
        lambda: drafting.add_dissolve(applied, units=[unit("26188")]),
        lambda: drafting.remove_changes(applied, unit=PlannedChange.objects.first().from_unit),
        lambda: drafting.discard_draft(applied, at=AT, by=None),
        lambda: drafting.edit_draft(applied, title="x", effective_on=DAY, legal_basis="y"),
    ):
        with pytest.raises(Conflict, match="không sửa được nữa"):
            deed()
