"""Between the form and the body of a question, both ways; what the form does not ask of a body is kept."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

from assessments.kinds.base import number, rows, texts
from assessments.kinds.cloze import gaps_of
from assessments.kinds.numerical import readings
from assessments.studio.layout import LAYOUTS, Column
from common.vietnamese import clean

Body = dict[str, Any]
Posted = Mapping[str, str]
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
SAID = ("general", "right", "partly", "wrong")


def markup(text: str) -> str:
    """What a teacher typed, as markup: tags are taken as tags, anything else as words and lines."""
    text = text.strip().replace("\r\n", "\n")
    return text if TAG.search(text) else escape(text, quote=False).replace("\n", "<br>")


def typed(html: Any) -> str:
    """The same back into the box."""
    text = str(html or "")
    words = text.replace("<br>", "\n")
    return text if TAG.search(words) else unescape(words)


def decimal(text: str, default: float = 0.0) -> float:
    """A number as people write it."""
    text = clean(text).replace("\u2212", "-").removesuffix("%").strip()
    negative, found = text.startswith("-"), readings(text.lstrip("+-"))
    return default if not found else float(found[-1]) * (-1 if negative else 1)


def written(value: Any) -> str:
    """A number back into the box."""
    return "" if value is None or value == "" else f"{number(value):.10g}".replace(".", ",")


def body_in(kind: str, posted: Posted, before: Body | None = None) -> Body:
    """The body that a posted form describes."""
    layout, kept = LAYOUTS[kind], before if before and before.get("kind") == kind else {}
    said = {name: markup(posted.get(f"feedback-{name}", "")) for name in SAID}
    body = kept | {"kind": kind, "text": markup(posted.get("text", "")), "feedback": said}
    body["points"] = decimal(posted.get("points", ""), 1.0)
    body["hints"] = [markup(line) for line in _lines(posted.get("hints", ""))]
    for column in layout.fields:
        body[column.name] = _field_in(kind, column, posted.get(column.name, ""))
    if layout.rows:
        found = [row for row in posted_rows(kind, posted) if _is_filled(row)]
        body[layout.rows] = ROWS_IN[kind](found)
    return body


def posted_rows(kind: str, posted: Posted) -> list[dict[str, str]]:
    """The rows as typed, empty ones too."""
    layout = LAYOUTS[kind]
    count = min(int(posted.get("rows", "0") or 0) if posted.get("rows", "0").isdecimal() else 0, 60)
    names = ["id", *(column.name for column in layout.columns)]
    return [
        {name: posted.get(f"{layout.rows}-{place}-{name}", "") for name in names} for place in range(count)
    ]


def _is_filled(row: Mapping[str, str]) -> bool:
    return any(
        value.strip() for name, value in row.items() if name not in {"id", "kind", "shape", "is_correct"}
    )


def _field_in(kind: str, column: Column, text: str) -> Any:
    if column.widget == "tick":
        return bool(text)
    if column.name == "right":
        return {"true": True, "false": False}.get(text)
    if column.name == "units":
        pairs = [line.partition("=") for line in _lines(text)]
        return [{"text": clean(name), "factor": decimal(factor, 1.0)} for name, _sign, factor in pairs]
    if column.name in {"words_least", "words_most"}:
        return int(decimal(text))
    if column.name == "most_files":
        return int(decimal(text, 1))
    if column.name == "types":
        return re.findall(r"\.\w+", text.lower())
    if column.name in {"extra", "rows"}:
        return [clean(line) if column.name == "extra" else markup(line) for line in _lines(text)]
    return text if column.widget == "choice" or column.name == "alt" else markup(text)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _share(row: Mapping[str, str], default: float) -> float:
    return decimal(row["share"]) / 100 if row.get("share", "").strip() else default


def _options_in(found: list[dict[str, str]]) -> Any:
    return [
        {"id": row["id"], "text": markup(row["text"]), "share": _share(row, float(bool(row["is_correct"]))),
         "feedback": markup(row["feedback"])}
        for row in found
    ]  # fmt: skip


def _answers_in(found: list[dict[str, str]]) -> Any:
    return [
        {"text": clean(row["text"]), "share": _share(row, 1.0), "feedback": markup(row["feedback"])}
        for row in found
    ]


def _numbers_in(found: list[dict[str, str]]) -> Any:
    return [
        {"value": None if row["value"].strip() == "*" else decimal(row["value"]),
         "tolerance": decimal(row["tolerance"]), "share": _share(row, 1.0), "feedback": markup(row["feedback"])}
        for row in found
    ]  # fmt: skip


def _gaps_in(found: list[dict[str, str]]) -> Any:
    return {clean(row["name"]): _gap_in(row) for row in found}


def _gap_in(row: Mapping[str, str]) -> Body:
    parts = [clean(part) for part in row["answers"].split("|") if clean(part)]
    gap: Body = {"kind": row["kind"], "points": decimal(row["points"], 1.0)}
    if row["kind"] == "single":
        starred = [(part.removeprefix("*").strip(), part.startswith("*")) for part in parts]
        return gap | {
            "options": [{"id": "", "text": escape(text), "share": float(star)} for text, star in starred]
        }
    if row["kind"] == "numerical":
        pairs = [part.partition("±") for part in parts]
        answers = [{"value": decimal(one), "tolerance": decimal(by), "share": 1} for one, _sign, by in pairs]
        return gap | {"answers": answers}
    return gap | {"answers": [{"text": part, "share": 1} for part in parts]}


def _areas_in(found: list[dict[str, str]]) -> Any:
    return [
        {"shape": row["shape"], "share": _share(row, 1.0),
         "coords": [decimal(part, -1.0) / 100 for part in re.split(r"[\s;]+", row["coords"].strip())]}
        for row in found
    ]  # fmt: skip


def _rubric_in(found: list[dict[str, str]]) -> Any:
    """Levels are typed in one box: “Tốt = 3 | Khá = 2”; a criterion without points is worth its best level."""
    return [_criterion_in(row) for row in found]


def _criterion_in(row: Mapping[str, str]) -> Body:
    pairs = [part.rpartition("=") for part in row.get("levels", "").split("|") if part.strip()]
    levels: list[Body] = [
        {"text": clean(text), "points": decimal(points, -1.0)} for text, _sign, points in pairs
    ]
    most = decimal(row["points"], max([0.0, *(float(level["points"]) for level in levels)]))
    return {"text": clean(row["text"]), "points": most} | ({"levels": levels} if levels else {})


ROWS_IN: dict[str, Callable[[list[dict[str, str]]], Any]] = {
    "single": _options_in,
    "multiple": _options_in,
    "matching": lambda found: [
        {"id": row["id"], "left": markup(row["left"]), "right": clean(row["right"])} for row in found
    ],
    "ordering": lambda found: [{"id": row["id"], "text": markup(row["text"])} for row in found],
    "short": _answers_in,
    "numerical": _numbers_in,
    "cloze": _gaps_in,
    "hotspot": _areas_in,
    "likert": lambda found: [{"value": clean(row["value"]), "text": clean(row["text"])} for row in found],
    "essay": _rubric_in,
    "file": _rubric_in,
}


def form_of(body: Body) -> dict[str, str]:
    """The boxes of the form, filled from a body."""
    kind, said = body["kind"], body.get("feedback") or {}
    filled = {"text": typed(body.get("text")), "points": written(body.get("points", 1))}
    filled |= {f"feedback-{name}": typed(said.get(name)) for name in SAID}
    filled["hints"] = "\n".join(map(typed, texts(body, "hints")))
    filled |= {column.name: _field_of(body, column) for column in LAYOUTS[kind].fields}
    told = _gaps_of(body) if kind == "cloze" else rows(body, LAYOUTS[kind].rows)
    for place, row in enumerate(told):
        for name in ("id", *(column.name for column in LAYOUTS[kind].columns)):
            filled[f"{LAYOUTS[kind].rows}-{place}-{name}"] = _cell_of(kind, name, row)
    return filled | {"rows": str(len(told))}


def _field_of(body: Body, column: Column) -> str:
    value = body.get(column.name, column.name == "shuffle" or None)
    if isinstance(value, bool):
        return str(value).lower() if column.widget == "choice" else "on" * value
    if column.name == "units":
        return "\n".join(f"{unit['text']} = {written(unit.get('factor', 1))}" for unit in rows(body, "units"))
    if isinstance(value, list):
        return (" " if column.name == "types" else "\n").join(typed(one) for one in value)
    return written(value) if isinstance(value, int | float) else typed(value)


def _cell_of(kind: str, name: str, row: Mapping[str, Any]) -> str:
    share = number(row.get("share"))
    if name == "is_correct":
        return "on" if share > 0 else ""
    if name == "share":
        usual = {0.0, 1.0} if kind in {"single", "multiple"} else {1.0}
        return "" if share in usual else written(round(100 * share, 4))
    if name == "coords":
        return " ".join(written(round(100 * part, 4)) for part in row.get("coords", []))
    if name == "levels":
        return " | ".join(f"{one.get('text')} = {written(one.get('points'))}" for one in rows(row, "levels"))
    if name == "value" and kind == "numerical":
        return "*" if row.get("value") is None else written(row["value"])
    value = row.get(name)
    return written(value) if isinstance(value, int | float) else typed(value)


def _gaps_of(body: Body) -> list[dict[str, Any]]:
    return [{"name": name, "answers": _gap_of(gap), **_plain(gap)} for name, gap in gaps_of(body).items()]


def _plain(gap: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": gap.get("kind"), "points": gap.get("points", 1)}


def _gap_of(gap: Mapping[str, Any]) -> str:
    if gap.get("kind") == "single":
        told = [
            ("*" if number(one.get("share")) == 1 else "") + typed(one.get("text"))
            for one in rows(gap, "options")
        ]
    elif gap.get("kind") == "numerical":
        told = [
            written(one.get("value")) + (f" ± {written(one['tolerance'])}" if one.get("tolerance") else "")
            for one in rows(gap, "answers")
        ]
    else:
        told = [str(one.get("text", "")) for one in rows(gap, "answers")]
    return " | ".join(told)
