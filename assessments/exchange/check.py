"""Says what keeps a question from being kept: what is missing, or makes it unanswerable."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from assessments import kinds
from assessments.exchange.item import Body, Item

_USED = re.compile(r"file:([\w.\-]+)")
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")


def check(item: Item) -> list[str]:
    """Sentences about what is wrong with the question; none means that it can be kept."""
    found = [*_text(item.body), *_of_kind(item.body), *_files(item)]
    found = found or kinds.problems(item.body)
    return list(dict.fromkeys(found))


def _text(body: Body) -> Iterator[str]:
    if not body["text"]:
        yield _("Câu hỏi không có nội dung.")
    if not 0 < body["points"] <= 1000:
        yield _("Điểm của câu phải lớn hơn 0 và không quá 1000.")


def _files(item: Item) -> Iterator[str]:
    for name in sorted(set(_USED.findall(json.dumps(item.body, ensure_ascii=False))) - set(item.files)):
        yield _("Thiếu tệp %(name)s.") % {"name": name}


def _of_kind(body: Body) -> Iterator[str]:
    yield from _CHECKS.get(body["kind"], _nothing)(body)


def _nothing(body: Body) -> Iterator[str]:
    yield from ()


def _single(body: Body) -> Iterator[str]:
    yield from _options(body)
    if max((option["share"] for option in body["options"]), default=0) != 1:
        yield _("Câu chọn một không có phương án nào đúng trọn vẹn.")


def _multiple(body: Body) -> Iterator[str]:
    yield from _options(body)
    if not any(option["share"] > 0 for option in body["options"]):
        yield _("Câu chọn nhiều không có phương án nào đúng.")


def _options(body: Body) -> Iterator[str]:
    if len(body["options"]) < 2:
        yield _("Câu trắc nghiệm cần ít nhất hai phương án.")
    if any(not option["text"] for option in body["options"]):
        yield _("Có phương án để trống.")


def _answers(body: Body) -> Iterator[str]:
    if max((answer["share"] for answer in body["answers"]), default=0) != 1:
        yield _("Không có đáp án nào đúng trọn vẹn.")
    if any(answer.get("text") == "" for answer in body["answers"]):
        yield _("Có đáp án để trống.")


def _matching(body: Body) -> Iterator[str]:
    if len(body["pairs"]) < 2:
        yield _("Câu ghép đôi cần ít nhất hai cặp.")
    if any(not pair["right"] for pair in body["pairs"]):
        yield _("Câu ghép đôi có vế trái mà không có vế phải.")


def _ordering(body: Body) -> Iterator[str]:
    if len(body["items"]) < 2:
        yield _("Câu sắp xếp cần ít nhất hai mục.")


def _cloze(body: Body) -> Iterator[str]:
    shown = _GAP.findall(body["text"])
    if not shown or sorted(shown) != sorted(body["gaps"]):
        yield _("Chỗ trống trong bài và danh sách đáp án không khớp nhau.")
    for number, gap in body["gaps"].items():
        for sentence in _of_kind(gap):
            yield _("Chỗ trống %(number)s: %(why)s") % {"number": number, "why": sentence}


def _hotspot(body: Body) -> Iterator[str]:
    if not any(area["share"] > 0 for area in body["areas"]):
        yield _("Câu chọn trên hình không có vùng nào đúng.")


def _likert(body: Body) -> Iterator[str]:
    if len(body["scale"]) < 2 or not body["rows"]:
        yield _("Câu thang đo cần ít nhất hai mức và một dòng.")


_CHECKS: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "single": _single,
    "multiple": _multiple,
    "short": _answers,
    "numerical": _answers,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "hotspot": _hotspot,
    "likert": _likert,
}
