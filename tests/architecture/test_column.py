"""The rules of the column that import-linter cannot see: string references uphill, and HTTP in services."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

ROOT = Path(__file__).resolve().parents[2]
COLUMN = ["lms", "reports", "certificates", "content", "assessments", "courses", "people", "common"]
HEIGHT = {name: len(COLUMN) - place for place, name in enumerate(COLUMN)} | {"content": 6, "certificates": 6}
OURS = [app for app in COLUMN if app not in {"lms", "common"}]


def _modules(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("app", OURS)
def test_no_foreign_key_points_uphill(app: str) -> None:
    for model in apps.get_app_config(app).get_models():
        for field in model._meta.get_fields():
            if isinstance(field, (ForeignKey, ManyToManyField)):
                target = field.remote_field.model._meta.app_label
                assert HEIGHT.get(target, 0) <= HEIGHT[app], (
                    f"{model.__name__}.{field.name} points up to {target}"
                )


@pytest.mark.parametrize("app", OURS)
def test_services_queries_and_rules_know_no_http(app: str) -> None:
    for path in _modules(app):
        parts = path.relative_to(ROOT).parts
        if {"services", "queries"} & set(parts) or path.stem in {"services", "queries", "rules", "grading"}:
            assert "django.http" not in path.read_text(), f"{path.relative_to(ROOT)} imports django.http"


@pytest.mark.parametrize("app", [*OURS, "common", "lms"])
def test_every_module_opens_with_a_sentence_of_purpose(app: str) -> None:
    for path in _modules(app):
        source = path.read_text()
        if source.strip():
            assert ast.get_docstring(ast.parse(source)), f"{path.relative_to(ROOT)} has no docstring"


def test_signals_live_only_in_content() -> None:
    for app in COLUMN:
        for path in _modules(app):
            if (app, path.stem) != ("content", "signals"):
                assert not re.search(r"^@receiver|^from django\.dispatch", path.read_text(), re.M), path


def test_only_the_clock_reads_the_watch() -> None:
    watch = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|auto_now")
    for app in COLUMN:
        for path in _modules(app):
            if path != ROOT / "common" / "clock.py":
                assert not watch.search(path.read_text()), f"{path.relative_to(ROOT)} reads the watch"


def test_migrations_have_telling_names() -> None:
    for app in OURS:
        for path in (ROOT / app / "migrations").glob("0*.py"):
            assert "_auto_" not in path.name


def test_historical_rows_are_protected() -> None:
    """CASCADE is for parts of a whole; each one says so beside it."""
    for app in OURS:
        for path in _modules(app):
            lines = path.read_text().splitlines()
            for place, line in enumerate(lines):
                said = "#" in "".join(lines[max(place - 2, 0) : place + 2])
                assert "CASCADE" not in line or said, f"{path.relative_to(ROOT)}: {line.strip()}"
