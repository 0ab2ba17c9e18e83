"""Text typed in the fonts of before Unicode, TCVN3 (ABC) and VNI-Windows, which reads as "NguyÔn" and "Nguyeãn".

Both put Vietnamese letters on the places of Windows-1252. TCVN3 has no capitals with tones: its capital fonts
(.VnTimeH) draw small letters large, so the case of the neighbours decides.
"""

import re
import unicodedata
from functools import cache

TCVN3, VNI = "tcvn3", "vni"
# Rows: the bare letter, then huyền, hỏi, ngã, sắc, nặng.
_ROWS = [
    "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị",
    "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ", "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
]  # fmt: skip
_TCVN3_ROWS = [
    "aµ¶·¸¹", "¨»¼½¾Æ", "©ÇÈÉÊË", "eÌÎÏÐÑ", "ªÒÓÔÕÖ", "i×ØÜÝÞ",
    "oßáâãä", "«åæçèé", "¬êëìíî", "uïñòóô", "\u00adõö÷øù", "yúûüýþ",
]  # fmt: skip
_TCVN3_CAPITALS = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
# VNI writes a letter and its mark as two signs.
_VNI_ROWS = {
    "a": "øûõùï", "aê": "èúüéë", "aâ": "àåãáä", "e": "øûõùï", "eâ": "àåãáä",
    "o": "øûõùï", "oâ": "àåãáä", "ô": "øûõùï", "u": "øûõùï", "ö": "øûõùï",
}  # fmt: skip
_VNI_LETTERS = {
    "a": "a",
    "aê": "ă",
    "aâ": "â",
    "e": "e",
    "eâ": "ê",
    "o": "o",
    "oâ": "ô",
    "ô": "ơ",
    "u": "u",
    "ö": "ư",
}
_VNI_SINGLE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}


@cache
def tcvn3_table() -> dict[str, str]:
    """TCVN3 sign → letter; small letters, and the seven capitals that have places of their own."""
    table = {"®": "đ"} | _TCVN3_CAPITALS
    for signs, letters in zip(_TCVN3_ROWS, _ROWS, strict=True):
        table |= dict(zip(signs, letters, strict=True))
    return {sign: letter for sign, letter in table.items() if not sign.isascii()}


@cache
def vni_table() -> dict[str, str]:
    """VNI signs → letter, small and capital; a capital may carry a small mark ("Aùnh")."""
    rows = {row[0]: row for row in _ROWS}
    small = dict(_VNI_SINGLE) | {"ô": "ơ", "ö": "ư", "aê": "ă", "aâ": "â", "eâ": "ê", "oâ": "ô"}
    for base, marks in _VNI_ROWS.items():
        # Two marks share one sign: a hat with a tone stands where the hat stood.
        stem = base[0]
        small |= {
            stem + mark: letter for mark, letter in zip(marks, rows[_VNI_LETTERS[base]][1:], strict=True)
        }
    small |= {"y" + mark: letter for mark, letter in zip("øûõù", "ỳỷỹý", strict=True)}
    table = dict(small)
    for signs, letter in small.items():
        table[signs.upper()] = letter.upper()
        table[signs[0].upper() + signs[1:]] = letter.upper()
    return table


def from_tcvn3(text: str) -> str:
    """TCVN3 text as Unicode, with the capitals that its small letters stood for."""
    letters = "".join(tcvn3_table().get(sign, sign) for sign in text)
    return _with_capitals(unicodedata.normalize("NFC", letters))


def from_vni(text: str) -> str:
    """VNI-Windows text as Unicode."""
    return _vni_pattern().sub(lambda found: vni_table()[found.group()], unicodedata.normalize("NFC", text))


@cache
def _vni_pattern() -> re.Pattern[str]:
    longest_first = sorted(vni_table(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _with_capitals(text: str) -> str:
    ascii_letters = [sign for sign in text if sign.isascii() and sign.isalpha()]
    if len(ascii_letters) >= 2 and all(map(str.isupper, ascii_letters)):
        return text.upper()
    words = text.split(" ")
    if len(words) > 1 and all(word[0].isupper() or not word[0].isascii() for word in words if word):
        words = [word[:1].upper() + word[1:] for word in words]
    return " ".join(map(_capital_word, words))


def _capital_word(word: str) -> str:
    plain = [sign for sign in word if sign.isascii() and sign.isalpha()]
    return word.upper() if len(plain) >= 2 and all(map(str.isupper, plain)) else word


CONVERTERS = {TCVN3: from_tcvn3, VNI: from_vni}
