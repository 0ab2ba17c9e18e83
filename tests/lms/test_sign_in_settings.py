"""A production start is refused with a sentence when its ways to sign in would be open or half set up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = {
    "SECRET_KEY": "x", "PERSON_HASH_KEY": "x", "DATABASE_URL": "postgres://u:p@127.0.0.1/x", "ALLOWED_HOSTS": "x",
    "CELERY_BROKER_URL": "redis://x", "CACHE_URL": "redis://x", "SITE_ADDRESS": "https://x", "DEMO": "0",
}  # fmt: skip


def start(tmp_path: Path, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from lms.settings import production as p; print(repr(p.SMS_SENDER), p.SECOND_FACTOR)",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **WHOLE, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_word_texts_are_off_and_the_second_factor_is_asked_for(tmp_path: Path) -> None:
    assert start(tmp_path, {}).stdout == "'' required\n"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"SMS_SENDER": "console"}, "SMS_SENDER=console"),
        ({"SMS_SENDER": "fax"}, "SMS_SENDER: console | file | http."),
        ({"SMS_SENDER": "http"}, "SMS_HTTP_URL"),
        ({"OIDC_ISSUER": "http://sso.example"}, "OIDC_ISSUER"),
        ({"OIDC_MATCH": "email=name"}, "OIDC_MATCH"),
        ({"SECOND_FACTOR": "none"}, "SECOND_FACTOR"),
    ],
)
def test_a_dangerous_or_unknown_choice_stops_the_start(tmp_path: Path, more, sentence) -> None:
    done = start(tmp_path, more)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
