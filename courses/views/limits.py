"""How often one account may report: by account, so that a classroom behind one address is never counted together.

Counted in each web process by itself: the limit protects the process, and asking a cache would cost more than a report.
"""

import time

LIMIT = 240  # reports a minute; a player sends eight, somebody with ten tabs eighty
WINDOW = 60.0
MOST_REMEMBERED = 20_000

_counts: dict[int, tuple[float, int]] = {}


def too_often(account: int, now: float | None = None) -> bool:
    """Count one more; whether it is too many within this minute."""
    now = time.monotonic() if now is None else now
    begun, count = _counts.get(account, (now, 0))
    if now - begun >= WINDOW:
        begun, count = now, 0
    if len(_counts) > MOST_REMEMBERED:
        _counts.clear()
    _counts[account] = (begun, count + 1)
    return count >= LIMIT


def forget() -> None:
    """Begin anew; for tests."""
    _counts.clear()
