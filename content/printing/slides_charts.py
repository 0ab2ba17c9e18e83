"""A chart as the table of its figures: paper in black and white has no use for colours of slices."""

from xml.etree.ElementTree import Element

from django.utils.html import escape

from content.printing.article import Block
from content.printing.book_numbers import shown
from content.printing.office import whole

_MOST_SERIES, _MOST_POINTS = 8, 40
_FIGURES = "#,##0.##"


def table_of_chart(chart: Element) -> Block | None:
    """A row for each place of the axis, a column for each series; None for what is no such chart."""
    series = list(chart.iter("ser"))
    named = [_points(one.find("cat")) for one in series]
    values = [_points(one.find("val")) for one in series]
    places = sorted({place for one in values for place in one})
    if not places or len(series) > _MOST_SERIES or len(places) > _MOST_POINTS:
        return None
    heads = ["", *(_right(f"<b>{escape(' '.join(_points(one.find('tx')).values()))}</b>") for one in series)]
    names = {place: name for one in reversed(named) for place, name in one.items()}
    rows = [
        [escape(names.get(place, str(place + 1))), *(_value(one, place) for one in values)]
        for place in places
    ]
    return Block("table", rows=[heads, *rows], keys=1)


def _points(node: Element | None) -> dict[int, str]:
    """What the file keeps of the cells behind it."""
    if node is None:
        return {}
    found = {
        whole(point.get("idx"), 10_000): " ".join((point.findtext("v") or "").split())
        for point in node.iter("pt")
    }
    plain = node.findtext("v")
    return found or ({0: plain} if plain else {})


def _value(values: dict[int, str], place: int) -> str:
    return _right(escape(shown(values.get(place, ""), _FIGURES)))


def _right(words: str) -> str:
    return f'<para align="right">{words}</para>'
