"""Questions before a deed: closed until their button is pressed, whatever the page holds, and never without a token."""

import re
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.test import RequestFactory

ASKS = '{% include "components/dialog.html" with id="a" title="Kết thúc?" text="…" confirm="Kết thúc" action="/a/" %}'


def drawn(asks: str, **context: object) -> str:
    html: str = engines["django"].from_string(asks).render(context, RequestFactory().get("/"))  # type: ignore[attr-defined]
    return html


def test_a_word_of_the_page_does_not_open_the_question() -> None:
    assert " popover role" in drawn(ASKS, open=True)
    assert " popover role" not in drawn(ASKS.replace(" %}", " in_place=True %}"))
    assert "csrfmiddlewaretoken" in drawn(ASKS)


def test_no_page_leaves_the_token_out() -> None:
    """Where `only` hides it and nobody passes it on, the press is refused."""
    templates = [path for app in settings.BASE_DIR.glob("*/templates") for path in Path(app).rglob("*.html")]
    asked = [
        (path.name, tag)
        for path in templates
        for tag in re.findall(
            r"{% include \"components/dialog\.html\"[^%]*%}", path.read_text(encoding="utf-8")
        )
    ]
    assert len(asked) > 15
    posting = [one for one in asked if " action=" in one[1] and " only " in one[1]]
    assert not [one for one in posting if " csrf_token=csrf_token " not in one[1]]
