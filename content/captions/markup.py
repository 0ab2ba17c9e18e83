"""The words of a subtitle with the few tags that WebVTT knows, closed in order; everything else is text or gone."""

import html
import re

_TOKEN = re.compile(r"<([a-zA-Z/\d][^<>]*)>")  # "2 < 3" is no tag
_TAG = re.compile(r"(/?)(c|i|b|u|ruby|rt|v|lang)((?:\.[\w-]+)*)(?:[ \t\n]+(.*))?", re.DOTALL)
_MOMENT = re.compile(r"(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}")
_POSITION = re.compile(r"\{\\[^}]*\}")  # {\an8}, which some SubRip programs write
_ANNOTATED = ("v", "lang")


def clean(text: str) -> str:
    """Cue text that a player reads as meant."""
    opened: list[str] = []
    pieces, done = [], 0
    text = _POSITION.sub("", text)
    for token in _TOKEN.finditer(text):
        pieces.append(_escaped(text[done : token.start()]))
        pieces.append(_tag(token[1], opened))
        done = token.end()
    pieces.append(_escaped(text[done:]))
    return "".join(pieces).strip() + "".join(f"</{name}>" for name in reversed(opened))


def words(text: str) -> str:
    """The words alone, on one line."""
    return " ".join(html.unescape(_TOKEN.sub("", _POSITION.sub("", text))).split())


def _escaped(text: str) -> str:
    """`&lt;` stays, a lone `&` or `>` becomes one."""
    return html.escape(html.unescape(text), quote=False).replace("\n\n", "\n")


def _tag(inside: str, opened: list[str]) -> str:
    if _MOMENT.fullmatch(inside):
        return f"<{inside}>"
    found = _TAG.fullmatch(inside)
    if found is None:
        return ""
    closing, name, classes, annotation = found.groups()
    return _closed(name, opened) if closing else _opened(name, classes, annotation or "", opened)


def _opened(name: str, classes: str, annotation: str, opened: list[str]) -> str:
    opened.append(name)
    said = _escaped(" ".join(annotation.split())) if name in _ANNOTATED else ""
    return f"<{name}{classes}{' ' if said else ''}{said}>"


def _closed(name: str, opened: list[str]) -> str:
    """What was opened inside is closed first; what was never opened is dropped."""
    if name not in opened:
        return ""
    closed = ""
    while True:
        last = opened.pop()
        closed += f"</{last}>"
        if last == name:
            return closed
