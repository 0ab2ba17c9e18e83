"""Invented names and posts, drawn from content/names.toml."""

import tomllib
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

CONTENT = Path(__file__).parent / "content"


class Names:
    """Draws with one random source, so the same people appear on every machine."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lists = tomllib.loads((CONTENT / "names.toml").read_text(encoding="utf-8"))

    def person(self) -> tuple[str, str]:
        """A full name and its gender ("nam" or "nu")."""
        gender = self.random.choice(["male", "female"])
        dice = self.random.randrange(1000)
        for group in self.lists["other_names"]:
            dice -= group["per_thousand"]
            if dice < 0:
                return self.random.choice(group[gender]), {"male": "nam", "female": "nu"}[gender]
        words = [self._draw(self.lists["family"]["weighted"])]
        words += [self._draw(self.lists["middle"][gender]), self._draw(self.lists["given"][gender])]
        return " ".join(word for word in words if word), {"male": "nam", "female": "nu"}[gender]

    def post(self, levels: set[str], day: date, gender: str) -> dict[str, Any]:
        """A position that existed on `day` at one of the levels: title, category, and until when it existed."""
        open_posts = [
            post
            for post in self._posts
            if post["level"] in levels
            and existed(post, day)
            and (gender == "nu" or "Phụ nữ" not in post["title"])
        ]
        return self.random.choices(open_posts, [post["weight"] for post in open_posts])[0]

    @cached_property
    def _posts(self) -> list[dict[str, Any]]:
        return self.lists["position"]

    def _draw(self, weighted: list[list[Any]]) -> str:
        return self.random.choices([text for text, _ in weighted], [weight for _, weight in weighted])[0]


def existed(entry: dict[str, Any], day: date) -> bool:
    return entry.get("from", date.min) <= day <= entry.get("to", date.max)


def end_of(entry: dict[str, Any]) -> date | None:
    """The first day on which the entry no longer existed."""
    return entry["to"] + timedelta(days=1) if "to" in entry else None


def title_in(title: str, kind: str) -> str:
    """A post's title as the unit calls itself: xã or phường, ấp or khu phố."""
    if kind == "thị trấn":
        return title.replace("UBND xã", "UBND thị trấn").replace("Đảng ủy xã", "Đảng ủy thị trấn")
    if kind == "phường":
        title = title.replace("UBND xã", "UBND phường").replace("ấp", "khu phố")
        title = title.removesuffix(" xã") + " phường" if title.endswith(" xã") else title
    return title
