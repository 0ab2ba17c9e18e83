"""Text from bytes of an unknown Vietnamese encoding: the one in which its words are Vietnamese."""

import unicodedata
from collections.abc import Callable, Collection
from functools import cache

from common.legacy_vietnamese import CONVERTERS, TCVN3, VNI
from common.syllables import legibility

UTF8, UTF16, WINDOWS_1258, VISCII = "utf-8", "utf-16", "windows-1258", "viscii"
_SAMPLE = 60_000
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = dict(zip((0x02, 0x05, 0x06, 0x14, 0x19, 0x1E), "ẲẴẪỶỸỴ", strict=True))


def unicode_text(data: bytes) -> tuple[str, str] | None:
    """The text and its encoding if the bytes are Unicode in any of its forms."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), UTF16
    head = data[:2000]
    for order, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) * 3 > len(zeros) > 4:
            return data.decode(order, errors="replace"), UTF16
    try:
        return data.decode("utf-8-sig"), UTF8
    except UnicodeDecodeError:
        return None


def likeliest(data: bytes, among: Collection[str]) -> tuple[str, float]:
    """The one-byte encoding whose words look most Vietnamese, and which share of them does."""
    lines = [line for line in data[:_SAMPLE].splitlines() if not line.isascii()]
    sample = b"\n".join(lines)

    def score(encoding: str) -> float:
        right, words = legibility(ONE_BYTE[encoding](sample))
        return right / words if words else 0.0

    scores = {encoding: score(encoding) for encoding in among}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best, scores[best]


def _windows_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _viscii(data: bytes) -> str:
    return "".join(map(_viscii_letters().__getitem__, data))


@cache
def _viscii_letters() -> list[str]:
    return [_VISCII_LOW.get(code, chr(code)) for code in range(128)] + list(
        unicodedata.normalize("NFC", _VISCII_HIGH)
    )


def _windows_1252(data: bytes) -> str:
    """Windows-1252, with its five empty places left as they are."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


ONE_BYTE: dict[str, Callable[[bytes], str]] = {
    WINDOWS_1258: _windows_1258,
    TCVN3: lambda data: "\n".join(map(CONVERTERS[TCVN3], _windows_1252(data).split("\n"))),
    VNI: lambda data: CONVERTERS[VNI](_windows_1252(data)),
    VISCII: _viscii,
}
