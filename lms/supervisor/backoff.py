"""How long to wait before a child that died is started again."""

from dataclasses import dataclass

FIRST = 0.5
CAP = 30.0
STABLE_AFTER = 60.0  # a child that lived this long starts again with a clean slate


@dataclass
class Backoff:
    """Doubles the wait with each early death, up to a cap; all times in seconds."""

    first: float = FIRST
    cap: float = CAP
    stable_after: float = STABLE_AFTER
    deaths: int = 0

    def after(self, lived: float) -> float:
        """Return the wait after a child that `lived` so long has died."""
        self.deaths = 1 if lived >= self.stable_after else self.deaths + 1
        return min(self.cap, self.first * 2.0 ** min(self.deaths - 1, 30))
