"""Colours and fonts of the design language, for pictures."""

from functools import lru_cache
from pathlib import Path

import fontpkg_be_vietnam_pro
from PIL import ImageFont

PAPER = "#FBF8F0"
SURFACE = "#FFFEFB"
SUNK = "#F2EDE0"
INK = "#16201B"
INK_2 = "#4B564F"
LINE = "#DCD5C4"
LINE_STRONG = "#7F796A"
PRIMARY = "#0B5D4E"
PRIMARY_STRONG = "#084438"
PRIMARY_SOFT = "#E1EEE5"
FURROW = "#B9D3C6"
FURROW_ON_BAND = "#3F8373"
ACCENT = "#E3A823"
ACCENT_SOFT = "#FBEFCE"
ON_ACCENT = "#1F1703"
OK = "#1D6A3A"
OK_SOFT = "#E2F1E2"
DANGER = "#A4281B"
DANGER_SOFT = "#FBE7E2"
WHITE = "#FFFFFF"

_FILES = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
_WEIGHTS = {"regular": "BeVietnamPro-Regular.ttf", "bold": "BeVietnamPro-SemiBold.ttf"}


@lru_cache(maxsize=256)
def font(size: int, weight: str = "regular") -> ImageFont.FreeTypeFont:
    """A Be Vietnam Pro font in pixels of the supersampled picture."""
    return ImageFont.truetype(str(_FILES / _WEIGHTS[weight]), size)
