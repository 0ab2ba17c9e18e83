"""Words and blocks as HTML, without what only the editor needs."""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from content.pictures import WIDTH, shrunk

__all__ = ["WIDTH", "body", "phrase", "plain", "prose", "shrunk", "tutorial"]

EDITOR_KEYS = re.compile(r' data-block-key="[^"]*"')
ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


def prose(text: RichText | str) -> SafeString:
    """Rich text with its links resolved."""
    source = text.source if isinstance(text, RichText) else str(text)
    return mark_safe(EDITOR_KEYS.sub("", expand_db_html(source)))


def phrase(text: RichText | str) -> SafeString:
    """The same without the paragraph around it when there is only one: for list items and table cells."""
    html = prose(text).strip()
    only = ONE_PARAGRAPH.fullmatch(html)
    return mark_safe(only[1] if only else html)


def body(blocks: Any) -> str:
    """A lesson's body, each block by its template."""
    return "\n".join(
        block.block.render(block.value).strip() for block in blocks if block.block_type != "video"
    )


def tutorial(page: Any) -> str:
    """What stands between the film and the two questions: needed first, steps."""
    return render_to_string("content/blocks/tutorial.html", {"page": page}).strip()


def plain(html: str) -> str:
    """The words alone, for search."""
    return strip_tags(html.replace("<", " <"))
