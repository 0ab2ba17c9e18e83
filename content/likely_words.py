"""Which words somebody meant: typing by ear, one slip of a finger, Telex or VNI left off, syllables run together.

Everything here is folded (no accents, lower case); `known` are the words of what is on the shelf.
"""

import re
from collections.abc import Iterator, Set

SHORT_FORMS = {
    "bhxh": "bao hiem xa hoi",
    "bhyt": "bao hiem y te",
    "cccd": "can cuoc",
    "cmnd": "can cuoc",
    "dt": "dien thoai",
    "dvc": "dich vu cong",
    "mk": "mat khau",
    "otp": "ma otp",
    "sdt": "so dien thoai",
    "tk": "tai khoan",
    "tkngh": "tai khoan ngan hang",
    "ubnd": "uy ban nhan dan",
}
# As they sound in the South-East: s like x, tr like ch, final n like ng; and i for y, k for c, z for d.
SOUNDS = [(re.compile(pattern), heard) for pattern, heard in (
    (r"^ngh", "ng"), (r"^gh", "g"), (r"^(?:gi|z)(?=[aeou])", "d"), (r"^tr", "ch"), (r"^x", "s"), (r"^k(?!h)", "c"),
    (r"^[qk]u", "cu"), (r"y", "i"), (r"ng$", "n"), (r"t$", "c"),
)]  # fmt: skip
TELEX_TONE = re.compile(r"[sfrxj](?=[cghmnpt]*$)")
TELEX_LETTERS = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"))
VNI = re.compile(r"(?<=[a-z0-9])[1-9]")
MOST_RUN = 4  # syllables that are taken apart
SHORTEST = 3  # letters of a word in which a slip is forgiven
LONG = 7  # letters from which two are


def meant(word: str, known: Set[str]) -> set[str]:
    """The known words it may stand for, nearest guess first to be found; nothing when nothing is near."""
    for guess in (_telex, _vni, _by_ear, _run_together, _slip):
        found = guess(word, known)
        if found:
            return found
    return set()


def _telex(word: str, known: Set[str]) -> set[str]:
    """“hoof sow” for hồ sơ."""
    bare = TELEX_TONE.sub("", word, count=1)
    for typed, letter in TELEX_LETTERS:
        bare = bare.replace(typed, letter)
    return {bare} & known if bare != word else set()


def _vni(word: str, known: Set[str]) -> set[str]:
    """“d9a8ng ky1” for đăng ký."""
    return {VNI.sub("", word)} & known


def _by_ear(word: str, known: Set[str]) -> set[str]:
    heard = sound(word)
    return {one for one in known if sound(one) == heard} if len(word) >= SHORTEST else set()


def _run_together(word: str, known: Set[str]) -> set[str]:
    """“hoso”, “datlichkham”: every piece is a known word."""
    return {" ".join(pieces) for pieces in _pieces(word, known, MOST_RUN) if len(pieces) > 1}


def _pieces(word: str, known: Set[str], most: int) -> Iterator[list[str]]:
    if word in known:
        yield [word]
    for place in range(2, len(word) - 1) if most > 1 else ():
        if word[:place] in known:
            yield from ([word[:place], *rest] for rest in _pieces(word[place:], known, most - 1))


def _slip(word: str, known: Set[str]) -> set[str]:
    if len(word) < SHORTEST:
        return set()
    most = 2 if len(word) >= LONG else 1
    return {
        one for one in known if len(one) >= SHORTEST and one[0] == word[0] and slips(word, one, most) <= most
    }


def sound(word: str) -> str:
    """One spelling for those that sound alike."""
    for pattern, heard in SOUNDS:
        word = pattern.sub(heard, word)
    return word


def slips(typed: str, right: str, most: int) -> int:
    """Letters left out, put in, changed, or swapped with their neighbour; `most` + 1 when there are more."""
    if abs(len(typed) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(typed, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and typed[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)
