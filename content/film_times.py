"""Places in a film as trainers write them: 1:30, 1:02:05."""

import re

WRITTEN = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$")


def seconds_in(text: str) -> float | None:
    """Seconds from the beginning; None for what is no such place."""
    found = WRITTEN.match(text.strip())
    if not found:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return None if hours and minutes > 59 else float(3600 * hours + 60 * minutes + seconds)
