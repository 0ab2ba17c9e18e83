"""Remembers what a start has prepared already, by a hash of what it was prepared from."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from lms.supervisor.config import Config

APPS = ("lms", "reports", "certificates", "content", "assessments", "courses", "people", "common")


def due(config: Config) -> dict[str, str]:
    """Return the parts to prepare, in order, each with the stamp that says so afterwards."""
    wanted = _wanted(config)
    return {part: stamp for part, stamp in wanted.items() if _stamp(config, part) != stamp}


def keep(config: Config, stamps: dict[str, str]) -> None:
    for part, stamp in stamps.items():
        path = _path(config, part)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stamp)


def _wanted(config: Config) -> dict[str, str]:
    wanted = {"migrate": _digest(config, _migrations(config)) + config.database_identity}
    if config.demo:
        wanted["demo"] = config.database_identity
    return wanted | {"static": _digest(config, _assets(config))}


def _stamp(config: Config, part: str) -> str:
    if part in {"migrate", "demo"} and not _database_exists(config):
        return ""
    if part == "static" and not (config.data_dir / "static" / "staticfiles.json").exists():
        return ""  # somebody emptied the folder: a stamp alone serves no page
    path = _path(config, part)
    return path.read_text() if path.exists() else ""


def _database_exists(config: Config) -> bool:
    return bool(config.database_url) or (config.data_dir / "lopso.sqlite3").exists()


def _path(config: Config, part: str) -> Path:
    return config.data_dir / "stamps" / part


def _migrations(config: Config) -> Iterable[Path]:
    return (path for app in APPS for path in (config.root / app / "migrations").glob("*.py"))


def _assets(config: Config) -> Iterable[Path]:
    return (path for app in APPS for path in (config.root / app / "static").rglob("*") if path.is_file())


def _digest(config: Config, paths: Iterable[Path]) -> str:
    """Hash the files and the lock: an upgraded package may bring migrations and assets of its own."""
    digest = hashlib.sha256()
    for path in sorted([*paths, config.root / "requirements" / "base.lock"]):
        digest.update(str(path.relative_to(config.root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
