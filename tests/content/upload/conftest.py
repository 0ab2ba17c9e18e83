"""A trainer's tus client, as small as the protocol allows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from content.services.groups import ensure_groups
from content.upload.protocol import write_metadata
from people.models import Account
from tests.factories import AccountFactory

ROOT = "/quan-tri/tai-len/"


@dataclass
class Tus:
    """Speaks for one account."""

    client: Client
    account: Account

    def ask(self, method: str, path: str = ROOT, data: bytes = b"", **headers: Any) -> Any:
        kind = headers.pop("content_type", "application/octet-stream")
        sent = {"Tus-Resumable": "1.0.0", "X-Requested-With": "XMLHttpRequest"}
        sent |= {name.replace("_", "-"): str(value) for name, value in headers.items()}
        sent = {name: value for name, value in sent.items() if value}
        return self.client.generic(method, path, data, kind, headers=sent)

    def promise(self, size: int, name: str = "Bài 1.mp4", **told: object) -> Any:
        told = {"filename": name, "filetype": "video/mp4"} | told
        metadata = write_metadata({key: str(value) for key, value in told.items()})
        return self.ask("POST", Upload_Length=size, Upload_Metadata=metadata)

    def begin(self, size: int, name: str = "Bài 1.mp4", **told: object) -> str:
        answer = self.promise(size, name, **told)
        assert answer.status_code == 201, answer.content
        return ROOT + answer["Location"].partition(ROOT)[2]

    def send(self, place: str, piece: bytes, offset: int = 0, **headers: object) -> Any:
        kind = {"content_type": "application/offset+octet-stream"}
        return self.ask("PATCH", place, piece, Upload_Offset=offset, **(kind | headers))

    def stands(self, place: str) -> int:
        answer = self.ask("HEAD", place)
        assert answer.status_code == 200
        return int(answer["Upload-Offset"])

    def finish(self, place: str, sha256: str = "") -> Any:
        return self.client.post(f"{place}xong/", {"sha256": sha256})


def tus_of(account: Account) -> Tus:
    client = Client()
    client.force_login(account)
    return Tus(client, account)


@pytest.fixture
def tus() -> Tus:
    account = AccountFactory(username="giangvien-thu")
    account.groups.add(ensure_groups())
    return tus_of(account)


@pytest.fixture
def other() -> Tus:
    account = AccountFactory(username="giangvien-khac")
    account.groups.add(ensure_groups())
    return tus_of(account)


@pytest.fixture(autouse=True)
def upload_dir(settings: Any, tmp_path: Path) -> Path:
    """Each test has a folder of its own."""
    settings.UPLOAD_DIR = tmp_path / "uploads"
    return tmp_path / "uploads"


def refusal(answer: Any) -> str:
    """The sentence of a refusal."""
    return str(answer.json()["error"])
