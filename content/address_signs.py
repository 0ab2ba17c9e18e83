"""How the studio's browser makes an address of a Vietnamese title: Wagtail's own way drops ậ, ề, ổ and their like."""

from collections import defaultdict

from wagtail.admin.widgets.slug import SlugInput

from common.vietnamese import fold

FORMATTERS = "data-w-slug-formatters-value"


def _letters() -> list[tuple[str, str]]:
    """For each plain letter the signs that are read as it; marks that stand apart go."""
    found: dict[str, str] = defaultdict(str)
    for sign in map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))):
        if sign.isalpha() and len(plain := fold(sign)) == 1 and plain.isascii():
            found[plain] += sign
    return [("[\u0300-\u036f]", ""), *((f"[{signs}]", plain) for plain, signs in found.items())]


SIGNS: str = SlugInput(formatters=_letters()).attrs[FORMATTERS]
