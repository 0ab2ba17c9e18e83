"""Measures in a child process how high a film's small writing is, and says what that means on a phone."""

import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from common.vietnamese import format_number
from content.video.commands import CONTAINERS, PROTOCOLS, Limits

LEGIBLE = Path(__file__).with_name("legible.py")
SECONDS = 120
READABLE = 8.0  # points: a tall letter lower than that loses its marks, and Vietnamese lives by them
LEAST_PICTURES = 2  # one picture with small writing (a logo, a title) is not the film


@dataclass(frozen=True)
class Writing:
    """What was found; see content.models.Legibility."""

    pictures: int = 0
    written: int = 0
    height: float | None = None


def measure(path: Path) -> Writing:
    """Look at pictures all over the film; a file that cannot be read has no writing."""
    # -P: the folder of legible.py must not come first on the path, its neighbours are called like other modules.
    argv = [sys.executable, "-P", str(LEGIBLE), str(path), CONTAINERS, PROTOCOLS]
    try:
        done = subprocess.run(
            Limits(cpu=SECONDS).before(argv), stdin=subprocess.DEVNULL, capture_output=True, timeout=2 * SECONDS,
            check=False,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):  # the child died of the file
        return Writing()
    if "error" in found or found["written"] < LEAST_PICTURES:
        return Writing(found.get("frames", 0), found.get("written", 0))
    return Writing(found["frames"], found["written"], found["height"])


def points(height: float, rung: int) -> float:
    """How many picture points high a tall letter is in the output of that short side."""
    return height * rung


def warning(height: float | None) -> str:
    """What to do about writing that cannot be read at 240p, the size that phones on slow lines get; else nothing."""
    if height is None or points(height, 240) >= READABLE:
        return ""
    told = {
        "small": format_number(points(height, 240)),
        "middle": format_number(points(height, 360)),
        "times": format_number(
            times := math.ceil(2 * READABLE / points(height, 240)) / 2, int(times % 1 > 0)
        ),
    }
    if times <= 1.5:
        return (
            _(
                "Chữ trên hình cao khoảng %(small)s điểm ở bản 240p, hơi khó đọc trên điện thoại; nên dùng chữ to gấp rưỡi."
            )
            % told
        )
    if times <= 2:
        return (
            _(
                "Chữ trên hình cao khoảng %(small)s điểm ở bản 240p, khó đọc trên điện thoại; nên dùng chữ to gấp đôi."
            )
            % told
        )
    return (
        _(
            "Chữ trên hình chỉ cao khoảng %(small)s điểm ở bản 240p (%(middle)s điểm ở bản 360p), không đọc được trên "
            "điện thoại; nên dùng chữ to gấp %(times)s lần, chia thành nhiều hình hơn."
        )
        % told
    )
