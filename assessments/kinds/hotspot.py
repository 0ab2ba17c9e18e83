"""Pointing at places on a picture; a grid of cells lets a keyboard point as well as a finger."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds.base import Body, Entry, Grade, foreign, graded, number, problems_among, rows

COLUMNS, ROWS = 20, 15
Point = tuple[float, float]


def problems(body: Body) -> list[str]:
    """Why nobody could answer it."""
    areas = rows(body, "areas")
    right = [area for area in areas if number(area.get("share")) > 0]
    return problems_among(
        [
            (not str(body.get("picture", "")).startswith("file:"), _("Câu này cần một hình.")),
            (not right, _("Chưa có vùng đúng nào trên hình.")),
            (
                any(not _sound(area) for area in areas),
                _("Có vùng không vẽ được: hãy xem lại tọa độ (từ 0 đến 1)."),
            ),
            (
                any(_sound(area) and not _reachable(area) for area in right),
                _("Có vùng đúng quá nhỏ, không chỉ trúng được bằng bàn phím: hãy vẽ rộng hơn."),
            ),
        ]
    )


def _sound(area: Mapping[str, Any]) -> bool:
    numbers = area.get("coords")
    if not isinstance(numbers, list) or any(not 0 <= number(one, -1) <= 1 for one in numbers):
        return False
    size = len(numbers)
    known = {"rect": size == 4, "circle": size == 3, "poly": size >= 6 and size % 2 == 0}
    return known.get(str(area.get("shape")), False)


def _reachable(area: Mapping[str, Any]) -> bool:
    return any(_inside(area, centre) for row in cells() for centre in row)


def cells() -> list[list[Point]]:
    """The centres of the grid's cells, row by row."""
    return [
        [((column + 0.5) / COLUMNS, round((row + 0.5) / ROWS, 4)) for column in range(COLUMNS)]
        for row in range(ROWS)
    ]


def most(body: Body) -> int:
    """How many places to point at: one where an area earns all, else one for each right area."""
    shares = [number(area.get("share")) for area in rows(body, "areas")]
    return 1 if max(shares, default=0) >= 1 else max(1, sum(share > 0 for share in shares))


def shown(body: Body, chance: Random) -> Entry:
    """The picture and how many places to point at."""
    return {"picture": body["picture"], "alt": str(body.get("alt", "")), "most": most(body)}


def key(body: Body) -> list[list[float]]:
    """A cell inside each right area."""
    right = [area for area in rows(body, "areas") if number(area.get("share")) > 0]
    centres = [centre for row in cells() for centre in row]
    found = [next((list(centre) for centre in centres if _inside(area, centre)), None) for area in right]
    return [centre for centre in found if centre][: most(body)]


def accepted(entry: Entry, answer: Any) -> list[list[float]]:
    """The points, within the picture and not too many."""
    points = [_point(one) for one in answer] if isinstance(answer, list) else [None]
    if None in points or len(points) > entry["most"]:
        foreign()
    return sorted(list(point) for point in points if point)


def _point(one: Any) -> Point | None:
    if isinstance(one, str):
        return _point([_float(part) for part in one.split(",")])
    if isinstance(one, list) and len(one) == 2 and all(0 <= number(part, -1) <= 1 for part in one):
        return (round(number(one[0]), 4), round(number(one[1]), 4))
    return None


def _float(text: str) -> float:
    try:
        return float(text[:12])
    except ValueError:
        return -1.0


def read(entry: Entry, name: str, sent: Mapping[str, list[str]]) -> list[str] | None:
    """A posted form's cells, or the coordinates of a click."""
    return list(sent[name]) if sent.get(name) else ([] if entry["most"] > 1 else None)


def grade(body: Body, answer: Any) -> Grade:
    """Each area counts once, however often it was hit; more points than asked for earn nothing."""
    given = [point for point in map(_point, answer) if point] if isinstance(answer, list) else []
    if len(given) > most(body):
        return graded(body, 0)
    hit = [area for area in rows(body, "areas") if any(_inside(area, point) for point in given)]
    shares = [number(area.get("share")) for area in hit]
    earned = max(shares, default=0.0) if most(body) == 1 else sum(shares)
    return graded(body, earned, [area.get("feedback") for area in hit])


def _inside(area: Mapping[str, Any], point: Point) -> bool:
    (x, y), numbers = point, area["coords"]
    if area["shape"] == "rect":
        left, top, right, bottom = numbers
        return bool(min(left, right) <= x <= max(left, right) and min(top, bottom) <= y <= max(top, bottom))
    if area["shape"] == "circle":
        return bool((x - numbers[0]) ** 2 + (y - numbers[1]) ** 2 <= numbers[2] ** 2)
    return _in_polygon(list(zip(numbers[::2], numbers[1::2], strict=True)), x, y)


def _in_polygon(corners: list[Point], x: float, y: float) -> bool:
    """Whether a ray to the right crosses the edges an odd number of times."""
    crossings = 0
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            crossings += 1
    return crossings % 2 == 1
