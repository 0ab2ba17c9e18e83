"""Questions as a sheet that can be filled in further, and the empty template with examples and instructions."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.exchange import sheet
from assessments.exchange.cloze_out import embedded
from assessments.exchange.html import to_text
from assessments.exchange.item import Body, Item, Loss
from assessments.exchange.losses import answer_feedback, common_losses, formatting, without_files
from assessments.exchange.numbers import written

_WIDTHS = {sheet.KIND: 16, sheet.TEXT: 60, sheet.SAID: 40, sheet.TOPIC: 30}
_VALIDATED = 5000  # rows with lists to choose from


def write(items: Iterable[Item] = ()) -> tuple[bytes, list[Loss]]:
    """The workbook, and what it could not hold."""
    rows: list[Sequence[object]] = []
    losses: list[Loss] = []
    for item in items:
        if item.body["kind"] not in _CELLS or len(_CELLS[item.body["kind"]](item.body)[1]) > len(
            sheet.OPTIONS
        ):
            losses.append(
                Loss(item.number, item.name, _("cả câu: bảng tính không có loại này hoặc quá 8 phương án"))
            )
            continue
        losses += [Loss(item.number, item.name, what) for what in _losses(item)]
        rows.append(_row(without_files(item)))
    return _workbook(rows), losses


def _row(item: Item) -> list[object]:
    text, options, key = _CELLS[item.body["kind"]](item.body)
    hard = next((tag[len(sheet.HARD) :] for tag in item.tags if tag.startswith(sheet.HARD)), "")
    said = to_text(item.body["feedback"].get("general", ""))
    topic = " / ".join(part.replace("/", "∕") for part in item.category)
    body = item.body
    return [*sheet.filled(body["kind"], text, options, key, body["points"], said, topic, hard, item.level)]


Cells = tuple[str, list[str], str]


def _choice(body: Body) -> Cells:
    right = ["ABCDEFGH"[place : place + 1] for place, one in enumerate(body["options"]) if one["share"] > 0]
    if body["kind"] == "single":
        right = [
            "ABCDEFGH"[place : place + 1] for place, one in enumerate(body["options"]) if one["share"] == 1
        ][:1]
    return to_text(body["text"]), [to_text(one["text"]) for one in body["options"]], ", ".join(right)


def _true_false(body: Body) -> Cells:
    return to_text(body["text"]), [], sheet.TRUE if body["right"] else sheet.FALSE


def _short(body: Body) -> Cells:
    answers = [one["text"].replace("|", sheet.BAR) for one in body["answers"] if one["share"] == 1]
    return to_text(body["text"]), [], " | ".join(answers)


def _numerical(body: Body) -> Cells:
    return to_text(body["text"]), [], " | ".join(_number(one) for one in body["answers"] if one["share"] == 1)


def _number(one: Body) -> str:
    if one["value"] is None:
        return "*"
    said = written(one["value"]) + (f" ± {written(one['tolerance'])}" if one["tolerance"] else "")
    return said.replace(".", ",")


def _matching(body: Body) -> Cells:
    sides = [(to_text(pair["left"]), pair["right"]) for pair in body["pairs"]] + [
        ("", text) for text in body["extra"]
    ]
    kept = [[side.replace(sheet.ARROW, f"\\{sheet.ARROW}") for side in both] for both in sides]
    return to_text(body["text"]), [f"{left} {sheet.ARROW} {right}".strip() for left, right in kept], ""


def _ordering(body: Body) -> Cells:
    return to_text(body["text"]), [to_text(one["text"]) for one in body["items"]], ""


def _cloze(body: Body) -> Cells:
    return embedded(body, to_text(body["text"])), [], ""


def _essay(body: Body) -> Cells:
    return to_text(body["text"]), [], to_text(body["grader_info"])


def _file(body: Body) -> Cells:
    return to_text(body["text"]), [], ""


def _likert(body: Body) -> Cells:
    rows = [to_text(row) for row in body["rows"]]
    text = to_text(body["text"])
    return "\n".join([text] if rows == [text] else [text, *rows]), [one["text"] for one in body["scale"]], ""


_CELLS: dict[str, Callable[[Body], Cells]] = {
    "single": _choice,
    "multiple": _choice,
    "true_false": _true_false,
    "short": _short,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
    "file": _file,
    "likert": _likert,
}


def _losses(item: Item) -> Iterator[str]:
    body = item.body
    yield from common_losses(item, points=True, files=False, tags=True)
    if formatting(item):
        yield _("định dạng chữ")
    if answer_feedback(body):
        yield _("nhận xét riêng của từng phương án")
    answers = [*body.get("options", ()), *body.get("answers", ())]
    equal = body["kind"] == "multiple" and len({one["share"] for one in answers if one["share"] > 0}) == 1
    if any(one["share"] not in (0, 1) for one in answers) and not (
        equal and all(one["share"] >= 0 for one in answers)
    ):
        yield _("phần điểm của từng phương án")
    if body.get("scoring") in ("partial", "relative"):
        yield _("cách chấm từng phần")
    if body.get("case") or body.get("accents") == "folded":
        yield _("cách so chữ hoa và dấu")
    if any(body.get(name) for name in ("words_least", "words_most", "template")):
        yield _("số chữ và mẫu bài")
    if body.get("types") or body.get("most_files", 1) > 1:
        yield _("loại tệp và số tệp được nộp")
    if body.get("shuffle") is False:
        yield _("không xáo trộn phương án")
    if any(not tag.startswith(sheet.HARD) for tag in item.tags):
        yield _("nhãn")


def _workbook(rows: Sequence[Sequence[object]]) -> bytes:
    import xlsxwriter  # 12 MB that a process without an export never needs

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        _table(book, sheet.SHEET, rows, validated=True)
        _table(book, sheet.EXAMPLES, sheet.SAMPLES, validated=False)
        page = book.add_worksheet(sheet.HELP)
        page.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
        for place, line in enumerate(sheet.HELP_LINES):
            page.write_string(place, 0, line)
    return target.getvalue()


def _table(book: Any, name: str, rows: Sequence[Sequence[object]], *, validated: bool) -> None:
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, column in enumerate(sheet.COLUMNS):
        page.set_column(place, place, _WIDTHS.get(column, 18), wrapped)
        page.write_string(0, place, column, head)
    page.freeze_panes(1, 2)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, place, cell, wrapped)
            else:
                page.write_number(number, place, cell, wrapped)
    if validated:
        _validate(page)


def _validate(page: Any) -> None:
    """Lists to choose from, and points that are a number."""
    for column, choices, strict in (
        (sheet.KIND, list(sheet.KINDS.values()), True),
        (sheet.DIFFICULTY, sheet.DIFFICULTIES, False),
    ):
        place = sheet.COLUMNS.index(column)
        rule = {"validate": "list", "source": choices, "error_title": _("Chọn trong danh sách")}
        page.data_validation(1, place, _VALIDATED, place, {**rule, "show_error": strict})
    place = sheet.COLUMNS.index(sheet.POINTS)
    points = {"validate": "decimal", "criteria": "between", "minimum": 0.01, "maximum": 1000}
    page.data_validation(
        1, place, _VALIDATED, place, {**points, "error_title": _("Điểm là một số lớn hơn 0")}
    )
