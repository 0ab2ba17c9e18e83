"""The content's one kind of markup, **bold**, as rich text."""

import re
from html import escape
from typing import Any

from lms.demo.media import Media


def rich(text: str) -> str:
    """A paragraph of rich text."""
    bold = re.sub(r"[*]{2}(.+?)[*]{2}", r"<b>\1</b>", escape(text, quote=False))
    return f"<p>{bold}</p>"


def plain(text: str) -> str:
    """The words without the stars."""
    return text.replace("**", "")


def body(blocks: list[dict[str, Any]], media: Media) -> list[tuple[str, Any]]:
    """A lesson's blocks as the StreamField takes them."""
    return [(block["type"], VALUES[block["type"]](block, media)) for block in blocks]


def _callout(block: dict[str, Any], media: Media) -> dict[str, Any]:
    return {"tone": block["tone"], "title": plain(block.get("title", "")), "text": rich(block["text"])}


def _picture(block: dict[str, Any], media: Media) -> dict[str, Any]:
    image = media.picture(block["name"], block["alt"])
    return {"image": image, "alt": block["alt"], "caption": plain(block.get("caption", ""))}


def _video(block: dict[str, Any], media: Media) -> dict[str, Any]:
    questions = [_question(told) for told in block.get("questions", [])]
    return {
        "video": media.film(block["name"], block["title"]),
        "title": block["title"],
        "questions": questions,
    }


def _question(told: dict[str, Any]) -> dict[str, Any]:
    blank = {"is_true": False, "rewind_to": "", "must_be_right": False}
    return blank | told | {"options": [{"note": ""} | option for option in told["options"]]}


VALUES = {
    "heading": lambda block, media: plain(block["text"]),
    "paragraph": lambda block, media: rich(block["text"]),
    "list": lambda block, media: [rich(item) for item in block["items"]],
    "steps": lambda block, media: [rich(item) for item in block["items"]],
    "callout": _callout,
    "quote": lambda block, media: {"text": plain(block["text"]), "source": block.get("source", "")},
    "picture": _picture,
    "video": _video,
}
