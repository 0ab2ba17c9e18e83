"""From the content's data to scenes: which slide stands while which sentence is said."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from tools.drawing import slides
from tools.narration import sentences


@dataclass(frozen=True)
class Scene:
    """One sentence and the slide behind it; `last` scenes are followed by a longer pause."""

    text: str
    slide: Callable[[], Image.Image]
    key: str
    last: bool


@dataclass(frozen=True)
class Story:
    """A video to be: its name, the data it comes from and its scenes."""

    name: str
    source: dict[str, Any]
    scenes: list[Scene]


def stories(content: Path) -> list[Story]:
    topics = {t["slug"]: t["short"] for t in _load(content / "topics.toml")["topic"]}
    tutorials = [_load(path) for path in sorted((content / "tutorials").glob("*.toml"))]
    lessons = [(path.stem, _load(path)) for path in sorted((content / "slides").glob("*.toml"))]
    return [tutorial_story(d, topics[d["topic"]]) for d in tutorials] + [
        lesson_story(n, d) for n, d in lessons
    ]


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _scenes(text: str, key: str, slide: Callable[[], Image.Image]) -> list[Scene]:
    parts = sentences(text)
    return [Scene(part, slide, key, index == len(parts) - 1) for index, part in enumerate(parts)]


def tutorial_story(data: dict[str, Any], series: str) -> Story:
    """Opening, what is needed, the steps, what to remember."""
    steps, script = data["steps"], data["script"]
    opening = sentences(script[0])
    found = _scenes(opening[0], "title", lambda: slides.title(series, data["title"], steps[-1]["screen"]))
    rest = " ".join(opening[1:])
    found += _scenes(
        rest, "need", lambda: slides.need(series, data["need_first"], len(steps), steps[0]["screen"])
    )
    for number, (step, said) in enumerate(zip(steps, script[1:-1], strict=True), 1):
        found += _scenes(said, f"step{number}", _step(series, number, len(steps), step))
    closing = script[-1].removeprefix("Nhớ nha. ")
    found += _scenes(script[-1], "closing", lambda: slides.closing(series, closing, data["help_contact"]))
    return Story(Path(data["video"]).stem, data, found)


def _step(series: str, number: int, of: int, step: dict[str, Any]) -> Callable[[], Image.Image]:
    return lambda: slides.step(series, number, of, step["text"], step["screen"])


def lesson_story(name: str, data: dict[str, Any]) -> Story:
    """A title, then slides whose points appear as they are spoken of."""
    series = data["series"]
    found = _scenes(data["opening"], "title", lambda: slides.title(series, data["title"], data["screen"]))
    for number, slide in enumerate(data["slide"], 1):
        for index, said in enumerate(slide["say"]):
            shown = min(index, len(slide["points"]))
            found += _scenes(said, f"slide{number}-{shown}", _points(series, slide, shown))
    return Story(name, data, found)


def _points(series: str, slide: dict[str, Any], shown: int) -> Callable[[], Image.Image]:
    return lambda: slides.points(
        series, slide["heading"], slide.get("sub", ""), slide["points"], shown, slide.get("screen", [])
    )
