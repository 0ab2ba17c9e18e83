"""What a player's pass says (common.passes). No models."""

from dataclasses import dataclass

SECONDS = 300


@dataclass(frozen=True, slots=True)
class Pass:
    """Who reports what to which row, until when (Unix seconds), and by what it is counted."""

    account: int
    session: str
    lesson: str
    activity: int
    enrolment: int
    row: int
    film: str
    duration: float
    share: float
    done: bool
    until: int
