"""Nothing of other people's work is shipped unnamed, altered or fetched from elsewhere."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "lms" / "static"
VENDOR = STATIC / "vendor"
PACKAGES = tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))["package"]
FILES = [(package["name"], entry) for package in PACKAGES for entry in package["files"]]
SPRITES = {
    name: (STATIC / "img" / f"{name}.svg").read_text(encoding="utf-8") for name in ("sprite", "desk-sprite")
}
TEMPLATES = [path for path in ROOT.glob("*/templates/**/*.html") if ".venv" not in path.parts]
# Templates that xhtml2pdf reads and no browser ever sees.
PRINTED = {"sheet.html"}
SYMBOLS = {name: set(re.findall(r'<symbol id="([\w-]+)"', sprite)) for name, sprite in SPRITES.items()}


@pytest.mark.parametrize(("name", "entry"), FILES, ids=[f"{name}:{entry['path']}" for name, entry in FILES])
def test_each_vendored_file_is_the_one_the_manifest_names(name, entry):
    assert hashlib.sha256((VENDOR / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]


def test_each_package_says_its_licence_and_where_it_came_from():
    for package in PACKAGES:
        assert package["licence"]
        assert package["integrity"].startswith("sha512-")
        assert any(entry["path"].endswith("LICENSE") for entry in package["files"])


def test_no_vendored_file_is_missing_from_the_manifest():
    named = {(VENDOR / entry["path"]).resolve() for _, entry in FILES}
    shipped = {path.resolve() for path in VENDOR.rglob("*") if path.is_file() and path.name != "vendor.toml"}
    assert shipped <= named


def test_the_sprite_holds_the_icons_of_the_manifest_and_our_drawings():
    of = {key: {icon for one in PACKAGES for icon in one.get(key, [])} for key in ("icons", "desk_icons")}
    assert of["icons"] | {"art-field", "art-furrow", "art-mark"} == SYMBOLS["sprite"]
    assert of["desk_icons"] == SYMBOLS["desk-sprite"]
    assert not of["icons"] & of["desk_icons"]


def test_templates_use_only_icons_that_are_in_the_sprite():
    used = set()
    for path in TEMPLATES:
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"""{% icon ["']([\w-]+)["']""", source))
        used |= set(re.findall(r"sprite\.svg' %}#([\w-]+)", source))
        for include in re.findall(r"""{% include "components/[^%]+%}""", source):
            used |= set(re.findall(r'icon(?:_end)?="([\w-]+)"', include))
    assert used - {"filter"} <= SYMBOLS["sprite"] | SYMBOLS["desk-sprite"]


def test_no_template_or_stylesheet_fetches_from_another_site():
    """A page that needs someone else's server fails behind a commune's firewall and tells them who reads."""
    fetching = re.compile(
        r"""(?:src|srcset|poster|action)=["']https?://|<link[^>]+https?://|url\(["']?https?://|@import"""
    )
    for path in [*TEMPLATES, *(STATIC / "css").glob("*.css"), *(STATIC / "js").glob("**/*.js")]:
        assert not fetching.search(path.read_text(encoding="utf-8")), path


def test_no_template_needs_what_the_content_policy_refuses():
    """Inline script and style are refused by the policy, so a page that has them is broken in the browser."""
    inline = re.compile(
        r"""<script(?![^>]*\bsrc=)(?![^>]*application/(?:json|ld\+json))[^>]*>|<style\b|\sstyle=["']|\son\w+=["']"""
    )
    for path in TEMPLATES:
        if "wagtailadmin" in path.parts or path.name in PRINTED:
            continue
        assert not inline.search(path.read_text(encoding="utf-8")), path


def test_the_fonts_are_small_and_come_with_their_licence():
    fonts = STATIC / "fonts"
    assert sum(path.stat().st_size for path in fonts.glob("*.woff2")) <= 24_000
    assert "SIL OPEN FONT LICENSE" in (fonts / "BeVietnamPro-OFL.txt").read_text(encoding="utf-8")
    documents = ROOT / "common" / "fonts"
    assert {path.stem.split("-")[0] for path in documents.glob("*.ttf")} == {
        path.stem.split("-")[0] for path in documents.glob("*-OFL.txt")
    }


def test_every_vietnamese_letter_is_in_every_font():
    from fontTools.ttLib import TTFont

    letters = (
        {ord(letter) for letter in "ăâđêôơưĂÂĐÊÔƠƯ"} | set(range(0x1EA0, 0x1EFA)) | {0x20AB, 0x201C, 0x201D}
    )
    for path in [*(STATIC / "fonts").glob("*.woff2"), *(ROOT / "common" / "fonts").glob("*.ttf")]:
        assert letters <= set(TTFont(path).getBestCmap()), path
