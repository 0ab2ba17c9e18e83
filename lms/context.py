"""What every page must know before its first byte: text size, contrast, theme, whether megabytes are dear."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

TEXT_COOKIE = "chu"
THEME_COOKIE = "nen"
CONTRAST_COOKIE = "tp"
THEMES = {"sang": "light", "toi": "dark"}


def page(request: HttpRequest) -> dict[str, Any]:
    """Display choices from three cookies and one header; reads no database and no session."""
    large_text = request.COOKIES.get(TEXT_COOKIE) == "to"
    high_contrast = request.COOKIES.get(CONTRAST_COOKIE) == "cao"
    save_data = request.headers.get("Save-Data", "").lower() == "on"
    choices = (("chu-to", large_text), ("tuong-phan", high_contrast), ("lite", save_data))
    return {
        "large_text": large_text,
        "high_contrast": high_contrast,
        "save_data": save_data,
        "html_class": " ".join(name for name, on in choices if on),
        "theme": THEMES.get(request.COOKIES.get(THEME_COOKIE, ""), ""),
        "offline_pages": settings.OFFLINE_PAGES,
        "page_path": request.get_full_path(),
    }


def display_key(request: HttpRequest) -> str:
    """What a cached public page must be kept apart by, beside its address and language."""
    known = page(request)
    return f"{known['html_class']}|{known['theme']}"
