"""Child process: measures how high the small writing in a film is and prints it as one JSON line.

Run only by content.video.legibility, under limits. Writing is told from the rest by its order: marks of about the same
height, side by side on one line, that stand out from a quiet ground. Usage: legible.py FILE CONTAINERS PROTOCOLS
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

import av
from PIL import Image, ImageChops, ImageFilter

FRAMES = 12  # pictures looked at, spread over the film
HEIGHT = 720  # the short side they are brought to: marks of 1.5 points at 240p are 4 to 5 points here
CONTRAST = 60  # of 255, between a mark and the ground around it
GROUND = 12  # points around a pixel that are its ground
LOWEST, HIGHEST = 4, 120  # points: smaller is noise, higher is no writing
LINE = 6  # marks in a row that make a line of writing
LETTERS = 15  # in lines, or there is no writing worth a word
MOST_MARKS = 6_000  # more is grain, and would take minutes
GAP = 1.6  # heights between neighbours in a word or between words
INK = re.compile(b"\xff+")

Box = tuple[int, int, int, int]  # left, top, right, bottom


def measure(path: str, containers: str, protocols: str) -> dict[str, Any]:
    """Of every picture with writing the height of its small lines, as a share of the picture's short side."""
    found: list[float] = []
    looked = 0
    for picture in pictures(path, containers, protocols):
        looked += 1
        heights = sorted(letters(picture))
        if len(heights) >= LETTERS:
            # The smaller writing counts, but one stray line (a logo, a clock) does not speak for the picture.
            found.append(heights[len(heights) // 5] / min(picture.size))
    found.sort()
    return {"frames": looked, "written": len(found), "height": found[len(found) // 4] if found else None}


def pictures(path: str, containers: str, protocols: str) -> Iterator[Image.Image]:
    """Key frames spread over the film, grey, brought to one size."""
    options = {"format_whitelist": containers, "protocol_whitelist": protocols}
    with av.open(path, options=options, timeout=15) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        stream.codec_context.skip_frame = "NONKEY"
        length = container.duration or 0
        for number in range(FRAMES):
            if length:
                container.seek(int(length * (number + 0.5) / FRAMES))
            frame = next(container.decode(stream), None)
            if frame is not None:
                yield _grey(frame)
            if not length:
                return


def _grey(frame: Any) -> Image.Image:
    picture: Image.Image = frame.to_image().convert("L")
    scale = HEIGHT / min(picture.size)
    if scale < 1:  # never up: what was not in the original is not there to be read
        picture = picture.resize(
            (round(picture.width * scale), round(picture.height * scale)), Image.Resampling.LANCZOS
        )
    return picture


def letters(picture: Image.Image) -> list[float]:
    """For every letter the height of its line: dark on light or light on dark, whichever shows more of them.

    The other way round shows the insides of letters and the gaps between them.
    """
    ground = picture.filter(ImageFilter.BoxBlur(GROUND))
    ways = []
    for above, below in ((ground, picture), (picture, ground)):
        ink = ImageChops.subtract(above, below).point(lambda value: 255 if value > CONTRAST else 0)
        ways.append(_heights(_marks(ink)))
    return max(ways, key=len)


def _marks(ink: Image.Image) -> list[Box]:
    """Connected marks of a letter's size: rows of ink that touch from line to line."""
    width, data = ink.width, ink.tobytes()
    parents: list[int] = []
    boxes: list[list[int]] = []
    before: list[tuple[int, int, int]] = []
    for top in range(ink.height):
        now = []
        for run in INK.finditer(data, top * width, (top + 1) * width):
            start, end = run.start() - top * width, run.end() - top * width
            touching = [mark for left, right, mark in before if left <= end and start <= right]
            mark = _joined(touching, parents, boxes) if touching else _new(parents, boxes, start, top)
            if mark > MOST_MARKS:
                return []
            box = boxes[mark]
            box[0], box[2], box[3] = min(box[0], start), max(box[2], end), top + 1
            now.append((start, end, mark))
        before = now
    found = (_box(boxes[number]) for number, parent in enumerate(parents) if number == parent)
    return [box for box in found if _like_a_letter(box)]


def _box(edges: list[int]) -> Box:
    left, top, right, bottom = edges
    return left, top, right, bottom


def _new(parents: list[int], boxes: list[list[int]], left: int, top: int) -> int:
    parents.append(len(parents))
    boxes.append([left, top, left, top])
    return parents[-1]


def _joined(touching: list[int], parents: list[int], boxes: list[list[int]]) -> int:
    root, *others = {_root(mark, parents) for mark in touching}
    for other in others:
        parents[other] = root
        mine, its = boxes[root], boxes[other]
        boxes[root] = [min(mine[0], its[0]), min(mine[1], its[1]), max(mine[2], its[2]), max(mine[3], its[3])]
    return root


def _root(mark: int, parents: list[int]) -> int:
    while parents[mark] != mark:
        parents[mark] = parents[parents[mark]]
        mark = parents[mark]
    return mark


def _like_a_letter(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return LOWEST <= height <= HIGHEST and height / 8 <= width <= 3 * height


def _heights(marks: list[Box]) -> list[float]:
    """For every letter that stands in a row: how high a tall letter of the row is, as writing is sized by."""
    rows: list[list[Box]] = []
    for mark in sorted(marks):
        home = next((row for row in reversed(rows[-40:]) if _goes_on(row[-1], mark)), None)
        if home is None:
            rows.append([mark])
        else:
            home.append(mark)
    written = [sorted(box[3] - box[1] for box in row) for row in rows if len(row) >= LINE]
    return [heights[int(0.8 * len(heights))] for heights in written for _letter in heights]


def _goes_on(last: Box, mark: Box) -> bool:
    """The next letter of a line: near, about as high, on the same foot."""
    high, other = last[3] - last[1], mark[3] - mark[1]
    tall = max(high, other)
    return (
        -0.3 * tall <= mark[0] - last[2] <= GAP * tall
        and min(high, other) >= 0.5 * tall
        and abs(mark[3] - last[3]) <= 0.35 * tall
    )


if __name__ == "__main__":
    try:
        answer = measure(*sys.argv[1:4])
    except (av.FFmpegError, MemoryError, IndexError) as error:
        answer = {"error": str(error)}
    print(json.dumps(answer))
