"""From one version of a question to another: rows that stay keep their ids, and whether answers can be read on."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.kinds import hotspot, matching
from assessments.kinds.base import Body, rows
from assessments.kinds.cloze import gaps_of
from assessments.kinds.markup import plain

ROWS: Mapping[str, tuple[str, str]] = {
    "single": ("options", "text"), "multiple": ("options", "text"), "matching": ("pairs", "left"),
    "ordering": ("items", "text"),
}  # fmt: skip
READABLE = frozenset({*ROWS, "true_false", "short", "numerical", "cloze", "hotspot"})


def carried(before: Body, body: Body) -> dict[str, Any]:
    """The body with the ids that `before` gave to the rows that say the same; an id of its own stays if it is known."""
    kept = _renamed(before, body)
    if body.get("kind") == "cloze":
        old = gaps_of(before)
        kept["gaps"] = {name: _renamed(old.get(name, {}), gap) for name, gap in gaps_of(body).items()}
    return kept


def _renamed(before: Body, body: Body) -> dict[str, Any]:
    name, text = ROWS.get(str(body.get("kind")), ("", ""))
    if not name or before.get("kind") != body.get("kind"):
        return dict(body)
    old = {row.get("id"): _said(row, text) for row in rows(before, name)}
    new = rows(body, name)
    free = {said: one for one, said in old.items() if one not in {row.get("id") for row in new}}
    named = [
        row if row.get("id") in old else row | {"id": free.pop(_said(row, text), row.get("id", ""))}
        for row in new
    ]
    return dict(body) | {name: named}


def _said(row: Body, text: str) -> str:
    """What tells a row: its words, and its markup where it shows a file."""
    html = str(row.get(text, ""))
    return plain(html).casefold() + html * ("file:" in html)


def misfits(before: Body, body: Body) -> list[str]:
    """Why answers to `before` cannot be read under `body` (already carried), in words for its author."""
    if before.get("kind") != body.get("kind"):
        return [_("Loại câu hỏi đã đổi, câu trả lời cũ không đọc theo bản này được.")]
    if body["kind"] not in READABLE:
        return [_("Loại câu này do người chấm, không có đáp án để máy chấm lại.")]
    if body["kind"] == "cloze":
        return _gap_misfits(gaps_of(before), gaps_of(body))
    return [*_row_misfits(before, body), *_other_misfits(before, body)]


def _row_misfits(before: Body, body: Body) -> list[str]:
    name, text = ROWS.get(str(body.get("kind")), ("", ""))
    if not name:
        return []
    old, new = ({row.get("id"): row for row in rows(one, name)} for one in (before, body))
    gone = _words(old[one][text] for one in old if one not in new)
    added = _words(
        new[one][text]
        for one in new
        if one not in old and (name != "options" or new[one].get("share", 0) > 0)
    )
    found = [_("Bản này không còn “%(text)s” mà đề đã ra có.") % {"text": said} for said in gone]
    return found + [
        _("Đề đã ra không có “%(text)s” nên không ai chọn được.") % {"text": said} for said in added
    ]


def _words(htmls: Iterable[str]) -> list[str]:
    return [plain(html)[:60] or _("(hình)") for html in htmls]


def _other_misfits(before: Body, body: Body) -> list[str]:
    if body["kind"] == "matching":
        gone = [text for text in matching.offered(before) if text not in matching.offered(body)]
        return [_("Bản này không còn “%(text)s” mà đề đã ra có.") % {"text": said[:60]} for said in gone]
    if body["kind"] == "hotspot" and before.get("picture") != body.get("picture"):
        return [_("Hình để chỉ đã đổi.")]
    if body["kind"] == "hotspot" and hotspot.most(before) != hotspot.most(body):
        return [_("Số chỗ phải chỉ trên hình đã đổi.")]
    return []


def _gap_misfits(old: Mapping[str, Body], new: Mapping[str, Body]) -> list[str]:
    shapes = [{name: gap.get("kind") for name, gap in gaps.items()} for gaps in (old, new)]
    if shapes[0] != shapes[1]:
        return [_("Các chỗ trống đã đổi, câu trả lời cũ không đọc theo bản này được.")]
    return [f"[[{name}]] {said}" for name in old for said in _row_misfits(old[name], new[name])]


def reworded(before: Body, body: Body) -> list[tuple[str, str]]:
    """Rows under one id whose words differ, before and now: a mended letter, or another meaning?"""
    name, text = ROWS.get(str(body.get("kind")), ("", ""))
    old = {row.get("id"): row for row in rows(before, name)} if name else {}
    pairs = (
        [(old[row["id"]][text], row[text]) for row in rows(body, name) if row.get("id") in old]
        if name
        else []
    )
    return [(plain(was), plain(now)) for was, now in pairs if was != now]
