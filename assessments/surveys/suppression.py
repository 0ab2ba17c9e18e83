"""Which groups of a published table are too small to show, so that no subtraction leads to them; arithmetic only."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
SMALLEST = 10


def hidden(sizes: Mapping[Key, int], k: int = SMALLEST, also: Collection[Key] = ()) -> set[Key]:
    """The groups whose figures stay unsaid beside a published total; `also` are unsaid already.

    Groups do not overlap. Whatever can be had by adding and subtracting what is shown is a union of groups that holds
    either nobody or at least k people: the unsaid ones together are at least k and at least two groups (the next
    smallest join them), and with a total below k everything is unsaid, the total too (`is_shown`).
    Groups of nobody say nothing and stay as they are.
    """
    present = {key: size for key, size in sizes.items() if size > 0}
    if not is_shown(sum(present.values()), k):
        return set(present)
    unsaid = {key for key, size in present.items() if size < k or key in also}
    rest = sorted((key for key in present if key not in unsaid), key=lambda key: present[key], reverse=True)
    while rest and unsaid and (len(unsaid) < 2 or sum(present[key] for key in unsaid) < k):
        unsaid.add(rest.pop())
    return unsaid


def is_shown(size: int, k: int = SMALLEST) -> bool:
    """Whether a figure over so many people may be told."""
    return size >= k
