"""What no linter knows: migrations named and complete, `check --deploy` passes, words translated, merges finished."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.catalogue import catalogue_path, read_po  # noqa: E402
from tools.marked_strings import marked_strings, unmarked_strings  # noqa: E402

# Values that only have to be well-formed: nothing is connected to.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "PERSON_HASH_KEY": secrets.token_urlsafe(60),
    "DATABASE_URL": "postgres://lopso@127.0.0.1/lopso",
    "CELERY_BROKER_URL": "redis://127.0.0.1:6379/0",
    "CACHE_URL": "redis://127.0.0.1:6379/1",
    "ALLOWED_HOSTS": "lopso.example",
    "SITE_ADDRESS": "https://lopso.example",
    "DEMO": "0",
}
TEST = {"DJANGO_SETTINGS_MODULE": "lms.settings.test", "DATABASE_URL": ""}


def main() -> int:
    running = [
        _manage(TEST, "makemigrations", "--check", "--dry-run"),
        _manage(PRODUCTION, "check", "--deploy", "--fail-level", "WARNING"),
    ]
    codes = [process.wait() for process in running]
    return max(*codes, _migration_names(), _untranslated_strings(), _unmerged())


def _manage(settings: dict[str, str], *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT, env={**os.environ, **settings})


def _migration_names() -> int:
    nameless = sorted(path.relative_to(ROOT) for path in ROOT.glob("*/migrations/*_auto_*.py"))
    for path in nameless:
        print(f"{path}: a migration says in its name what it does")
    return 1 if nameless else 0


def _unmerged() -> int:
    """Prose has no linter that would stumble over what a merge left behind."""
    asked = [
        "git",
        "grep",
        "-nIE",
        "^(<{7} |>{7} |={7}$)",
        "--",
        "*.md",
        "*.html",
        "*.css",
        "*.js",
        "*.po",
        "*.toml",
    ]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    print(found, end="")
    return 1 if found else 0


def _untranslated_strings() -> int:
    spoken = {entry.key for entry in read_po(catalogue_path("en")) if all(entry.strings)}
    silent = [marked for key, marked in marked_strings().items() if key not in spoken]
    for marked in silent:
        print(f"{marked.files[0]}: no English for “{marked.msgid}” (make messages)")
    for words in (unmarked := unmarked_strings()):
        print(f"{words} (outside a translate tag)")
    return 1 if silent or unmarked else 0


if __name__ == "__main__":
    sys.exit(main())
