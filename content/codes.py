"""Short codes for addresses on paper."""

import secrets
from collections.abc import Callable

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that a reader takes for another
LENGTH = 6


def new_code(taken: Callable[[str], bool]) -> str:
    """One that nothing has yet."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
        if not taken(code):
            return code
