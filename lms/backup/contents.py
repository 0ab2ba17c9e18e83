"""What of DATA_DIR belongs into a backup: everything but what a start makes anew."""

from collections.abc import Iterator
from pathlib import Path

# The database goes in as a consistent dump, the queue's messages are nudges, the rest is made again.
LEFT_OUT = {"static", "queue", "stamps", "backups", "test", "test-databases", "uploads"}
LEFT_OUT_FILES = {"run.lock", "valkey.sock", "timetable", "bench.json"}
DATABASE = "lopso.sqlite3"
SET_ASIDE = "before-restore-"


def files(data_dir: Path) -> Iterator[Path]:
    """Every file to keep, in a stable order, relative to `data_dir`."""
    for path in sorted(data_dir.rglob("*")):
        name = path.relative_to(data_dir)
        if path.is_file() and not path.is_symlink() and belongs(name):
            yield name


def belongs(name: Path) -> bool:
    top = name.parts[0]
    if top in LEFT_OUT or top.startswith(SET_ASIDE):
        return False
    return not (len(name.parts) == 1 and (top in LEFT_OUT_FILES or top.startswith(DATABASE)))
