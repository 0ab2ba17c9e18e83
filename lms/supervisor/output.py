"""The children's lines on one screen, each with the name of who said it."""

import os
import selectors
import sys
from typing import IO

WIDTH = 9


class Screen:
    """Reads the children's pipes without blocking and prints whole lines with a prefix."""

    def __init__(self, out: IO[bytes] | None = None) -> None:
        self._out = out or sys.stdout.buffer
        self._pipes = selectors.DefaultSelector()
        self._rest: dict[int, bytes] = {}

    def follow(self, name: str, descriptor: int) -> None:
        """Print what arrives at (a copy of) `descriptor` until its last writer closes it."""
        copy = os.dup(descriptor)
        os.set_blocking(copy, False)
        self._rest[copy] = b""
        self._pipes.register(copy, selectors.EVENT_READ, name)

    def pump(self, seconds: float) -> bool:
        """Wait at most so long for output and print it; say whether there was any."""
        ready = self._pipes.select(seconds)
        for key, _ in ready:
            self._read(key.fd, key.data)
        return bool(ready)

    def drain(self) -> None:
        """Print what the children said last, up to the end of their pipes."""
        while self._rest and self.pump(0.1):
            pass

    def say(self, name: str, text: str) -> None:
        for line in text.splitlines() or [""]:
            self._print(name, line.encode())

    def plain(self, text: str) -> None:
        self._write(text.encode() + b"\n")

    def _read(self, descriptor: int, name: str) -> None:
        chunk = os.read(descriptor, 65536)
        *lines, rest = (self._rest[descriptor] + chunk).split(b"\n")
        for line in lines:
            self._print(name, line)
        self._rest[descriptor] = rest
        if not chunk:
            self._close(descriptor, name)

    def _close(self, descriptor: int, name: str) -> None:
        if rest := self._rest.pop(descriptor):
            self._print(name, rest)
        self._pipes.unregister(descriptor)
        os.close(descriptor)

    def _print(self, name: str, line: bytes) -> None:
        self._write(name.ljust(WIDTH).encode() + b"| " + line + b"\n")

    def _write(self, data: bytes) -> None:
        try:
            self._out.write(data)
            self._out.flush()
        except BrokenPipeError:
            # Whoever read our output has left (`make run | head`): go on working in silence.
            self._out = open(os.devnull, "wb")  # noqa: SIM115 - lives as long as the process
