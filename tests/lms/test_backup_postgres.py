"""The same promise with PostgreSQL: what was backed up comes back, with its triggers."""

from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="this run's database is SQLite"),
]


def triggers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}


def test_rows_and_triggers_come_back(
    tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    before = triggers()
    ContentType.objects.create(app_label="kept", model="row")
    call_command("backup", str(tmp_path / "backups"))
    ContentType.objects.filter(app_label="kept").delete()
    (backup,) = (tmp_path / "backups").glob("*.tar")
    call_command("restore", str(backup), "--replace")
    assert ContentType.objects.filter(app_label="kept").exists()
    assert triggers() == before
    assert "record_no_change" in before
