"""What the pass of an open paper says (common.passes). No models."""

from dataclasses import dataclass

SECONDS = 300


@dataclass(frozen=True, slots=True)
class PaperPass:
    """Whose open attempt it is, by row and by address, until when (Unix seconds)."""

    account: int
    session: str
    attempt: int
    uuid: str
    until: int
