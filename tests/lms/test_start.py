"""What a start prepares, what it leaves alone, and what it refuses with a sentence."""

import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lms.supervisor import config, lock, stamps, welcome
from lms.supervisor.config import Config

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def installation(tmp_path: Path) -> Config:
    """Code with one migration and one stylesheet, and an empty place for state."""
    for name in ("people/migrations/0001_people.py", "lms/static/base.css", "requirements/base.lock"):
        path = tmp_path / "code" / name
        path.parent.mkdir(parents=True)
        path.write_text("first")
    settings = config.read({"DATA_DIR": str(tmp_path / "var"), "DEMO": "1"})
    return replace(settings, root=tmp_path / "code")


def prepare(installation: Config) -> None:
    installation.data_dir.mkdir(exist_ok=True)
    (installation.data_dir / "lopso.sqlite3").touch()
    (installation.data_dir / "static").mkdir(exist_ok=True)
    (installation.data_dir / "static" / "staticfiles.json").touch()
    stamps.keep(installation, stamps.due(installation))


def test_a_first_start_prepares_everything(installation: Config) -> None:
    assert list(stamps.due(installation)) == ["migrate", "demo", "static"]


def test_a_second_start_prepares_nothing(installation: Config) -> None:
    prepare(installation)
    assert not stamps.due(installation)


@pytest.mark.parametrize(
    ("changed", "due"),
    [
        ("people/migrations/0001_people.py", ["migrate"]),
        ("lms/static/base.css", ["static"]),
        ("requirements/base.lock", ["migrate", "static"]),
    ],
)
def test_a_release_prepares_what_it_changed(installation: Config, changed: str, due: list[str]) -> None:
    prepare(installation)
    (installation.root / changed).write_text("second")
    assert list(stamps.due(installation)) == due


def test_a_lost_database_is_made_again_with_its_demonstration_data(installation: Config) -> None:
    prepare(installation)
    (installation.data_dir / "lopso.sqlite3").unlink()
    assert list(stamps.due(installation)) == ["migrate", "demo"]


def test_an_emptied_static_folder_is_filled_again(installation: Config) -> None:
    prepare(installation)
    (installation.data_dir / "static" / "staticfiles.json").unlink()
    assert list(stamps.due(installation)) == ["static"]


def test_another_database_is_prepared_as_well(installation: Config) -> None:
    prepare(installation)
    elsewhere = replace(installation, database_url="postgres://lopso@127.0.0.1/lopso")
    assert list(stamps.due(elsewhere)) == ["migrate", "demo"]


def test_a_moved_installation_is_the_same_installation(installation: Config) -> None:
    prepare(installation)
    moved = installation.data_dir.with_name("moved")
    installation.data_dir.rename(moved)
    assert not stamps.due(replace(installation, data_dir=moved))


def test_demonstration_data_are_loaded_only_where_they_are_asked_for(installation: Config) -> None:
    assert "demo" not in stamps.due(replace(installation, demo=False))


@pytest.mark.parametrize("port", ["0", "http", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(ValueError, match="không phải là một cổng"):
        config.read({"PORT": port})


def start(tmp_path: Path, port: int) -> subprocess.CompletedProcess[str]:
    environment = {"DATA_DIR": str(tmp_path), "PORT": str(port), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "lms.supervisor"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30, check=False
    )


def test_a_taken_port_is_refused_with_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = start(tmp_path, other.getsockname()[1])
    assert done.returncode == 1
    assert "đang bận" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_start_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    held = lock.acquire(tmp_path)
    done = start(tmp_path, 8999)
    assert done.returncode == 1
    assert "Lớp Số đang chạy với thư mục" in done.stderr
    assert "Traceback" not in done.stderr
    assert held


def test_the_welcome_names_addresses_and_accounts_only_with_demonstration_data(installation: Config) -> None:
    with_demo, without = (
        welcome.text(installation, 3.14),
        welcome.text(replace(installation, demo=False), 3.14),
    )
    assert "http://127.0.0.1:8000/nhan-su/" in with_demo
    assert "sau 3,1 giây" in with_demo
    assert "canbo · giangvien · nhansu · nhansu-xa · quantri" in with_demo
    assert "lopso-demo" not in without
