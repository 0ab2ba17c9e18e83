"""Small pictures along a film, for the time bar: one sheet, and a WebVTT whose cues point into it."""

import math
from dataclasses import dataclass
from pathlib import Path

import ffmpeg

from content.video.arguments import QUIET
from content.video.commands import ffmpeg_binary
from content.video.film_arguments import GOP_SECONDS
from content.video.plan import Step

SHEET, CUES = "storyboard.jpg", "storyboard.vtt"
LONG_SIDE = 160
MOST = 100  # a picture every 4 seconds, fewer in a film of more than seven minutes
COLUMNS = 10


@dataclass(frozen=True)
class Board:
    """The sheet's plan: `every` is how many key frames one picture stands for."""

    seconds: float
    every: int
    count: int
    width: int
    height: int

    @property
    def columns(self) -> int:
        return min(COLUMNS, self.count)

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    @property
    def step(self) -> int:
        """Seconds between two pictures."""
        return GOP_SECONDS * self.every


def board(seconds: float, smallest: Step) -> Board:
    """For a film of this length whose smallest rung is given."""
    keys = max(1, math.ceil(seconds / GOP_SECONDS))
    every = math.ceil(keys / MOST)
    scale = LONG_SIDE / max(smallest.width, smallest.height)
    width, height = (max(2, 2 * round(side * scale / 2)) for side in (smallest.width, smallest.height))
    return Board(seconds, every, math.ceil(keys / every), width, height)


def sheet(film: Path, made: Board, target: Path) -> list[str]:
    """Reads key frames only, so it costs next to nothing."""
    picture = ffmpeg.input(str(film), skip_frame="nokey").video
    picture = picture.filter("select", f"not(mod(n,{made.every}))").filter("scale", made.width, made.height)
    picture = picture.filter("tile", f"{made.columns}x{made.rows}")
    graph = picture.output(str(target), **{"frames:v": 1, "update": 1, "q:v": 5}).global_args(*QUIET)
    return list(ffmpeg.compile(graph, cmd=ffmpeg_binary(), overwrite_output=True))


def cues(made: Board) -> str:
    """The WebVTT."""
    return "\n\n".join(["WEBVTT", *(_cue(made, place) for place in range(made.count))]) + "\n"


def _cue(made: Board, place: int) -> str:
    row, column = divmod(place, made.columns)
    begin, end = place * made.step, min((place + 1) * made.step, max(made.seconds, place * made.step + 0.5))
    area = f"{column * made.width},{row * made.height},{made.width},{made.height}"
    return f"{_time(begin)} --> {_time(end)}\n{SHEET}#xywh={area}"


def _time(seconds: float) -> str:
    minutes, left = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{left // 1000:02}.{left % 1000:03}"
