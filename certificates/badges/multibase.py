"""Base58 (Bitcoin's alphabet) and Ed25519 keys as multikeys, as VC Data Integrity writes them."""

from certificates.badges.errors import Uncheckable

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"  # multicodec of a public key
LONGEST = 200  # letters; the decoding is quadratic


def base58(data: bytes) -> str:
    """With `z` before it, a multibase string."""
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, place = divmod(number, 58)
        letters = ALPHABET[place] + letters
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + letters


def from_base58(text: object) -> bytes:
    """The bytes of a multibase string that begins with `z`."""
    if not isinstance(text, str) or not text.startswith("z") or len(text) > LONGEST:
        raise Uncheckable("not base58 multibase")
    letters, number = text[1:], 0
    for letter in letters:
        place = ALPHABET.find(letter)
        if place < 0:
            raise Uncheckable("not base58 multibase")
        number = number * 58 + place
    zeros = len(letters) - len(letters.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(raw: bytes) -> str:
    """z6Mk…: the public key's 32 bytes with their kind."""
    return base58(ED25519 + raw)


def from_multikey(text: object) -> bytes:
    """The 32 bytes of an Ed25519 public key; other kinds of key are not checked here."""
    data = from_base58(text)
    if not data.startswith(ED25519) or len(data) != 34:
        raise Uncheckable("not an Ed25519 multikey")
    return data[2:]
