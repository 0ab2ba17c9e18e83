"""Make the outlines of the map: boundaries that neighbours share, simplified once, as short SVG paths.

Example: python tools/map_outlines.py --data FOLDER --out data/map
FOLDER holds geo/*.geojson, commune_points.csv and dong_nai_2024_mapping.csv. Needs the standard library only.
"""

import argparse
import csv
import itertools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

Spot = tuple[int, int]
Rings = dict[str, list[list[Spot]]]
LONG_SIDE = 1200  # units of the drawing: 160 m for the province of 2025, 90 m for that of 2023
SLACK = 1.6  # units by which a simplified line may leave the true one
NEAR = 4  # ten-thousandths of a degree: a corner this near to a neighbour's line lies on it


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    old = _read(options.data / "geo" / "communes_2023_schematic.geojson")
    merged = _groups_2024(options.data / "dong_nai_2024_mapping.csv")
    new = _read(options.data / "geo" / "communes_2025.geojson")
    points = _points(options.data / "commune_points.csv")
    for year, rings, group, layer in (
        (2023, old, {}, "2023"), (2024, old, merged, "2023"), (2025, new, {}, "2025"),
    ):  # fmt: skip
        told = drawing(rings, group, points[layer])
        text = json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True)
        (options.out / f"outlines_{year}.json").write_text(text + "\n", encoding="utf-8")
        print(year, len(told["paths"]), "outlines,", len(text), "bytes")


def drawing(rings: Rings, group: dict[str, str], points: dict[str, Spot]) -> dict[str, object]:
    """Paths by code in one box, with a point inside each for its mark; `group` merges several into one."""
    rings = _with_corners_of_neighbours(rings)
    edges = _outer_edges(rings, group)
    lines = _lines(edges)
    to_box, box = _projection([spot for ring in edges.values() for edge in ring for spot in edge])
    thin = {key: _simplified([to_box(spot) for spot in line]) for key, line in lines.items()}
    paths = {code: _path(_stitched(code, edges[code], lines, thin)) for code in edges}
    return {"box": box, "paths": paths, "points": {c: _rounded(to_box(points[c])) for c in edges}}


def _read(path: Path) -> Rings:
    found: Rings = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        found[feature["properties"]["code"]] = [
            [_fixed(spot) for spot in ring] for part in parts for ring in part
        ]
    return found


def _fixed(spot: Iterable[float]) -> Spot:
    x, y = spot
    return round(x * 10000), round(y * 10000)


def _points(path: Path) -> dict[str, dict[str, Spot]]:
    found: dict[str, dict[str, Spot]] = defaultdict(dict)
    with path.open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            found[row["layer"]][row["code"]] = _fixed((float(row["lon"]), float(row["lat"])))
    return found


def _groups_2024(path: Path) -> dict[str, str]:
    """The code of 2024 of every commune of 2023 that went into another one as a whole."""
    with path.open(encoding="utf-8") as source:
        return {
            row["old_code"]: row["new_code"] for row in csv.DictReader(source) if row["extent"] == "whole"
        }


def _pairs(ring: list[Spot]) -> Iterable[tuple[Spot, Spot]]:
    return ((a, b) for a, b in itertools.pairwise(ring) if a != b)


def _with_corners_of_neighbours(rings: Rings) -> Rings:
    """Where a neighbour has a corner on a straight line, this ring gets it too, so that both run alike."""
    count = Counter(frozenset(pair) for parts in rings.values() for ring in parts for pair in _pairs(ring))
    loose = {spot for pair, times in count.items() if times == 1 for spot in pair}
    return {
        code: [
            [spot for pair in _pairs(ring) for spot in _split(pair, count[frozenset(pair)], loose)]
            + ring[-1:]
            for ring in parts
        ]
        for code, parts in rings.items()
    }


def _split(pair: tuple[Spot, Spot], times: int, loose: set[Spot]) -> list[Spot]:
    a, b = pair
    if times > 1:
        return [a]
    inside = [spot for spot in loose if spot not in pair and _lies_on(spot, a, b)]
    return [a, *sorted(inside, key=lambda spot: math.dist(spot, a))]


def _lies_on(spot: Spot, a: Spot, b: Spot) -> bool:
    if not (min(a[0], b[0]) - NEAR <= spot[0] <= max(a[0], b[0]) + NEAR):
        return False
    length = math.dist(a, b)
    along = ((spot[0] - a[0]) * (b[0] - a[0]) + (spot[1] - a[1]) * (b[1] - a[1])) / length
    return 0 < along < length and _off(spot, a, b) <= NEAR


def _off(spot: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    length = math.dist(a, b)
    if not length:
        return math.dist(spot, a)
    return abs((b[0] - a[0]) * (a[1] - spot[1]) - (a[0] - spot[0]) * (b[1] - a[1])) / length


def _outer_edges(rings: Rings, group: dict[str, str]) -> dict[str, set[tuple[Spot, Spot]]]:
    """Directed edges by (merged) code; what two members of one group share, in opposite directions, is gone."""
    edges: dict[str, set[tuple[Spot, Spot]]] = defaultdict(set)
    for code, parts in rings.items():
        mine = edges[group.get(code, code)]
        for ring in parts:
            for a, b in _pairs(ring):
                if (b, a) in mine:
                    mine.discard((b, a))
                else:
                    mine.add((a, b))
    return dict(edges)


def _lines(edges: dict[str, set[tuple[Spot, Spot]]]) -> dict[tuple[Spot, Spot], list[Spot]]:
    """The lines between places where several boundaries meet, by their first directed edge, each way round."""
    ways: dict[Spot, set[Spot]] = defaultdict(set)
    owners: dict[Spot, set[str]] = defaultdict(set)
    for code, mine in edges.items():
        for a, b in mine:
            ways[a].add(b)
            ways[b].add(a)
            owners[a].add(code)
    nodes = {spot for spot, others in ways.items() if len(others) != 2}
    nodes |= {min(ring) for ring in _islands(ways, nodes)}
    found = {}
    for node in nodes:
        for step in ways[node]:
            line = [node, step]
            while line[-1] not in nodes:
                line.append(next(spot for spot in ways[line[-1]] if spot != line[-2]))
            found[node, step] = line
    return found


def _islands(ways: dict[Spot, set[Spot]], nodes: set[Spot]) -> list[set[Spot]]:
    """Rings that touch nothing else."""
    left = set(ways)
    rings = []
    while left:
        waiting, ring = [left.pop()], set()
        while waiting:
            spot = waiting.pop()
            ring.add(spot)
            waiting.extend(other for other in ways[spot] if other in left)
            left.difference_update(ways[spot])
        if not ring & nodes:
            rings.append(ring)
    return rings


def _projection(spots: list[Spot]) -> tuple[object, str]:
    xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
    left, top = min(xs), max(ys)
    narrow = math.cos(math.radians((min(ys) + top) / 20000))
    scale = LONG_SIDE / max((max(xs) - left) * narrow, top - min(ys))

    def to_box(spot: Spot) -> tuple[float, float]:
        return (spot[0] - left) * narrow * scale, (top - spot[1]) * scale

    width, height = to_box((max(xs), min(ys)))
    return to_box, f"0 0 {math.ceil(width)} {math.ceil(height)}"


def _rounded(spot: tuple[float, float]) -> Spot:
    return round(spot[0]), round(spot[1])


def _simplified(line: list[tuple[float, float]]) -> list[Spot]:
    """Douglas and Peucker, from the same end whichever way the line is walked."""
    if line[0] > line[-1] or (line[0] == line[-1] and line[1] > line[-2]):
        return _simplified(line[::-1])[::-1]
    if line[0] == line[-1] and len(line) > 3:
        far = max(range(len(line)), key=lambda at: math.dist(line[at], line[0]))
        return _thin(line[: far + 1])[:-1] + _thin(line[far:])
    return _thin(line)


def _thin(line: list[tuple[float, float]]) -> list[Spot]:
    off = [_off(spot, line[0], line[-1]) for spot in line]
    worst = max(range(len(line)), key=off.__getitem__)
    if off[worst] <= SLACK:
        return [_rounded(line[0]), _rounded(line[-1])]
    return _thin(line[: worst + 1])[:-1] + _thin(line[worst:])


def _stitched(
    code: str, mine: set[tuple[Spot, Spot]], lines: dict[tuple[Spot, Spot], list[Spot]],
    thin: dict[tuple[Spot, Spot], list[Spot]],
) -> list[list[Spot]]:  # fmt: skip
    """The rings of one unit from the lines that run along it in its own direction."""
    begin: dict[Spot, list[tuple[Spot, Spot]]] = defaultdict(list)
    for key in mine:
        if key in lines:
            begin[key[0]].append(key)
    rings = []
    while begin:
        start = here = next(iter(begin))
        ring: list[Spot] = []
        while True:
            key = begin[here].pop()
            if not begin[here]:
                del begin[here]
            ring += thin[key][:-1]
            here = lines[key][-1]
            if here == start or here not in begin:
                break
        rings.append(ring)
    return [ring for ring in rings if len(set(ring)) > 2]  # smaller than a unit: nothing to draw


def _path(rings: list[list[Spot]]) -> str:
    """Relative whole numbers, as few signs as SVG allows."""
    parts = []
    for ring in rings:
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(ring) if a != b]
        numbers = [number for step in steps for number in step]
        text = "".join(str(number) if number < 0 else f" {number}" for number in numbers).strip()
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{text}z")
    return "".join(parts)


if __name__ == "__main__":
    main()
