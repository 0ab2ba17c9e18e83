"""One question of each kind as a paper shows it, for the style guide: texts are invented."""

from random import Random
from typing import Any

from django.templatetags.static import static

from assessments import kinds
from assessments.presenting import presented

POINTS = {"points": 1}
OPTIONS = [
    {"id": "a", "text": "Dài, có cả chữ và số, không dùng lại ở nơi khác", "share": 1},
    {"id": "b", "text": "Ngày sinh của mình, cho dễ nhớ", "share": 0},
    {"id": "c", "text": "Số điện thoại của cơ quan", "share": 0},
]
QUESTIONS: tuple[tuple[str, dict[str, Any], Any], ...] = (
    (
        "Chọn một",
        {"kind": "single", "text": "Mật khẩu nào <strong>khó đoán</strong> nhất?", "options": OPTIONS},
        ["b"],
    ),
    ("Chọn nhiều", {"kind": "multiple", "text": "Việc nào nên làm?", "options": OPTIONS}, ["a", "c"]),
    ("Đúng hay sai", {"kind": "true_false", "text": "Cán bộ xã có quyền hỏi mã OTP của bà con."}, []),
    (
        "Ghép đôi",
        {
            "kind": "matching",
            "text": "Dịch vụ nào làm ở đâu?",
            "extra": ["Trạm y tế"],
            "pairs": [
                {"id": "a", "left": "Nộp hồ sơ khai sinh", "right": "Cổng dịch vụ công"},
                {"id": "b", "left": "Tố giác tin nhắn lừa đảo", "right": "Đầu số 156"},
            ],
        },
        {"a": "Cổng dịch vụ công"},
    ),
    (
        "Sắp xếp",
        {
            "kind": "ordering",
            "text": "Xếp các bước nộp hồ sơ theo thứ tự.",
            "items": [
                {"id": name, "text": text}
                for name, text in zip("abc", ("Đăng nhập", "Điền tờ khai", "Nộp lệ phí"), strict=True)
            ],
        },
        {"a": 1},
    ),
    (
        "Trả lời ngắn",
        {
            "kind": "short",
            "text": "Viết tắt của “mã dùng một lần”?",
            "answers": [{"text": "OTP", "share": 1}],
        },
        "OTP",
    ),
    (
        "Trả lời bằng số",
        {
            "kind": "numerical",
            "text": "Một xã có bao nhiêu mét cáp?",
            "answers": [{"value": 12, "tolerance": 0, "share": 1}],
            "units": [{"text": "m", "factor": 1}],
        },
        "12,5 m",
    ),
    (
        "Điền khuyết",
        {
            "kind": "cloze",
            "text": "Gọi [[1]] khi có cháy, [[2]] khi cần cấp cứu.",
            "gaps": {
                "1": {
                    "kind": "numerical",
                    "text": "",
                    "answers": [{"value": 114, "tolerance": 0, "share": 1}],
                },
                "2": {
                    "kind": "single",
                    "text": "",
                    "options": [
                        {"id": "x", "text": "115", "share": 1},
                        {"id": "y", "text": "113", "share": 0},
                    ],
                },
            },
        },
        {"1": "114"},
    ),
    (
        "Chỉ trên hình",
        {
            "kind": "hotspot",
            "text": "Chỉ vào giữa hình.",
            "picture": "file:hinh.png",
            "alt": "Biểu trưng Lớp Số",
            "areas": [{"shape": "rect", "coords": [0.3, 0.3, 0.7, 0.7], "share": 1}],
        },
        [],
    ),
    (
        "Thang ý kiến",
        {
            "kind": "likert",
            "text": "Bà con thấy thế nào?",
            "rows": ["Bài dễ hiểu", "Người dạy tận tình"],
            "scale": [
                {"value": n, "text": text} for n, text in enumerate(("Chưa", "Tạm được", "Hài lòng"), 1)
            ],
        },
        {"0": 3},
    ),
    (
        "Tự luận",
        {
            "kind": "essay",
            "text": "Kể một việc xã mình đã làm trên mạng.",
            "words_least": 50,
            "words_most": 200,
        },
        "Xã tôi",
    ),
    ("Nộp tệp", {"kind": "file", "text": "Nộp ảnh chụp màn hình.", "types": [".png", ".pdf"]}, None),
)


def samples(theme: str) -> list[tuple[Any, ...]]:
    """Template, context and state of each; ids carry the theme, since both stand on one page."""
    return [_sample(f"cau-{number}-{theme}", *told) for number, told in enumerate(QUESTIONS)]


def _sample(name: str, state: str, body: dict[str, Any], given: Any) -> tuple[Any, ...]:
    entry = {"id": name, **kinds.shown(POINTS | body, Random(1))}  # noqa: S311 - a sample, not a paper
    question = presented(entry, given, lambda _file: static("img/icon-180.png"))
    return ("styleguide/question", {"question": question | {"files": []}, "closed": True}, state)
