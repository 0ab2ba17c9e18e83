"""The audit log: what was written stays as it was."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from people.models import AuditEntry
from people.services import audit
from tests.factories.people import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 26, 3, tzinfo=UTC)


def test_an_entry_keeps_who_it_was_by_the_name_of_that_day() -> None:
    clerk = AccountFactory(person=PersonFactory(full_name="Trần Văn Bình"))
    entry = audit.record("person_viewed", kind="xem", by=clerk, at=AT, person=PersonFactory())
    clerk.person.full_name = "Trần Văn Bính"
    clerk.person.save()
    assert AuditEntry.objects.get(pk=entry.pk).who == "Trần Văn Bình"


def test_nobody_changes_or_deletes_an_entry() -> None:
    audit.record("roster_applied", kind="sua", by=None, at=AT, count=120)
    for deed in (lambda: AuditEntry.objects.update(count=1), lambda: AuditEntry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            deed()
    assert AuditEntry.objects.get().count == 120
