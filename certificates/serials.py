"""Serials such as DN26-0412-7K3QX9TM: office, year, register number, and eight letters that cannot be guessed."""

import re
import secrets

from common.vietnamese import fold

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that reads as another letter: 0 O, 1 I L, U V
SECRET_LENGTH = 8  # 39 bits
SHAPE = re.compile(r"^([A-Z]{1,6})(\d{2})(\d{4,7})([0-9A-Z]{8})$")


def new_serial(place: str, year: int, number: int) -> str:
    """A fresh serial; `place` gives its initials (Đồng Nai → DN)."""
    initials = "".join(word[0] for word in fold(place).split() if word[0].isalpha())[:6].upper() or "X"
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))
    return f"{initials}{year % 100:02d}-{number:04d}-{secret}"


def as_printed(typed: str) -> str:
    """What somebody typed, with its hyphens and capitals back; empty when it cannot be a serial."""
    letters = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    found = SHAPE.match(letters)
    if not found:
        return ""
    place, year, number, secret = found.groups()
    return f"{place}{year}-{number}-{secret}"
