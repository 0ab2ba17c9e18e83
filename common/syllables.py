"""How Vietnamese a text looks: whether its words are syllables the language can form."""

import re
import unicodedata
from functools import lru_cache

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(?:"
    r"(?:[aăâeêioôơuưy]|oa|oă|oe|uâ|uê|uơ|uy|uyê|iê|yê|uô|ươ|oo|uya)(?:ch|ng|nh|[cmnpt])?"
    r"|[aâ][uy]|[eêiư]u|[aoôơu]i|ao|eo|ia|ua|ưa|iêu|yêu|uôi|ươi|ươu|ưi|oai|oay|oao|oeo|uây|uyu|uya|uêu"
    r")"
)


def legibility(text: str) -> tuple[int, int]:
    """Of the words with letters beyond ASCII: how many are Vietnamese syllables, and how many there are."""
    words = _words(text)
    return sum(map(is_syllable, words)), len(words)


def _words(text: str) -> list[str]:
    """Words between blanks, so that a sign within a word (V¨n) spoils the word as it should."""
    return [word for part in text.split() if not part.isascii() for word in _pieces(part)]


def _pieces(part: str) -> list[str]:
    strange = any(
        not mark.isascii() and not mark.isalpha() and not unicodedata.combining(mark) for mark in part
    )
    if strange:
        return [part]
    composed = unicodedata.normalize("NFC", part)
    return [word for word in _WORD.findall(composed) if not word.isascii()]


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """One tone at most, an onset, a nucleus and a coda of the language; capitals all, first or none."""
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))
