"""How a roster's letters are coded: bytes of a CSV file, and cells typed in the fonts of before Unicode."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from common.decoding import ONE_BYTE, UTF8, UTF16, WINDOWS_1258, likeliest, unicode_text
from common.errors import DomainError
from common.legacy_vietnamese import CONVERTERS, TCVN3, VNI
from common.syllables import legibility

_ONE_BYTE = (WINDOWS_1258, TCVN3, VNI)
ENCODINGS = (UTF8, UTF16, *_ONE_BYTE)
UNICODE = "unicode"  # what a workbook holds by itself
ENOUGH = 3  # texts that only make sense converted, before a conversion is offered


@dataclass(frozen=True)
class Suggestion:
    """A conversion worth offering, with one text before and after."""

    encoding: str = ""
    before: str = ""
    after: str = ""


NOTHING_TO_OFFER = Suggestion()


def decoded(data: bytes, chosen: str = "") -> tuple[str, str]:
    """The text of a file and the encoding it was read by; cells of legacy fonts are converted later."""
    if chosen and chosen not in ENCODINGS:
        raise DomainError(_("Không có bảng mã “%(encoding)s”.") % {"encoding": chosen})
    found = unicode_text(data)
    if found is not None:
        return found
    encoding = chosen if chosen in _ONE_BYTE else likeliest(data, _ONE_BYTE)[0]
    return ONE_BYTE[encoding](data), encoding


def converter(encoding: str) -> Callable[[str], str] | None:
    """What turns a cell into Unicode; None when cells are Unicode already."""
    if encoding not in CONVERTERS:
        return None

    @lru_cache(maxsize=20_000)
    def convert(text: str) -> str:
        return _converted(text, encoding)

    return convert


def suggestion(texts: Iterable[str]) -> Suggestion:
    """The legacy encoding in which many texts make sense that make none as they are."""
    legacy = {text for text in texts if _may_be_legacy(text)}
    garbled = sorted(text for text in legacy if not _is_legible(text))
    rescued = {encoding: [text for text in garbled if is_garbled(text, encoding)] for encoding in CONVERTERS}
    best = max(rescued, key=lambda encoding: len(rescued[encoding]))
    found = rescued[best]
    if len(found) < ENOUGH or len(found) * 2 < len(garbled):
        return NOTHING_TO_OFFER
    return Suggestion(best, found[0], CONVERTERS[best](found[0]))


def is_unicode_for_sure(text: str) -> bool:
    """Accented letters that no legacy font has a place for."""
    return not text.isascii() and not _may_be_legacy(text)


def is_garbled(text: str, encoding: str) -> bool:
    """Whether the text makes sense only when converted."""
    return _may_be_legacy(text) and not _is_legible(text) and _is_legible(CONVERTERS[encoding](text))


def _may_be_legacy(text: str) -> bool:
    """Letters beyond Latin-1 are Unicode already; ASCII alone says nothing."""
    return not text.isascii() and all(mark < "Ā" or not mark.isalpha() for mark in text)


def _is_legible(text: str) -> bool:
    right, words = legibility(text)
    return right == words


def _converted(text: str, encoding: str) -> str:
    """The text converted, unless it was Unicode all along: files mix old columns with new ones."""
    if not _may_be_legacy(text):
        return text
    after = CONVERTERS[encoding](text)
    (right, words), (right_after, words_after) = legibility(text), legibility(after)
    was_fine = bool(words) and right == words
    # An accented letter that went through unchanged: "Xã" is no VNI.
    untouched = any(not mark.isascii() and mark in text for mark in after)
    return text if was_fine and (right_after < words_after or untouched) else after
