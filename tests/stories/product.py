"""The whole product as one process tree on a database of its own, for stories told through a browser."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from lms.supervisor import config, stamps
from tests.database_copies import copy_sqlite
from tests.static_copies import copy_static
from tests.stories.test_one_command import free_port

ROOT = Path(settings.BASE_DIR)


@contextmanager
def running_product(data_dir: Path) -> Iterator[str]:
    """Start, wait for the first page, seed; yields the address. Uses the test's own database copy."""
    told = environment(data_dir, port := free_port())
    _prepare(data_dir)
    log = data_dir / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "lms.supervisor"], cwd=ROOT, env=told, stdout=output, stderr=output
        )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", process, log)
        seed = [sys.executable, "-m", "tests.stories.seed"]
        subprocess.run(seed, cwd=ROOT, env=told, check=True, timeout=180, capture_output=True)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def environment(data_dir: Path, port: int) -> dict[str, str]:
    ours = {
        "DATA_DIR": str(data_dir),
        "PORT": str(port),
        "DEMO": "0",
        "SECOND_FACTOR": "optional",  # its officers have passwords only; tests/people/ tells of the factor
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }
    if connection.vendor == "sqlite":
        kept = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
        return kept | ours
    told = connection.settings_dict
    secret = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    where = f"{told['HOST']}:{told['PORT'] or 5432}"
    return os.environ | ours | {"DATABASE_URL": f"postgres://{told['USER']}{secret}@{where}/{told['NAME']}"}


def _prepare(data_dir: Path) -> None:
    data_dir.mkdir()
    copy_static(data_dir)
    if connection.vendor == "sqlite":
        copy_sqlite(connection.settings_dict["NAME"], data_dir / "lopso.sqlite3")
        installation = config.read({"DATA_DIR": str(data_dir)})
        stamps.keep(installation, {"migrate": stamps.due(installation)["migrate"]})


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"the product did not start:\n{log.read_text()}")
