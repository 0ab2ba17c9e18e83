"""Serials such as DN26-0412-7K3QX9TM7: office, year, register number, eight letters nobody can guess, a check letter."""

import re
import secrets

from common.vietnamese import fold

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that reads as another letter: 0 O, 1 I L, U V
SECRET_LENGTH = 8  # 39 bits
WRITTEN = re.compile(r"^[A-Z]{1,6}\d{2}-\d{4,7}-[0-9A-Z]{8,9}$", re.ASCII)
HEAD = re.compile(r"^([A-Z]{1,6})(\d[0-9OIL]{5,8})$", re.ASCII)
IN_TEXT = re.compile(r"(?<![0-9A-Z])[A-Z]{1,6}\d{2}-\d{4,7}-[0-9A-Z]{8,9}(?![0-9A-Z])", re.ASCII)
VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MODULUS = 37  # a prime above 36, of which 2 is a primitive root: every wrong and every swapped letter changes the sum
READS_AS = str.maketrans("OIL", "011")


def new_serial(place: str, year: int, number: int) -> str:
    """A fresh serial; `place` gives its initials (Đồng Nai → DN)."""
    initials = "".join(word[0] for word in fold(place).split() if word[0].isalpha())[:6].upper() or "X"
    while True:
        secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))
        check = check_letter(f"{initials}{year % 100:02d}{number:04d}{secret}")
        if check in ALPHABET:  # seven in 37 would need a letter that reads as another
            return f"{initials}{year % 100:02d}-{number:04d}-{secret}{check}"


def check_letter(letters: str) -> str:
    """The last letter of a serial, from all before it; `*` is never given."""
    total = sum(
        VALUES.index(letter) * pow(2, place, MODULUS) for place, letter in enumerate(letters, start=1)
    )
    return f"{VALUES}*"[total % MODULUS]


def as_printed(typed: str) -> str:
    """What somebody typed, with its hyphens and capitals back; empty when it cannot be a serial.

    In the numbers O is read as 0, I and L as 1; the last letters never contain them.
    """
    with_hyphens = WRITTEN.match(typed.upper().strip())
    if with_hyphens:  # as it is in addresses: nothing to guess
        return typed.upper().strip()
    letters = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    for length in (SECRET_LENGTH + 1, SECRET_LENGTH):
        head = HEAD.match(letters[:-length])
        if head:
            numbers = head[2].translate(READS_AS)
            return f"{head[1]}{numbers[:2]}-{numbers[2:]}-{letters[-length:]}"
    return ""


def is_mistyped(serial: str) -> bool:
    """Of a serial that no register knows: whether a letter is wrong, swapped or missing.

    Serials of eight letters were given before there was a check letter; those are known, or they lack a letter.
    """
    letters = serial.replace("-", "")
    *_head, secret = serial.split("-")
    return len(secret) == SECRET_LENGTH or check_letter(letters[:-1]) != letters[-1]


def serial_in(text: str) -> str:
    """The first serial in the text of a file; empty when there is none."""
    found = IN_TEXT.search(text)
    return found[0] if found else ""
