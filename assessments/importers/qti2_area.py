"""Pictures with areas to point at."""

import math
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.bodies import tidy
from assessments.exchange.files import Files
from assessments.exchange.item import Body
from assessments.exchange.numbers import number
from assessments.exchange.pictures import size_of
from assessments.importers.qti2_key import Key
from common.errors import DomainError

_SHAPES = ("rect", "circle", "poly", "ellipse", "default")
_CORNERS = 16  # an ellipse is drawn with so many


def picture(files: Files, node: Element) -> tuple[str, tuple[float, float]]:
    """`file:NAME` of the picture and its size in the coordinates that the areas use."""
    shown = node.find("object")
    shown = node.find("img") if shown is None else shown
    address = "" if shown is None else shown.get("data", "") or shown.get("src", "")
    name = files.resolve(address) if address else ""
    if shown is None or not name.startswith("file:"):
        raise DomainError(_("Thiếu hình %(name)s để chọn vùng.") % {"name": address})
    width, height = size_of(files.kept[name[5:]])
    return name, (
        number(shown.get("width", "") or str(width)),
        number(shown.get("height", "") or str(height)),
    )


def areas(node: Element, root: Element, key: Key, size: tuple[float, float]) -> list[Body]:
    """The areas with their shares: of hotspot choices, or of a mapping of areas."""
    choices = node.findall("hotspotChoice")
    if choices:
        shares = key.shares([choice.get("identifier", "") for choice in choices])
        return [_area(choice, share, size) for choice, share in zip(choices, shares, strict=True)]
    entries = [entry for entry in root.iter("areaMapEntry") if number(entry.get("mappedValue", "0")) > 0]
    most = max((number(entry.get("mappedValue", "0")) for entry in entries), default=1)
    return [_area(entry, tidy(number(entry.get("mappedValue", "0")) / most), size) for entry in entries]


def _area(node: Element, share: float, size: tuple[float, float]) -> Body:
    shape = node.get("shape", "rect")
    if shape not in _SHAPES:
        raise DomainError(_("Vùng hình %(shape)s chưa có ở đây.") % {"shape": shape})
    if shape == "default":
        return {"shape": "rect", "coords": [0, 0, 1, 1], "share": share}
    coords = list(_fractions(node.get("coords", ""), size))
    if shape == "ellipse" and len(coords) == 4:
        shape, coords = "poly", list(_around(*coords))
    return {"shape": shape, "coords": coords, "share": share}


def _around(x: float, y: float, wide: float, high: float) -> Iterator[float]:
    for corner in range(_CORNERS):
        angle = 2 * math.pi * corner / _CORNERS
        yield tidy(round(min(1.0, max(0.0, x + wide * math.cos(angle))), 5))
        yield tidy(round(min(1.0, max(0.0, y + high * math.sin(angle))), 5))


def _fractions(coords: str, size: tuple[float, float]) -> Iterator[float]:
    """Of the width and the height in turn; the radius of a circle is a fraction of the width."""
    for place, part in enumerate(coords.split(",")):
        whole = 100 if part.strip().endswith("%") else size[place % 2]
        yield tidy(round(number(part.strip().removesuffix("%")) / whole, 5))
