"""How often one account may ask: by account, so that a classroom behind one address is never counted together.

Counted in each web process by itself: the limit protects the process, and asking a cache would cost more than what is
asked.
"""

import time

WINDOW = 60.0
MOST_REMEMBERED = 20_000


class PerMinute:
    """So many requests of one account within a minute."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._counts: dict[int, tuple[float, int]] = {}

    def exceeded(self, account: int, now: float | None = None) -> bool:
        """Count one more; whether it is too many within this minute."""
        now = time.monotonic() if now is None else now
        begun, count = self._counts.get(account, (now, 0))
        if now - begun >= WINDOW:
            begun, count = now, 0
        if len(self._counts) > MOST_REMEMBERED:
            self._counts.clear()
        self._counts[account] = (begun, count + 1)
        return count >= self.limit

    def forget(self) -> None:
        """Begin anew; for tests."""
        self._counts.clear()
