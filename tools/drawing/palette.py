"""The fixed palette of the small pictures: the tokens and the shades between those that meet."""

from functools import lru_cache

from PIL import Image, ImageColor

from tools.drawing import tokens as t

_PAIRS = [
    (t.INK, t.SURFACE), (t.INK, t.PRIMARY_SOFT), (t.INK_2, t.SURFACE), (t.PRIMARY, t.SURFACE),
    (t.PRIMARY, t.WHITE),
    (t.ACCENT, t.SURFACE), (t.ACCENT, t.ON_ACCENT), (t.ACCENT, t.PRIMARY), (t.PRIMARY, t.PRIMARY_SOFT),
    (t.DANGER, t.DANGER_SOFT), (t.OK, t.OK_SOFT),
]  # fmt: skip
_SHADES = (0.33, 0.66)


@lru_cache(maxsize=1)
def palette() -> Image.Image:
    """A palette image for `quantize(palette=…)`."""
    colours = {
        ImageColor.getrgb(v) for k, v in vars(t).items() if k.isupper() and isinstance(v, str) and v[0] == "#"
    }
    for one, other in _PAIRS:
        a, b = ImageColor.getrgb(one), ImageColor.getrgb(other)
        colours |= {tuple(round(x + (y - x) * s) for x, y in zip(a, b, strict=True)) for s in _SHADES}
    image = Image.new("P", (1, 1))
    image.putpalette([channel for colour in sorted(colours) for channel in colour])
    return image
