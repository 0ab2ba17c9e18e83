"""Where a key by numbers cannot be trusted: two questions have one number, or one question two answers."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from assessments.importers.key_tables import is_key
from assessments.importers.layout_block import Block
from assessments.importers.layout_reason import parted


def doubts(
    blocks: Sequence[Block], kept: Sequence[tuple[int, str]], wrong: Mapping[int, str]
) -> dict[int, str]:
    """A sentence for each place whose question leans on such a key."""
    numbers = [block.number for block in blocks]
    sure = _numbered_once(numbers, [number for number, _key in kept])
    disputed = _disputed(Counter(numbers), kept)
    found: dict[int, str] = {}
    for place, block in enumerate(blocks):
        if block.key:
            if other := _other(block, numbers, kept):
                two = {"own": block.key, "listed": other}
                found[place] = _("Đáp án ghi ở câu (%(own)s) khác với bảng đáp án (%(listed)s).") % two
            continue
        if block.options and block.number in wrong:
            found[place] = wrong[block.number]
        elif block.options and block.number in disputed:
            said = {"number": block.number, "keys": ", ".join(disputed[block.number])}
            found[place] = _("Tệp có nhiều đáp án khác nhau cho câu %(number)s (%(keys)s).") % said
        elif place >= sure:
            found[place] = _(
                "Từ đây số câu không khớp bảng đáp án (có hai câu cùng số) nên không rõ đáp án của câu này."
            )
    return found


def _other(block: Block, asked: Sequence[int], kept: Sequence[tuple[int, str]]) -> str:
    """What a key says otherwise of a question that has its own answer; "" where the numbers may mean another."""
    told = [parted(key)[0] for number, key in kept if number == block.number]
    if not block.options or asked.count(block.number) > 1 or len(told) != 1:
        return ""
    own, listed = _letters(block.key), _letters(told[0])
    return told[0] if own and listed and own != listed else ""


def _letters(key: str) -> set[str]:
    """Of a key that is nothing but letters of options."""
    bare = key.strip("()[]. ").upper()
    return set(re.findall("[A-H]", bare)) if re.fullmatch(r"[A-H](?:[\s,;&+]*[A-H])*", bare) else set()


def _numbered_once(asked: Sequence[int], given: Sequence[int]) -> int:
    """How many questions come before one whose number is there twice, while a number of the key is nobody's."""
    wanted, told = Counter(asked), Counter(given)
    if all(count <= wanted[number] for number, count in told.items()):
        return len(asked)
    seen: Counter[int] = Counter()
    for place, number in enumerate(asked):
        seen[number] += 1
        if seen[number] > told[number] > 0:
            return place
    return len(asked)


def _disputed(asked: Counter[int], kept: Sequence[tuple[int, str]]) -> dict[int, list[str]]:
    """Numbers with more letters in the keys than questions; a table inside a question may look like a key."""
    letters: dict[int, list[str]] = defaultdict(list)
    for number, said in kept:
        if is_key(key := parted(said)[0]):
            letters[number].append(key.upper().strip(" ."))
    return {
        number: list(dict.fromkeys(keys))
        for number, keys in letters.items()
        if len(keys) > asked[number] and len(set(keys)) > 1
    }
