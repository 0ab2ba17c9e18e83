"""What a browser calls itself, in the few words by which its owner knows the machine."""

import re

from django.utils.translation import gettext as _

# In this order: most browsers also claim to be those below them.
BROWSERS = (
    ("Cốc Cốc", r"coc_coc_browser"), ("Zalo", r"zalo"), ("Edge", r"edg(?:e|a|ios)?/"), ("Opera", r"opr/|opera"),
    ("Samsung Internet", r"samsungbrowser"), ("Firefox", r"firefox|fxios"), ("Chrome", r"chrome|crios"),
    ("Safari", r"safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", r"android"), ("iPhone", r"iphone"), ("iPad", r"ipad"), ("Windows", r"windows"),
    ("Mac", r"mac os x|macintosh"), ("Linux", r"linux|x11"),
)  # fmt: skip


def in_words(user_agent: str) -> str:
    """“Chrome trên Android”."""
    browser, system = _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Máy không rõ loại")


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, mark in names if re.search(mark, text, re.IGNORECASE)), "")
