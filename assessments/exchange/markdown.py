"""Markdown as the HTML that questions hold; formulas and blanks to fill in are no Markdown and stay as they stand."""

import re
from html import escape

from markdown_it import MarkdownIt

from assessments.exchange.html import Resolve, clean, from_text

MAX_MARKDOWN = 20_000  # signs; a text this long is no question, and is shown as it was written
_WHOLE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# “1945.”, “- 5” and “> 5” are answers, not lists and quotations of one line.
_ONE_LINE = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
_ONE_LINE.disable(["list", "blockquote", "code", "fence", "hr", "reference"])
_OPEN, _CLOSE = "\ue000", "\ue001"  # private signs around the number of what waits
_FORMULA = r"\\{1,2}\((?:(?!\\[(\[]).)+?\\{1,2}\)|\\{1,2}\[(?:(?!\\[(\[]).)+?\\{1,2}\]|\$\$[^$]+\$\$"
_UNTOUCHED = re.compile(rf"{_FORMULA}|_{{3,}}", re.DOTALL)
_WAITING = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


def from_markdown(text: str, resolve: Resolve | None = None) -> str:
    """Through the same cleaner as any HTML, which has the last word on links, pictures and raw markup."""
    if len(text) > MAX_MARKDOWN:
        return from_text(text)
    kept: list[str] = []

    def wait(found: re.Match[str]) -> str:
        kept.append(found[0].replace("\\\\", "\\") if found[0].startswith("\\\\") else found[0])
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    bare = text.replace(_OPEN, "").replace(_CLOSE, "").strip()
    reader = _WHOLE if "\n" in bare else _ONE_LINE
    made: str = reader.render(_UNTOUCHED.sub(wait, bare))
    return clean(_WAITING.sub(lambda found: escape(kept[int(found[1])]), made), resolve)
