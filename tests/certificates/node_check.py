"""Other people's verifier for our badges: Node with packages from the npm registry, installed once into var/."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parents[1] / "badges_node"
FILES = ("package.json", "package-lock.json", ".npmrc", "verify.mjs")
VAR = Path(__file__).resolve().parents[2] / "var"


def verified(**given: Any) -> dict[str, Any]:
    """What `verify.mjs` says of a credential, and of what is handed in beside it."""
    done = subprocess.run(
        ["node", "verify.mjs"], cwd=_installed(), input=json.dumps(given), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _installed() -> Path:
    """A folder of var/ named by what is in it, so that a changed lock is installed anew; two processes do not collide."""
    content = b"".join((HERE / name).read_bytes() for name in FILES)
    folder = VAR / "badges-node" / hashlib.sha256(content).hexdigest()[:12]
    if folder.exists():
        return folder
    if not (shutil.which("node") and shutil.which("npm")):
        _absent("node or npm is not on this machine")
    draft = folder.with_name(f"{folder.name}.{os.getpid()}")
    draft.mkdir(parents=True)
    for name in FILES:
        shutil.copy(HERE / name, draft)
    done = subprocess.run(
        ["npm", "ci", "--silent"], cwd=draft, capture_output=True, text=True, timeout=240, check=False
    )
    if done.returncode:
        shutil.rmtree(draft)
        _absent(f"npm ci failed: {done.stderr[-500:]}")
    try:
        draft.rename(folder)
    except OSError:  # another process was first
        shutil.rmtree(draft)
    return folder


def _absent(why: str) -> None:
    if os.environ.get("REQUIRE_SHARED"):
        pytest.fail(why)
    pytest.skip(f"the independent check of badges is skipped: {why}")
