"""Draw the demonstration's step pictures and lesson illustrations: `python -m tools.make_pictures`."""

import argparse
import tomllib
from pathlib import Path
from typing import Any

from PIL import Image

from tools.drawing import tokens as t
from tools.drawing.canvas import Canvas
from tools.drawing.field import furrows
from tools.drawing.illustrations import LAYOUTS
from tools.drawing.palette import palette
from tools.drawing.phone import draw_phone

DEMO = Path(__file__).resolve().parent.parent / "lms" / "demo"
CONTENT, PICTURES = DEMO / "content", DEMO / "pictures"


def step_picture(number: int, screen: list[str]) -> Image.Image:
    """A phone rising from the lower edge, with the step's number on a gold disc."""
    c = Canvas(480, 360, t.PRIMARY_SOFT)
    furrows(c, 0, 262, 480, 98, t.FURROW, rows=7, width=1.2)
    draw_phone(c, 116, 22, 276, 520, screen)
    c.disc(62, 64, 39, fill=t.SURFACE)
    c.disc(62, 64, 35, fill=t.ACCENT)
    c.text(62, 63, str(number), 40, t.ON_ACCENT, "bold", "mm")
    return c.image()


def save(image: Image.Image, name: str) -> int:
    """A PNG in the design's own colours: every phone opens it, it stays small and no token drifts."""
    path = PICTURES / name
    image.quantize(palette=palette(), dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def jobs() -> list[tuple[str, Image.Image]]:
    """Every picture the content names, drawn."""
    found: list[tuple[str, Image.Image]] = []
    for path in sorted((CONTENT / "tutorials").glob("*.toml")):
        tutorial: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
        for number, step in enumerate(tutorial["steps"], 1):
            found.append((step["picture"], step_picture(number, step["screen"])))
    for spec in tomllib.loads((CONTENT / "illustrations.toml").read_text("utf-8"))["picture"]:
        found.append((spec["name"], LAYOUTS[spec["layout"]](spec)))
    return found


def main() -> None:
    argparse.ArgumentParser(description=__doc__, epilog="Example: python -m tools.make_pictures").parse_args()
    PICTURES.mkdir(exist_ok=True)
    sizes = [save(image, name) for name, image in jobs()]
    print(f"{len(sizes)} pictures, {sum(sizes)} bytes, largest {max(sizes)}")


if __name__ == "__main__":
    main()
