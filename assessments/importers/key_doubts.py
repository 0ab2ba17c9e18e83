"""Where a key by numbers cannot be trusted: two questions have one number, or one question two answers."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from assessments.importers.key_tables import is_key
from assessments.importers.layout_block import Block


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
    for number, key in kept:
        if is_key(key):
            letters[number].append(key.upper())
    return {
        number: list(dict.fromkeys(keys))
        for number, keys in letters.items()
        if len(keys) > asked[number] and len(set(keys)) > 1
    }
