"""The static files of a whole product, gathered and compressed once per state of them: nine seconds of a core each time.

That a start gathers them itself is told by tests/stories/test_one_command.py.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from lms.settings.env import DATA_DIR
from lms.supervisor import config, stamps
from tests.database_copies import locked

CACHE = DATA_DIR / "test-static"
MAKER = Path("lms") / "static_files.py"  # what the stamp of a start leaves out, and tests may not


def copy_static(data_dir: Path) -> None:
    """What the first start of this installation would gather, with the stamp that says so."""
    installation = config.read({"DATA_DIR": str(data_dir)})
    stamp = stamps.due(installation)["static"]
    made_by = (installation.root / MAKER).read_bytes()
    template = CACHE / hashlib.sha256(stamp.encode() + made_by).hexdigest()[:12]
    CACHE.mkdir(parents=True, exist_ok=True)
    with locked(template.with_suffix(".lock")):
        if not template.exists():
            _gather(installation.root, template)
    shutil.copytree(template, data_dir / "static")
    stamps.keep(installation, {"static": stamp})


def _gather(root: Path, template: Path) -> None:
    draft = template.with_suffix(f".{os.getpid()}")
    told = os.environ | {"DATA_DIR": str(draft), "DJANGO_SETTINGS_MODULE": "lms.settings.dev"}
    subprocess.run([sys.executable, "manage.py", "prepare", "static"], cwd=root, env=told, check=True)
    os.replace(draft / "static", template)
    shutil.rmtree(draft)
