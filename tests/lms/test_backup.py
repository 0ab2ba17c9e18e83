"""A backup is whole or absent; a restore checks it first, and deletes nothing that was there."""

import json
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from lms.supervisor import lock

pytestmark = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="the database of this run is not a file of its own"
)


@pytest.fixture
def installation(
    tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch, django_db_blocker: object
) -> Iterator[Path]:
    """A small embedded installation: a database, a picture, a secret, and things a start makes anew."""
    data_dir = tmp_path / "var"
    for name in ("media/ảnh lớp.jpg", "secrets/secret_key", "static/old.css", "queue/appendonly.aof"):
        (data_dir / name).parent.mkdir(parents=True)
        (data_dir / name).write_text(f"content of {name}")
    database = data_dir / "lopso.sqlite3"
    with sqlite3.connect(database) as link:
        link.execute("PRAGMA journal_mode=WAL")
        link.execute("CREATE TABLE cadre (name TEXT)")
        link.execute("INSERT INTO cadre VALUES ('Nguyễn Thị Hạnh')")
    settings.DATA_DIR = data_dir  # type: ignore[attr-defined]
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(database))
    yield data_dir
    link.close()


def back_up(installation: Path) -> Path:
    call_command("backup", verbosity=0)
    (backup,) = (installation / "backups").glob("*.tar")
    return backup


def cadres(installation: Path) -> list[str]:
    with sqlite3.connect(installation / "lopso.sqlite3") as link:
        return [name for (name,) in link.execute("SELECT name FROM cadre")]


def test_a_backup_holds_database_files_and_secrets_and_lists_them(installation: Path) -> None:
    with tarfile.open(back_up(installation)) as tar:
        names = set(tar.getnames())
        manifest = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
    kept = {"database.sqlite3", "files/media/ảnh lớp.jpg", "files/secrets/secret_key"}
    assert names == kept | {"manifest.json"}
    assert {entry["name"] for entry in [manifest["database"], *manifest["files"]]} == kept


def test_a_backup_can_be_read_by_its_owner_only(installation: Path) -> None:
    assert back_up(installation).stat().st_mode & 0o077 == 0


def test_a_restore_brings_back_what_was_and_sets_aside_what_is(installation: Path) -> None:
    backup = back_up(installation)
    with sqlite3.connect(installation / "lopso.sqlite3") as link:
        link.execute("DELETE FROM cadre")
    link.close()
    (installation / "media/ảnh lớp.jpg").write_text("spoilt")
    call_command("restore", str(backup), "--replace")
    assert cadres(installation) == ["Nguyễn Thị Hạnh"]
    assert (installation / "media/ảnh lớp.jpg").read_text() == "content of media/ảnh lớp.jpg"
    (aside,) = installation.glob("before-restore-*")
    assert cadres(aside) == []
    assert (aside / "media/ảnh lớp.jpg").read_text() == "spoilt"


def test_a_restored_installation_is_migrated_and_never_gets_demonstration_data(installation: Path) -> None:
    from lms.supervisor import config, stamps

    call_command("restore", str(back_up(installation)), "--replace")
    due = stamps.due(config.read({"DATA_DIR": str(installation), "DEMO": "1"}))
    assert list(due) == ["migrate", "static"]


def test_a_restore_over_data_wants_a_word(installation: Path) -> None:
    backup = back_up(installation)
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(backup))


def test_a_restore_beside_a_running_installation_is_refused(installation: Path) -> None:
    import os

    backup = back_up(installation)
    handle = lock.acquire(installation)
    with pytest.raises(CommandError, match="đang chạy"):
        call_command("restore", str(backup), "--replace")
    os.close(handle)


@pytest.mark.parametrize("spoil", ["cut", "changed", "text"])
def test_a_spoilt_backup_changes_nothing(installation: Path, spoil: str) -> None:
    backup = back_up(installation)
    data = backup.read_bytes()
    spoilt = {
        "cut": data[: len(data) // 2],
        "changed": data.replace(b"content of secrets", b"CONTENT of secrets"),
        "text": "không phải tar".encode(),
    }
    backup.write_bytes(spoilt[spoil])
    with pytest.raises(CommandError, match="Khôi phục không thành công"):
        call_command("restore", str(backup), "--replace")
    assert cadres(installation) == ["Nguyễn Thị Hạnh"]
    assert not list(installation.glob("before-restore-*"))
    assert not list(installation.glob("restoring-*"))


def test_a_backup_that_fails_leaves_no_half_file(installation: Path) -> None:
    (installation / "lopso.sqlite3").unlink()
    with pytest.raises(CommandError, match="Chưa có cơ sở dữ liệu"):
        call_command("backup")
    assert not list((installation / "backups").iterdir())
