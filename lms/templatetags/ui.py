"""What templates need of the design language: icons, Vietnamese figures, the planted bar, navigation."""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import vietnamese
from courses import spans as arithmetic
from lms import navigation

register = template.Library()

RENAMED_ICONS = {"filter": "funnel"}  # names people know from older Lucide releases
SPRITE = Path(__file__).resolve().parents[1] / "static" / "img" / "sprite.svg"
# A villager's phone fetches these; the other icons lie in a sprite that only who works here fetches as well.
OF_VILLAGERS = frozenset(re.findall(r'<symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8")))


@register.simple_tag
@cache
def icon(name: str, size: str = "") -> SafeString:
    """A decorative icon of the sprite; it stands beside a word, so screen readers skip it.

    Remembered: a page shows some twenty of a few dozen, and finding the sprite's address is the dear part.
    """
    name = RENAMED_ICONS.get(name, name)
    return format_html(
        '<svg class="icon{}" width="24" height="24" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {size}" if size else "",
        static("img/sprite.svg" if name in OF_VILLAGERS else "img/desk-sprite.svg"),
        name,
    )


@register.filter
def vn_number(value: Any, digits: int = 0) -> str:
    """1234.5 → 1.234,5 with the asked number of decimals; nothing becomes a dash."""
    return "–" if value in (None, "") else vietnamese.format_number(value, digits)


@register.filter
def vn_points(value: Any) -> str:
    """Points of a test: 9, 8,5."""
    return vietnamese.format_points(value)


@register.filter
def vn_hours(value: Any) -> str:
    """Teaching hours: 16 or 16,5."""
    return vietnamese.format_number(value, 0 if value == int(value) else 1)


@register.filter
def vn_percent(value: Any, whole: Any = None) -> str:
    """A percentage (48 → 48 %), or part of a whole ({{ part|vn_percent:whole }})."""
    return "–" if value in (None, "") else vietnamese.format_percent(value, whole)


@register.filter
def megabytes(size: int | None) -> str:
    """Bytes as decimal megabytes: 1,4 MB."""
    return "" if size is None else vietnamese.format_megabytes(size)


@register.filter
def in_fours(text: str) -> str:
    """A long key in groups that can be read aloud: JBSW Y3DP."""
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


@register.filter
def minutes(seconds: float | None) -> str:
    """Seconds as whole minutes: 2 phút."""
    return "" if seconds is None else vietnamese.format_minutes(seconds)


@register.filter
def clock(seconds: float | None) -> str:
    """Seconds as a position in a video: 12:30."""
    return "" if seconds is None else vietnamese.format_clock(seconds)


@register.filter
def vn_date(day: date | None) -> str:
    """dd/mm/yyyy; nothing becomes a dash."""
    return vietnamese.format_day(day) if day else "–"


@register.filter
def weekday(day: date) -> str:
    """Thứ Năm."""
    return vietnamese.weekday_name(day)


@register.filter
def vn_datetime(moment: datetime | None) -> str:
    """Hour and day in the province's time zone; nothing becomes a dash."""
    return vietnamese.format_moment(moment) if moment else "–"


@register.filter
def initials(full_name: str) -> str:
    """The last two words' first letters, as on the avatar: Nguyễn Thị Hồng Anh → HA."""
    return "".join(word[0] for word in str(full_name).split()[-2:]).upper()


@register.simple_tag
def planted(
    spans: Iterable[Sequence[float]], duration: float, goal: float = 0, at: Any = None
) -> dict[str, Any]:
    """What a bar of watched spans draws, in whole seconds: bare ground, goal, position, and the sums.

    The sums come from the spans as they are: as on the lesson's page, seen seconds are whole ones, missing ones begun.
    """
    told = [(float(span[0]), float(span[1])) for span in spans]
    length = max(1, round(duration))
    seen = _merged(told, length)
    total = arithmetic.length(arithmetic.union(arithmetic.clamp(told, duration)))
    needed = round(length * goal / 100)
    return {
        "box": f"0 0 {length} 1",
        "gaps": [
            {"x": str(start), "width": str(end - start), "start": start, "end": end}
            for start, end in _gaps(seen, length)
        ],
        "goal": str(needed) if 0 < goal < 100 else "",
        "at": "" if at in (None, "") else str(min(length, round(float(at)))),  # an absent variable is ""
        "seen": int(total),
        "missing": max(0, math.ceil(duration * goal / 100 - total)),
        "percent": int(100 * total / duration) if duration else 0,
    }


def _merged(spans: Iterable[Sequence[float]], length: int) -> list[tuple[int, int]]:
    """The union of the spans inside the film, in order."""
    union: list[tuple[int, int]] = []
    for start, end in sorted((max(0, round(first)), min(length, round(last))) for first, last in spans):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        elif end > start:
            union.append((start, end))
    return union


def _gaps(seen: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The bare ground between the spans."""
    edges = [0, *(edge for span in seen for edge in span), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether a form field is drawn as option rows under a legend."""
    return isinstance(field.field.widget, (RadioSelect, CheckboxSelectMultiple))


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a form field is one tick box, drawn as an option row with its own label."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag(takes_context=True)
def nav_items(context: template.Context, desk: str) -> list[navigation.Shown]:
    """The main navigation of a desk with the present place marked."""
    request = context.get("request")
    return navigation.shown(desk, request.path if request else "", getattr(request, "user", None))


@register.simple_tag(takes_context=True)
def desks(context: template.Context) -> list[navigation.Place]:
    """The other desks this account may open, for the account menu."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return navigation.desks_of(user) if user is not None else []


@register.filter
def split_words(text: str) -> list[str]:
    """The words of a short list written in a template."""
    return text.split()
