"""The worker's script, the page "no line", and the lists of files that kept pages need."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from common.offline import FRAME
from courses.views.help import mine
from courses.views.training import scans
from lms.offline.views import SHELL

STATIC = Path(__file__).resolve().parents[2] / "lms" / "static"
IMPORTS = re.compile(r"""(?:^import[^;]*?from |\bimport\()["'](\.[^"']+)["']""", re.M)
URLS = re.compile(r"""url\(["']?([^"')]+)""")


def needed(name: str) -> set[str]:
    """What a file fetches: the modules a script imports, the fonts and pictures of a style sheet."""
    text, folder = (STATIC / name).read_text(encoding="utf-8"), (STATIC / name).parent
    found = IMPORTS.findall(text) if name.endswith(".js") else URLS.findall(text)
    return {str((folder / one).resolve().relative_to(STATIC)) for one in found if not one.startswith("data:")}


@pytest.mark.parametrize("files", [(*FRAME, *scans.FILES), (*FRAME, *mine.FILES)], ids=["scan", "help"])
def test_a_kept_page_has_every_file_that_its_files_fetch(files: tuple[str, ...]) -> None:
    asked = set().union(*(needed(name) for name in files if name.endswith((".js", ".css"))))
    assert asked
    assert asked <= set(files)


def test_what_is_kept_for_the_page_without_a_line_is_there() -> None:
    assert all((STATIC / name).is_file() for name in SHELL)


def test_the_worker_is_for_the_whole_site_and_asked_for_anew(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert (answer["Cache-Control"], answer["Service-Worker-Allowed"]) == ("no-cache", "/")
    script = answer.content.decode()
    assert '"doors": ["/tai-khoan/login/", "/tai-khoan/logout/"]' in script
    assert "worker-src 'self'" in script


def test_a_change_of_the_policy_is_a_new_worker(client: Client, settings: Any) -> None:
    before = client.get("/sw.js").content
    settings.CONTENT_POLICY = settings.CONTENT_POLICY | {"img-src": "'self'"}
    assert client.get("/sw.js").content[:60] != before[:60]


def test_the_kill_switch_is_a_worker_that_takes_everything_away(client: Client, settings: Any) -> None:
    settings.OFFLINE_PAGES = False
    script = client.get("/sw.js").content.decode()
    assert "unregister()" in script
    assert "fetch" not in script


def test_the_page_without_a_line_knows_nobody(client: Client, django_user_model: Any) -> None:
    answer = client.get("/khong-co-mang/")
    assert "Không có mạng" in answer.content.decode()
    assert "csrf" not in answer.content.decode()
    assert not answer.cookies
