"""Django's own checks: every model change has a migration, production passes `check --deploy`."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
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
    return max(*codes, _migration_names())


def _manage(settings: dict[str, str], *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT, env={**os.environ, **settings})


def _migration_names() -> int:
    nameless = sorted(path.relative_to(ROOT) for path in ROOT.glob("*/migrations/*_auto_*.py"))
    for path in nameless:
        print(f"{path}: a migration says in its name what it does")
    return 1 if nameless else 0


if __name__ == "__main__":
    sys.exit(main())
