"""Where a subtitle stands on the picture: what WebVTT allows, the rest left away."""

import re

_PERCENT = r"(?:100|\d{1,2})(?:\.\d+)?%"
_SIDE = r"(?:,(?:start|middle|center|end|line-left|line-right))?"
_ALLOWED = {
    "vertical": re.compile("rl|lr"),
    "line": re.compile(rf"(?:-?\d+|{_PERCENT}){_SIDE}"),
    "position": re.compile(rf"{_PERCENT}{_SIDE}"),
    "size": re.compile(_PERCENT),
    "align": re.compile("start|middle|center|end|left|right"),
}


def settings(written: str) -> dict[str, str]:
    """The settings behind a cue's times; regions are not kept, their definitions being styles."""
    pairs = (part.partition(":") for part in written.split())
    return {
        name: value for name, _colon, value in pairs if name in _ALLOWED and _ALLOWED[name].fullmatch(value)
    }


def as_written_today(kept: dict[str, str]) -> str:
    """As a cue's line ends; what older programs called "middle" is "center" now."""
    return "".join(f" {name}:{value.replace('middle', 'center')}" for name, value in kept.items())
