"""The colours in the stylesheet keep the contrast the design promises, in both themes."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "lms" / "static" / "css"
CSS = (FOLDER / "base.css").read_text(encoding="utf-8")
HIGH = (FOLDER / "contrast.css").read_text(encoding="utf-8")

# Foreground/background with the ratios of the design's table, light and dark.
TEXT = """
ink/paper 15.7 16.0 · ink/surface 16.6 14.4 · ink/sunk 14.3 12.8 · ink-2/paper 7.2 9.7 · ink-2/surface 7.6 8.7
ink-2/sunk 6.5 7.7 · primary/paper 7.4 9.9 · primary/surface 7.7 8.9 · on-primary/primary 7.8 9.0
on-primary/primary-strong 11.1 11.0 · on-primary-soft/primary-soft 8.5 9.5 · on-band/band 7.8 11.3
on-accent/accent 8.4 10.3 · on-accent-soft/accent-soft 7.7 9.7 · ok/surface 6.6 9.4 · ok/ok-soft 5.6 7.7
warn/surface 7.3 10.2 · warn/warn-soft 6.4 8.2 · danger/surface 7.2 8.6 · danger/danger-soft 6.1 7.7
info/surface 7.9 9.3 · info/info-soft 6.8 7.8 · ink/primary-soft 14.0 11.0 · ink-2/primary-soft 6.4 6.7
ink/accent-soft 14.6 11.6 · ink/ok-soft 14.3 11.7 · ink/danger-soft 14.0 12.9 · ink/info-soft 14.2 12.0
"""
PARTS = """
line-strong/paper 4.1 5.7 · line-strong/surface 4.3 5.1 · line-strong/sunk 3.7 4.6 · focus/paper 15.7 14.2
accent/band 3.7 7.3 · primary/sunk 6.7 7.9 · c1/surface 6.1 8.0 · c2/surface 3.9 9.6 · c3/surface 5.4 6.7
c4/surface 4.6 7.6 · c5/surface 7.2 7.4 · c6/surface 4.7 7.2
"""


def block(selector: str, css: str = CSS) -> dict[str, str]:
    """The custom properties of one rule."""
    found = re.search(re.escape(selector) + r"\s*{([^}]*)}", css)
    assert found, selector
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", found.group(1)))


LIGHT = block(':root, [data-theme="light"]')
DARK = block('[data-theme="dark"]')
DEVICE_DARK = block(":root:not([data-theme])")
HIGH_LIGHT = LIGHT | block(':root.tuong-phan, :root.tuong-phan [data-theme="light"]', HIGH)
HIGH_DARK = DARK | block(':root.tuong-phan[data-theme="dark"], :root.tuong-phan [data-theme="dark"]', HIGH)


def luminance(colour: str) -> float:
    """WCAG relative luminance."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def pairs(table: str) -> list[tuple[str, str, float, float]]:
    """Rows of a table above."""
    rows = re.findall(r"([\w-]+)/([\w-]+) ([\d.]+) ([\d.]+)", table)
    return [(front, back, float(light), float(dark)) for front, back, light, dark in rows]


@pytest.mark.parametrize(
    ("front", "back", "light", "dark", "least"),
    [(*pair, 4.5) for pair in pairs(TEXT)] + [(*pair, 3.0) for pair in pairs(PARTS)],
)
def test_each_pair_has_the_contrast_of_the_design(front, back, light, dark, least):
    for theme, promised in ((LIGHT, light), (DARK, dark)):
        measured = contrast(theme[front], theme[back])
        assert measured >= least
        assert measured == pytest.approx(promised, abs=0.06)


@pytest.mark.parametrize("step", range(1, 6))
def test_numbers_on_the_map_are_readable(step):
    for theme in (LIGHT, DARK):
        assert contrast(theme[f"on-m{step}"], theme[f"m{step}"]) >= 4.5


def test_a_dark_device_gets_the_same_colours_as_a_chosen_dark_theme():
    assert DEVICE_DARK == DARK


@pytest.mark.parametrize(("front", "back"), [pair[:2] for pair in pairs(TEXT)])
def test_high_contrast_is_high_in_both_themes(front, back):
    """Seven to one, of WCAG 2.2, 1.4.6."""
    for theme in (HIGH_LIGHT, HIGH_DARK):
        assert contrast(theme[front], theme[back]) >= 7


def test_high_contrast_on_a_dark_device_is_the_chosen_dark():
    assert DARK | block(":root.tuong-phan:not([data-theme])", HIGH) == HIGH_DARK


def test_both_themes_name_the_same_colours():
    assert set(LIGHT) == set(DARK)


def test_rules_name_tokens_and_never_colours():
    """A colour written into a rule would not follow the theme; black behind a film is the one exception."""
    for name in ("base.css", "desk.css", "styleguide.css"):
        sheet = (Path(__file__).resolve().parents[2] / "lms" / "static" / "css" / name).read_text(
            encoding="utf-8"
        )
        rules = re.sub(
            r"--[\w-]+:[^;]*;|@layer print.*", "", sheet, flags=re.DOTALL if name == "base.css" else 0
        )
        assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)) <= {"#000"}
