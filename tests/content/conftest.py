"""Small real films, made once per test process with the same ffmpeg that converts them; HR of one commune."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from content.video.commands import ffmpeg_binary
from tests.content.phones import phone_client
from tests.factories.people import AccountFactory, OrgUnitFactory, ScopeFactory

PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=2"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2"]


def _make(target: Path, *arguments: str) -> Path:
    subprocess.run([ffmpeg_binary(), "-nostdin", "-loglevel", "error", *arguments, str(target)], check=True)
    return target


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("films")


@pytest.fixture(scope="session")
def film(films: Path) -> Path:
    """Two seconds, 640 × 360, with sound, index at the front, a place it was filmed at."""
    fast = [
        "-preset",
        "ultrafast",
        "-shortest",
        "-movflags",
        "+faststart",
        "-metadata",
        "location=+10.95+106.84/",
    ]
    return _make(films / "film.mp4", *PICTURE, *SOUND, *fast)


@pytest.fixture(scope="session")
def slow_film(films: Path) -> Path:
    """Eight seconds of little to draw: a worker can be killed in the middle."""
    return _make(films / "slow.mp4", "-f", "lavfi", "-i", "testsrc=size=640x360:rate=10:duration=8")


@pytest.fixture(scope="session")
def sound(films: Path) -> Path:
    return _make(films / "sound.m4a", *SOUND)


@pytest.fixture
def client() -> Client:
    """A phone's browser: what asks without a name is no opening."""
    return phone_client()


@pytest.fixture
def unit() -> Any:
    return OrgUnitFactory(name="Gia Tân")


@pytest.fixture
def desk(client: Client, unit: Any) -> Client:
    account = AccountFactory()
    ScopeFactory(account=account, unit=unit, role="nhan_su")
    client.force_login(account)
    return client
