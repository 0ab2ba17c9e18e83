"""Forms and scales to begin from, as data."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from assessments.surveys.items import Item, made


@dataclass(frozen=True)
class Ready:
    """A form as its author would have typed it."""

    code: str
    kind: str
    title: str
    intro: str
    told: list[dict[str, Any]]

    def items(self) -> list[Item]:
        """Fresh bodies: two surveys from one template share no ids."""
        return [
            made(told | {"scale": scales()[told["scale"]]} if "scale" in told else told) for told in self.told
        ]


@cache
def scales() -> dict[str, list[str]]:
    """Steps from 1 upwards by the code of their scale."""
    return {scale["code"]: scale["steps"] for scale in _data()["scales"]}


@cache
def ready() -> dict[str, Ready]:
    """The forms by code."""
    return {
        one["code"]: Ready(one["code"], one["kind"], one["title"], one["intro"], one["items"])
        for one in _data()["surveys"]
    }


def _data() -> dict[str, Any]:
    path = settings.BASE_DIR / "data" / "surveys" / "ready.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
