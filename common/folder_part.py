"""One file of a folder that several apps fill: its name inside, what it is, and who writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True)
class Part:
    """`write` puts the bytes into an open file."""

    name: str
    title: str
    write: Callable[[IO[bytes]], object]
