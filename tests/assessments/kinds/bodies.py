"""One sound question of each kind."""

from typing import Any


def choice(kind: str = "single", shares: tuple[float, ...] = (1, 0, 0), **more: Any) -> dict[str, Any]:
    """Options a, b, c… with these shares."""
    options = [
        {"id": name, "text": f"Phương án {name}", "share": share, "feedback": f"về {name}"}
        for name, share in zip("abcdefgh", shares, strict=False)
    ]
    return {"kind": kind, "text": "Chọn đi", "options": options} | more


def short(*answers: Any, **more: Any) -> dict[str, Any]:
    """The answers as texts (all points) or (text, share)."""
    told = [one if isinstance(one, tuple) else (one, 1) for one in answers]
    rows = [{"text": text, "share": share, "feedback": f"nhận {text}"} for text, share in told]
    return {"kind": "short", "text": "Viết gì?", "answers": rows} | more


def numerical(value: float | None = 1500, tolerance: float = 0, **more: Any) -> dict[str, Any]:
    """One right number."""
    answer = {"value": value, "tolerance": tolerance, "share": 1}
    return {"kind": "numerical", "text": "Bao nhiêu?", "answers": [answer]} | more


MATCHING = {
    "kind": "matching",
    "text": "Ghép",
    "pairs": [{"id": name, "left": f"Vế {name}", "right": f"Nghĩa {name}"} for name in "abc"],
    "extra": ["Nghĩa thừa"],
}
ORDERING = {
    "kind": "ordering",
    "text": "Xếp",
    "items": [{"id": name, "text": f"Bước {name}"} for name in "abcd"],
}
CLOZE = {
    "kind": "cloze",
    "text": "Thủ đô là [[1]], có [[2]] quận, bên sông [[3]].",
    "gaps": {
        "1": short("Hà Nội") | {"points": 2},
        "2": numerical(12),
        "3": choice("single", (1, 0)),
    },
}
HOTSPOT = {
    "kind": "hotspot",
    "text": "Chỉ vào nút Gửi",
    "picture": "file:hinh.png",
    "areas": [{"shape": "rect", "coords": [0.1, 0.1, 0.4, 0.4], "share": 1}],
}
LIKERT = {
    "kind": "likert",
    "text": "Bạn thấy thế nào?",
    "scale": [{"value": 1, "text": "Chưa hài lòng"}, {"value": 2, "text": "Hài lòng"}],
    "rows": ["Nội dung", "Giảng viên"],
}
EVERY = {
    "single": choice(),
    "multiple": choice("multiple", (1, 1, 0)),
    "partial": choice("multiple", (0.5, 0.5, -0.5), scoring="partial"),
    "true_false": {"kind": "true_false", "text": "Đúng không?", "right": True, "feedback_false": "Xem lại"},
    "matching": MATCHING,
    "ordering": ORDERING,
    "relative": ORDERING | {"scoring": "relative"},
    "short": short("Hà Nội"),
    "numerical": numerical(units=[{"text": "m", "factor": 1}, {"text": "cm", "factor": 0.01}]),
    "cloze": CLOZE,
    "hotspot": HOTSPOT,
    "likert": LIKERT,
    "essay": {"kind": "essay", "text": "Viết về xã mình"},
    "file": {"kind": "file", "text": "Nộp bài", "types": [".pdf"]},
}
