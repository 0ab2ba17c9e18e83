"""Static files under names made of their content."""

import re
from pathlib import Path

from django.core.files.base import ContentFile
from django.test import override_settings

from lms.settings.base import STORAGES
from lms.static_files import StaticFiles


def _named(folder: Path, inner: str) -> tuple[str, str]:
    """A page's module that imports another of this content: its name, and the text served under it."""
    with override_settings(DEBUG=False, STATIC_ROOT=str(folder)):
        storage = StaticFiles(location=str(folder), base_url="/static/")
        texts = {"js/outer.js": 'import { one } from "./inner.js";\none();\n', "js/inner.js": inner}
        for name, text in texts.items():
            storage.delete(name)
            storage.save(name, ContentFile(text))
        list(storage.post_process({name: (storage, name) for name in texts}))
        named = storage.stored_name("js/outer.js")
        return named, (folder / named).read_text()


def test_the_product_uses_them() -> None:
    assert STORAGES["staticfiles"]["BACKEND"] == f"{StaticFiles.__module__}.{StaticFiles.__qualname__}"


def test_what_a_module_imports_is_named_by_its_content(tmp_path: Path) -> None:
    _name, text = _named(tmp_path, "export const one = () => 1;\n")
    found = re.search(r'from "(\./inner\.[0-9a-f]{12}\.js)"', text)
    assert found
    assert (tmp_path / "js" / found[1]).is_file()


def test_a_changed_import_renames_the_modules_above_it(tmp_path: Path) -> None:
    before, _text = _named(tmp_path, "export const one = () => 1;\n")
    after, _text = _named(tmp_path, "export const one = () => 2;\n")
    assert before != after


def test_our_modules_leave_without_their_comments_and_with_every_statement(tmp_path: Path) -> None:
    inner = '// why\nexport const one = () => "http://a"; // said\n  // more\n'
    _named(tmp_path, inner)
    served = [path.read_text() for path in (tmp_path / "js").glob("inner.*.js")]
    assert served == ['export const one = () => "http://a"; // said\n']
