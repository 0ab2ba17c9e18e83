"""What every page must know before its first byte: text size, theme, whether megabytes are dear."""

from typing import Any

from django.http import HttpRequest

TEXT_COOKIE = "chu"
THEME_COOKIE = "nen"
THEMES = {"sang": "light", "toi": "dark"}


def page(request: HttpRequest) -> dict[str, Any]:
    """Display choices from two cookies and one header; reads no database and no session."""
    large_text = request.COOKIES.get(TEXT_COOKIE) == "to"
    save_data = request.headers.get("Save-Data", "").lower() == "on"
    return {
        "large_text": large_text,
        "save_data": save_data,
        "html_class": " ".join(name for name, on in (("chu-to", large_text), ("lite", save_data)) if on),
        "theme": THEMES.get(request.COOKIES.get(THEME_COOKIE, ""), ""),
        "page_path": request.get_full_path(),
    }


def display_key(request: HttpRequest) -> str:
    """What a cached public page must be kept apart by, beside its address and language."""
    known = page(request)
    return f"{known['html_class']}|{known['theme']}"
