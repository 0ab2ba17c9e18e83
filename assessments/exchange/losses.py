"""What an export cannot hold, told instead of dropped."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape
from typing import Any

from django.utils.translation import gettext as _

from assessments.exchange.html import is_plain
from assessments.exchange.item import Body, Item

_PICTURE = re.compile(r'<img src="file:([^"]*)" alt="([^"]*)"[^>]*>')
_MEDIA = re.compile(r'<(a|audio|video) (?:src|href)="file:([^"]*)">(.*?)</\1>')


def without_files(item: Item) -> Item:
    """The question with the names of its files in their places, for formats that hold no files."""
    return replace(item, body=_told(item.body)) if item.files else item


def _told(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _told(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_told(value) for value in part]
    if not isinstance(part, str) or "file:" not in part:
        return part
    shown = _PICTURE.sub(lambda found: f"[{escape(unescape(found[2] or found[1]), quote=False)}]", part)
    return _MEDIA.sub(lambda found: found[3] or f"[{found[2]}]", shown)


def formatting(item: Item) -> bool:
    """Whether a text of the question has markup that plain text cannot hold."""
    return any(not is_plain(html) for html in texts(item.body))


def texts(body: Body) -> Iterator[str]:
    """Every HTML text of a question but its hints and feedback of answers."""
    yield body["text"]
    yield body["feedback"].get("general", "")
    for option in [*body.get("options", ()), *body.get("items", ())]:
        yield option["text"]
    for pair in body.get("pairs", ()):
        yield pair["left"]
    yield from body.get("rows", ())


def answer_feedback(body: Body) -> bool:
    """Whether single answers have feedback of their own."""
    said = [answer.get("feedback") for answer in [*body.get("options", ()), *body.get("answers", ())]]
    return any([*said, body.get("feedback_true"), body.get("feedback_false")])


def common_losses(item: Item, *, points: bool, files: bool, tags: bool) -> Iterator[str]:
    """What text formats lack, as far as the question has it."""
    body = item.body
    if item.files and not files:
        yield _("hình và tệp kèm theo")
    if body["hints"]:
        yield _("gợi ý")
    if set(body["feedback"]) - {"general"}:
        yield _("nhận xét riêng khi đúng, khi sai")
    if body.get("penalty"):
        yield _("mức trừ khi làm lại")
    if body["points"] != 1 and not points:
        yield _("điểm của câu")
    if (item.tags or item.level) and not tags:
        yield _("nhãn và khung năng lực")
    if body.get("rubric"):
        yield _("thang chấm")
    if body.get("units"):
        yield _("đơn vị đo")
