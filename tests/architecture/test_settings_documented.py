"""docs/settings.md names every setting that is read from the environment, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_settings_page_lists_what_the_code_reads() -> None:
    read = set()
    for path in [*(ROOT / "lms" / "settings").glob("*.py"), *(ROOT / "lms" / "supervisor").rglob("*.py")]:
        text = path.read_text()
        read |= set(re.findall(r"env\.\w+\(\s*\"([A-Z][A-Z0-9_]+)\"", text))
        read |= set(re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z][A-Z0-9_]+)\"", text))
    read -= {"PYTEST_XDIST_WORKER"}
    told = set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.M))
    assert told == read
