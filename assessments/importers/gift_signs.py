"""Escaped signs of GIFT, kept out of the way while a question is cut up."""

import re

_ESCAPED = re.compile(r"\\([~=#{}:\\n>])")  # ">" is ours: an answer with an arrow is no pair
_PRIVATE = 0xF0000
_WAITING = re.compile("[\U000f0000-\U000f00ff]")
_LINE = chr(_PRIVATE + ord("n"))


def hide(text: str) -> str:
    """Each escaped sign as one private sign."""
    return _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), _WAITING.sub("", text))


def show(text: str) -> str:
    """Private signs back as what they mean."""
    return _WAITING.sub(lambda found: "\n" if found[0] == _LINE else chr(ord(found[0]) - _PRIVATE), text)
