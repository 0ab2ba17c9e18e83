"""Where a page has ink, found on a small picture of it: how far it may be enlarged, and where it may be cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PIL import Image

PAPER = 235  # of 255; lighter than this is paper
EDGE = 14.0  # points: nearer to the edge no office printer reaches
CLEAN = 0.04  # of a row or column; rules of a table, seen across, are not more
SPECK = 0.0025  # of a row: a pixel and a half
LINE = 16  # points from one line to the next, or a little less
WIDE = 24  # points: wider gaps are not better


@dataclass(frozen=True)
class Ink:
    """Points from the left and the top; `rows` and `columns` say how much ink each holds, from 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float
    rows: Sequence[float] = ()
    columns: Sequence[float] = ()

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def high(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Cut:
    """`first` ends and `second` begins here: the same place, or a strip that both have."""

    first: float
    second: float

    @property
    def clean(self) -> bool:
        """Through nothing that is read."""
        return self.first == self.second


def ink_of(picture: Image.Image) -> Ink | None:
    """Of a picture of one pixel a point; None for a blank page."""
    dark = picture.convert("L").point([255 if shade < PAPER else 0 for shade in range(256)])
    box = dark.getbbox()
    if box is None:
        return None
    left, top = max(box[0], EDGE), max(box[1], EDGE)
    right, bottom = min(box[2], dark.width - EDGE), min(box[3], dark.height - EDGE)
    if left >= right or top >= bottom:
        return None
    return Ink(left, top, right, bottom, _profile(dark, across=True), _profile(dark, across=False))


def cut_between(profile: Sequence[float], lowest: float, highest: float, overlap: float) -> Cut:
    """In the widest gap, between paragraphs rather than lines, nearest to the middle.

    Where each row has ink, it is cut at the one that has least, and both halves show a strip.
    """
    middle = (lowest + highest) / 2
    rows = range(max(int(lowest) + 1, 0), min(int(highest), len(profile)))
    gaps = [list(run) for free, run in groupby(rows, lambda row: _is_free(profile, row)) if free]
    if gaps:
        gap = max(gaps, key=lambda one: (min(len(one), WIDE), -abs(one[len(one) // 2] - middle)))
        place = gap[len(gap) // 2] + 0.5
        return Cut(place, place)
    best = min(
        rows, key=lambda row: (round(_around(profile, row), 2), abs(row - middle)), default=int(middle)
    )
    half = min(overlap, highest - lowest) / 2
    place = min(max(best, lowest + half), highest - half)
    return Cut(place + half, place - half)


def _is_free(profile: Sequence[float], row: int) -> bool:
    """Whether nothing is read here: no more ink than rules of a table have, which cross all rows nearby."""
    rules = min(profile[max(row - LINE, 0) : row + LINE + 1])
    here = _around(profile, row)
    return here <= CLEAN and here - rules <= SPECK


def _around(profile: Sequence[float], row: int) -> float:
    """With its neighbours: a lone light row runs through letters."""
    near = profile[max(row - 1, 0) : row + 2]
    return max(near, default=1.0)


def _profile(dark: Image.Image, *, across: bool) -> list[float]:
    line = dark.resize((1, dark.height) if across else (dark.width, 1), Image.Resampling.BOX)
    return [shade / 255 for shade in line.tobytes()]
