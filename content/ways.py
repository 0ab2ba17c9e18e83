"""The ways to take a tutorial in: what its published version holds decides which there are."""

from typing import Any

WATCH, LISTEN, READ = "xem", "nghe", "doc"


def ways_of(media: dict[str, Any]) -> list[str]:
    """Reading is always possible."""
    watch = [WATCH] if media.get("outputs") else []
    listen = [LISTEN] if media.get("audio") else []
    return [*watch, *listen, READ]
