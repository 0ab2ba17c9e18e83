"""Which question goes to which section: a fair draw though pools overlap, as a pure function."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Choose = Callable[[Sequence[int], int], Sequence[int]]
Taken = dict[int, int]  # question → place of the section that has it


@dataclass(frozen=True)
class Pool:
    """The usable questions of a section in their own order, and how many it asks; a fixed one asks all it chose."""

    questions: Sequence[int]
    draw: int
    fixed: bool = False


def drawn(pools: Sequence[Pool], chance: Random, *, shuffle: bool = True) -> list[list[int]]:
    """The questions of each section, none twice; fewer than asked only where no draw whatever could find them.

    With `shuffle` in random order, else in the order of the pool.
    """
    found = _divided(pools, chance.sample)
    if shuffle:
        return [chance.sample(questions, len(questions)) for questions in found]
    return [
        [question for question in pool.questions if question in questions]
        for pool, questions in zip(pools, map(set, found), strict=True)
    ]


def missing(pools: Sequence[Pool]) -> list[int]:
    """How many questions each section lacks, with what the others take counted once: all 0 when a paper can be made."""
    found = _divided(pools, lambda free, number: free[:number])
    return [pool.draw - len(questions) for pool, questions in zip(pools, found, strict=True)]


def _divided(pools: Sequence[Pool], choose: Choose) -> list[list[int]]:
    """Fixed sections first, then the narrowest pools; whoever comes short gets what another can replace.

    The order within a section means nothing yet.
    """
    taken: Taken = {}
    for place in sorted(range(len(pools)), key=lambda at: (not pools[at].fixed, len(pools[at].questions))):
        pool = pools[place]
        free = [question for question in pool.questions if question not in taken]
        chosen = choose(free, min(len(free), pool.draw))
        taken |= dict.fromkeys(chosen, place)
        for _more in range(pool.draw - len(chosen)):
            if not _make_room(pools, taken, place, choose):
                break
    held: list[list[int]] = [[] for _pool in pools]
    for question, place in taken.items():
        held[place].append(question)
    return held


def _make_room(pools: Sequence[Pool], taken: Taken, place: int, choose: Choose) -> bool:
    """One more question for a section, by the shortest chain of sections that each hand one on."""
    cameby: dict[int, tuple[int, int]] = {}  # section asked to hand on → (who asks, which question)
    waiting = deque([place])
    while waiting:
        asking = waiting.popleft()
        free = [question for question in pools[asking].questions if question not in taken]
        if free:
            _hand_on(taken, cameby, asking, choose(free, 1)[0])
            return True
        for other in range(len(pools)):
            held = [question for question in pools[asking].questions if taken.get(question) == other]
            if held and other not in cameby and other != place:
                cameby[other] = (asking, choose(held, 1)[0])
                waiting.append(other)
    return False


def _hand_on(taken: Taken, cameby: dict[int, tuple[int, int]], place: int, question: int) -> None:
    """Along the chain: the last takes the free question, each before it takes what the next gives up."""
    taken[question] = place
    while place in cameby:
        place, question = cameby[place]
        taken[question] = place
