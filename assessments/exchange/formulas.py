r"""A bare `<` in a formula, as in \(a<b\), is a sign; a tag that an editor put there is a tag.

What is escaped here only becomes words, so nothing comes through the cleaner that would not have come through before.
"""

import re
from collections.abc import Callable

_FORMULA = re.compile(
    r"\\\((?:(?!\\[()]).){1,4000}\\\)|\\\[(?:(?!\\[\[\]]).){1,4000}\\\]|\$\$(?:(?!\$\$).){1,4000}\$\$",
    re.DOTALL,
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)(?:\s+[^<>]*=[^<>]*)?\s*/?>", re.IGNORECASE)
_LETTERS = frozenset(
    ["a", "b", "i", "s", "u", "del", "strike", "ins"]
)  # what may be a variable, or becomes one
_MOST = 5


def escaped(html: str, known: frozenset[str]) -> str:
    """With every `<` in a formula as words that begins no tag of the `known` names."""
    if "<" not in html or ("\\" not in html and "$$" not in html):
        return html
    return _FORMULA.sub(lambda found: _words(found[0], known), html)


def settled(html: str, clean: Callable[[str], str]) -> str:
    """Cleaned until it stays as it is: what is taken out may bring the signs around a formula together."""
    for _turn in range(_MOST):
        if "\\" not in html and "$$" not in html:
            return html
        again = clean(html)
        if again == html:
            return html
        html = again
    return clean(html.replace("\\", "").replace("$", ""))  # nobody writes such a text


def _words(formula: str, known: frozenset[str]) -> str:
    pieces, end = [], 0
    for tag in _TAG.finditer(formula):
        name = tag[2].lower()
        closes = tag[1] or name not in _LETTERS or f"</{name}" in formula[tag.end() :].lower()
        if name in known and closes:
            pieces += [formula[end : tag.start()].replace("<", "&lt;"), tag[0]]
            end = tag.end()
    return "".join([*pieces, formula[end:].replace("<", "&lt;")])
