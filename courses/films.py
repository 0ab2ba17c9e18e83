"""The film of a version as one reader may open it."""

from datetime import datetime
from typing import Any

from common.members_films import all_signed, is_for_members, path_of

PREFERRED_HEIGHT = 360
RATES = (0.75, 1, 1.25, 1.5, 2)  # faster than twice would not count


def shown(media: dict[str, Any], *, frugal: bool, at: datetime) -> dict[str, Any] | None:
    """What a page plays: 360p first, or the smallest for who saves data; None without a film."""
    outputs = media.get("outputs") or []
    if not outputs:
        return None
    film = openable(media, at=at)
    fitting = [output for output in film["outputs"] if output["height"] <= PREFERRED_HEIGHT]
    fitting = fitting or film["outputs"][:1]
    return {**film, "tracks": tracks(film), "rates": RATES, "first": fitting[0] if frugal else fitting[-1]}


def tracks(media: dict[str, Any]) -> list[dict[str, str]]:
    """Subtitles, Vietnamese first; versions of before there were several have one address."""
    vietnamese = {"lang": "vi", "label": "Tiếng Việt", "url": media.get("captions", "")}
    return media.get("tracks") or ([vietnamese] if vietnamese["url"] else [])


def openable(media: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """The description with addresses of a few hours where the film is for members only."""
    paths = [path_of(output["url"]) for output in media.get("outputs", [])[:1]]
    if not any(path and is_for_members(path) for path in paths):
        return media
    opened: dict[str, Any] = all_signed(media, at=at)
    return opened
