"""The key of a choice in a sheet: letters, numbers of options, or the words of one; never one of two readings."""

import re
import string
from collections.abc import Sequence

from django.utils.translation import gettext as _

from common.errors import DomainError
from common.vietnamese import fold

_KNOWN = string.ascii_uppercase
_USUAL = 8  # a word in capitals is not letters where no option could have them
_SAYS = re.compile(r"(?:đáp\s*án|phương\s*án|câu|ý|chọn)\s*(?=[A-Z1-9]\b)", re.IGNORECASE)
_ONE = re.compile(r"1\d|2[0-6]|[1-9]")
_DIGITS = re.compile(rf"(?:{_ONE.pattern})(?:\s*[,;&+]\s*(?:{_ONE.pattern}))*")
LETTERS = re.compile(r"[A-H](?:\s*(?:[,;&+]|và)?\s*[A-H])*", re.IGNORECASE)
_AND = re.compile("và", re.IGNORECASE)
OWN_LABEL = re.compile(r"\s*([A-Z])\s*[.):/]\s*(?=\S)", re.IGNORECASE)


def letters(key: str, options: Sequence[str], *, several: bool) -> list[str]:
    """A letter alone is a letter, whatever an option says; so are letters where several are `several` right."""
    if len(key) == 1 and key.upper() in _KNOWN[: len(options)]:
        return [key.upper()]
    texts = [fold(text) for text in options]
    signs = _signs(len(options))
    bare = _SAYS.sub("", key).strip(" .()")
    if texts.count(fold(key)) == 1 and not (several and signs.fullmatch(bare)):
        return [_KNOWN[texts.index(fold(key))]]
    labelled = OWN_LABEL.match(key)
    if labelled and _option(texts, labelled[1]) == fold(key[labelled.end() :]):
        return [labelled[1].upper()]
    if _DIGITS.fullmatch(bare):
        return [_KNOWN[int(sign) - 1] for sign in re.findall(r"\d+", bare)]
    return re.findall("[A-Z]", _AND.sub("", bare).upper()) if signs.fullmatch(bare) else []


def _signs(many: int) -> re.Pattern[str]:
    """Letters as a key writes them: to H, or as far as there are options."""
    return (
        LETTERS
        if many <= _USUAL
        else re.compile(LETTERS.pattern.replace("H", _KNOWN[many - 1]), re.IGNORECASE)
    )


def refuse_two_readings(key: str, options: Sequence[str], *, told: bool) -> None:
    """Words of one option that count another one, or that name several where no kind is `told`."""
    texts = [fold(text) for text in options]
    if texts.count(fold(key)) != 1:
        return
    place = texts.index(fold(key))
    counts = _ONE.fullmatch(key) and int(key) <= len(texts) and int(key) - 1 != place
    if counts or (not told and len(key) > 1 and _signs(len(texts)).fullmatch(key)):
        raise DomainError(
            _("Đáp án “%(key)s” là nội dung một phương án, lại chỉ cả phương án khác. Hãy ghi chữ A, B, C.")
            % {"key": key}
        )


def _option(texts: Sequence[str], letter: str) -> str | None:
    place = ord(letter.upper()) - ord("A")
    return texts[place] if place < len(texts) else None
