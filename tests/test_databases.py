"""What the test databases promise: migrated, and fresh after a transactional test."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page

from tests.database_copies import copy_sqlite

pytestmark = pytest.mark.django_db


def test_the_copy_holds_what_migrations_put_there() -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Locale.objects.filter(language_code="vi").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_transactional_test_wrote_is_gone_before_the_next(turn: int) -> None:
    assert not ContentType.objects.filter(app_label="left_over").exists()
    assert Page.objects.filter(depth=1).count() == 1
    ContentType.objects.create(app_label="left_over", model=f"turn{turn}")
    Page.objects.all().delete()


def test_copying_an_open_database_takes_no_lock_away(tmp_path: Path) -> None:
    """Another process that closes it must still see that it is open here, and leave the log alone."""
    path = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as open_here:
        open_here.execute("PRAGMA journal_mode=WAL")
        open_here.execute("CREATE TABLE t (x)")
        copy_sqlite(path, tmp_path / "b.sqlite3")
        write = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('INSERT INTO t VALUES (1)'); c.commit()"
        subprocess.run([sys.executable, "-c", f"{write}; c.close()", str(path)], check=True)
        assert path.with_name("a.sqlite3-wal").exists()
        assert open_here.execute("SELECT x FROM t").fetchall() == [(1,)]
