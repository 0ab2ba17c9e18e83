"""What the supervisor must know, read once from the environment."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lms.supervisor.paths import queue_socket

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Config:
    """One embedded installation: its code, its state and its address."""

    root: Path
    data_dir: Path
    host: str
    port: int
    demo: bool
    external_queue: bool
    database_url: str
    queue_socket: Path

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def database_identity(self) -> str:
        """A digest that changes when the installation is pointed at another database, not when it is moved."""
        return hashlib.sha256((self.database_url or "sqlite").encode()).hexdigest()[:16]


def read(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration; raise ValueError with a sentence when PORT is no port."""
    data_dir = Path(environ.get("DATA_DIR") or ROOT / "var").resolve()
    return Config(
        root=ROOT,
        data_dir=data_dir,
        host=environ.get("HOST") or "127.0.0.1",
        port=_port(environ.get("PORT") or "8000"),
        demo=environ.get("DEMO", "").lower() in {"1", "true", "yes", "on"},
        external_queue=bool(environ.get("CELERY_BROKER_URL") and environ.get("CACHE_URL")),
        database_url=environ.get("DATABASE_URL", ""),
        queue_socket=Path(environ.get("QUEUE_SOCKET") or queue_socket(data_dir)),
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ValueError(f"PORT={text} không phải là một cổng (1–65535).")
    return int(text)
