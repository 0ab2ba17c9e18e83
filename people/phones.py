"""Vietnamese mobile numbers (shared facts C.5): ten digits from 0; numbers of before 15/9/2018 are converted."""

import re

_OLD = {
    **{f"016{n}": f"03{n}" for n in range(2, 10)},
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


def normalise_phone(text: str) -> str:
    """The ten-digit form, or an empty string when `text` is no mobile number."""
    digits = re.sub(r"\D", "", text).removeprefix("00")
    if digits.startswith("84") and len(digits) in (11, 12, 13):
        digits = "0" + digits[2:].removeprefix("0")  # +84 (0) 900 … is written too
    if len(digits) == 11 and digits[:4] in _OLD:
        digits = _OLD[digits[:4]] + digits[4:]
    return digits if re.fullmatch(r"0[35789]\d{8}", digits) else ""
