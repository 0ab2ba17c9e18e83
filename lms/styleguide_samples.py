"""Sample data of the style guide: names, places and figures are invented."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from lms import styleguide_questions

NBSP = "\u00a0"
COMPONENT = "components/"
LONG = "Hướng dẫn tổ công nghệ số cộng đồng giúp bà con cao tuổi nộp hồ sơ, trả lệ phí và nhận kết quả"


class SampleForm(forms.Form):
    """Each kind of field once; sent empty it shows its errors."""

    full_name = forms.CharField(label="Họ và tên", help_text="Viết có dấu, như trên căn cước")
    phone = forms.CharField(
        label="Số điện thoại", error_messages={"required": "Thiếu số điện thoại. Cần 10 số."}
    )
    unit = forms.ChoiceField(label="Đơn vị", choices=[("1", "Xã Xuân Định"), ("2", "Phường Tân Triều")])
    frame = forms.ChoiceField(
        label="Tính theo đơn vị",
        widget=forms.RadioSelect,
        choices=[("then", "Theo đơn vị lúc học"), ("now", "Theo đơn vị hiện nay")],
    )
    roster = forms.FileField(label="Tệp danh sách", help_text="Excel hoặc CSV, tối đa 10 MB", required=False)
    zalo = forms.BooleanField(label="Gửi kèm tin Zalo", required=False)


def all_samples(theme: str) -> list[tuple[str, str, list[tuple[Any, ...]]]]:
    """Heading, layout class and samples (template, context, state) of every group."""
    questions = ("Câu hỏi của bài kiểm tra", "stack", styleguide_questions.samples(theme))
    return [*_words(), *_acts(), *_inputs(theme), *_facts(), *_lists(), *_answers(), questions]


def _words() -> list[tuple[str, str, list[tuple[Any, ...]]]]:
    return [
        ("Chữ", "stack-s", [("styleguide/type",)]),
        ("Màu", "stack-s", [("styleguide/colours",)]),
        ("Biểu tượng", "stack-s", [("styleguide/icons",)]),
        (
            "Đường dẫn",
            "stack-s",
            [
                (
                    COMPONENT + "crumbs",
                    {"items": [{"label": "Dịch vụ công trực tuyến", "href": "/"}, {"label": "Xem hồ sơ"}]},
                )
            ],
        ),
    ]


def _acts() -> list[tuple[str, str, list[tuple[Any, ...]]]]:
    button = COMPONENT + "button"
    return [
        (
            "Nút",
            "row",
            [
                (button, {"label": "Lưu bài"}),
                ("styleguide/button_states",),
                (button, {"label": "Xem trước", "kind": "secondary", "href": "/"}),
                (button, {"label": "Làm ngay", "kind": "accent"}),
                (button, {"label": "Thu hồi", "kind": "danger", "icon": "x"}),
                (button, {"label": "Để sau", "kind": "quiet"}),
                (button, {"label": "Học tiếp", "kind": "secondary", "small": True}),
                (button, {"label": "Đang lưu…", "busy": True}, "đang chạy"),
                (
                    button,
                    {"label": "Chốt số liệu", "disabled_reason": "Còn 3 đơn vị chưa nộp danh sách."},
                    "mờ",
                ),
            ],
        ),
        (
            "Nút lớn trên điện thoại",
            "stack-s",
            [
                (
                    button,
                    {"label": f"Xem · 2{NBSP}phút · 1,4{NBSP}MB", "icon": "play", "big": True, "block": True},
                ),
                (
                    button,
                    {
                        "label": f"Chỉ nghe · 0,3{NBSP}MB",
                        "icon": "headphones",
                        "kind": "secondary",
                        "block": True,
                    },
                ),
                (
                    button,
                    {
                        "label": "Làm ngay",
                        "note": "Mở Cổng Dịch vụ công quốc gia",
                        "kind": "accent",
                        "icon_end": "arrow-right",
                        "big": True,
                        "block": True,
                    },
                ),
                (button, {"label": LONG, "kind": "secondary", "block": True}, "chữ dài"),
            ],
        ),
        (
            "Ô việc",
            "tiles",
            [
                (COMPONENT + "tile", _tile("landmark", "Dịch vụ công trực tuyến", 8, "0,9")),
                (COMPONENT + "tile", _tile("heart-pulse", "Y tế số", 5, "1,1")),
                (COMPONENT + "tile", _tile("globe", "Tiện ích trên Internet", 9, "0,7") | {"wide": True}),
                (
                    COMPONENT + "tile",
                    _tile("download", "Đã lưu trên máy này", 3, "3,8") | {"wide": True, "dashed": True},
                ),
            ],
        ),
    ]


def _tile(icon: str, title: str, lessons: int, size: str) -> dict[str, Any]:
    return {"icon": icon, "title": title, "href": "/", "note": f"{lessons}{NBSP}bài · từ {size}{NBSP}MB"}


def _inputs(theme: str) -> list[tuple[str, str, list[tuple[Any, ...]]]]:
    option = COMPONENT + "option"
    filled = SampleForm(initial={"full_name": "Nguyễn Thị Hồng Ánh", "frame": "then"}, prefix=theme)
    refused = SampleForm({}, prefix=f"{theme}-thieu")
    refused.full_clean()
    return [
        ("Trường nhập", "stack", [(COMPONENT + "form_fields", {"form": filled})]),
        (
            "Trường nhập bị từ chối",
            "stack",
            [
                (COMPONENT + "field", {"field": refused["phone"]}, "lỗi"),
                (COMPONENT + "search", {"label": "Tìm tên, không cần dấu", "action": "/styleguide/"}),
            ],
        ),
        (
            "Câu trả lời",
            "options",
            [
                (
                    option,
                    {"name": f"{theme}-1", "value": "1", "label": "Trên giấy biên nhận", "verdict": "right"},
                    "đúng",
                ),
                (
                    option,
                    {"name": f"{theme}-1", "value": "2", "label": "Trên căn cước", "verdict": "wrong"},
                    "chưa đúng",
                ),
                (option, {"name": f"{theme}-1", "value": "3", "label": LONG}, "chữ dài"),
                (
                    option,
                    {
                        "name": f"{theme}-2",
                        "value": "1",
                        "label": "Gửi kèm tin Zalo",
                        "type": "checkbox",
                        "checked": True,
                    },
                ),
            ],
        ),
    ]


def _facts() -> list[tuple[str, str, list[tuple[Any, ...]]]]:
    chip, bar = COMPONENT + "chip", COMPONENT + "spans_bar"
    return [
        (
            "Trạng thái",
            "row",
            [(chip, {"state": state}) for state in ("done", "doing", "soon", "late", "todo", "exempt")]
            + [(chip, {"kind": "ok", "icon": "award", "label": "Có giấy chứng nhận"})],
        ),
        (
            "Phần đã xem: luống đã cấy",
            "stack-s",
            [
                (
                    bar,
                    {
                        "spans": [[0, 130], [185, 353], [390, 462]],
                        "duration": 750,
                        "goal": 90,
                        "at": 462,
                        "caption": True,
                    },
                ),
                (bar, {"spans": [[0, 700]], "duration": 750, "goal": 90, "caption": True}, "đủ"),
                (bar, {"spans": [], "duration": 750, "goal": 90, "caption": True}, "chưa xem"),
                (
                    COMPONENT + "progress",
                    {"value": 68, "label": "Tải lên", "text": f"Tải lên 1,36/2,00{NBSP}GB"},
                ),
                (
                    COMPONENT + "save",
                    {"label": "Lưu xem sau", "parcel": "/da-luu/bai.json", "offline_pages": True},
                ),
            ],
        ),
        (
            "Con số và lời giải",
            "stack-s",
            [
                (
                    COMPONENT + "kpi",
                    {"label": "Cán bộ quản lý đã được tập huấn", "value": "87,4", "unit": "%"},
                ),
                (
                    COMPONENT + "facts",
                    {
                        "facts": [
                            {"label": "Đã hoàn thành (tử số)", "value": "2.984", "href": "/styleguide/"},
                            {"label": "Phải tập huấn (mẫu số)", "value": "3.414", "href": "/styleguide/"},
                            {"label": "Loại trừ, có lý do", "value": "127"},
                        ]
                    },
                ),
            ],
        ),
    ]


def _lists() -> list[tuple[str, str, list[tuple[Any, ...]]]]:
    page = Paginator(range(43), 10).page(2)
    tabs = [
        {"label": "Còn thiếu", "count": 12, "href": "/styleguide/"},
        {"label": "Đã hoàn thành", "count": 29, "href": "/styleguide/"},
        {"label": "Tất cả", "count": 43, "href": "/styleguide/", "current": True},
    ]
    actions = [
        {"label": "Nhắc", "icon": "bell", "kind": "accent", "type": "button"},
        {"label": "Gia hạn", "icon": "clock", "type": "button"},
        {"label": "Bỏ chọn", "icon": "x", "kind": "quiet", "type": "reset"},
    ]
    steps = [
        {"text": "Mở trang dichvucong.gov.vn trên điện thoại."},
        {"text": "Gõ mã hồ sơ in trên giấy biên nhận, bấm Tra cứu."},
    ]
    return [
        (
            "Bảng",
            "stack-s",
            [
                (COMPONENT + "tabs", {"tabs": tabs, "label": "Lọc theo trạng thái"}),
                ("styleguide/table", {"query": QueryDict("sort=name")}),
                (COMPONENT + "pagination", {"page": page, "query": QueryDict("sort=name"), "noun": "Người"}),
                (COMPONENT + "bulk_bar", {"text": f"Đã chọn 4{NBSP}người", "actions": actions}),
            ],
        ),
        (
            "Điều kiện lọc",
            "row",
            [(COMPONENT + "filter_chip", {"label": "Trạng thái: quá hạn", "href": "/styleguide/"})],
        ),
        ("Hàng việc", "stack-s", [("styleguide/rows", {"day": date(2026, 11, 27)})]),
        ("Các bước", "stack-s", [(COMPONENT + "steps", {"steps": steps})]),
    ]


def _answers() -> list[tuple[str, str, list[tuple[Any, ...]]]]:
    notice, toast = COMPONENT + "notice", COMPONENT + "toast"
    return [
        (
            "Thẻ việc tiếp theo",
            "stack-s",
            [
                (
                    COMPONENT + "card",
                    {
                        "next": True,
                        "eyebrow": "Việc tiếp theo",
                        "title": "Bài 3. Ghi nhật ký sản xuất bằng điện thoại",
                        "text": "Chuyển đổi số trong xây dựng nông thôn mới · bài 3 trong 5",
                        "action_label": "Học tiếp từ 4:45",
                        "action_href": "/styleguide/",
                        "action_icon": "play",
                        "level": 4,
                    },
                )
            ],
        ),
        (
            "Lời nhắn",
            "stack-s",
            [
                (
                    notice,
                    {
                        "title": "Cần có trước khi làm",
                        "text": "Điện thoại có mạng, tài khoản VNeID, giấy biên nhận.",
                    },
                ),
                (
                    notice,
                    {
                        "kind": "soft",
                        "icon": "phone",
                        "text": "Vướng chỗ nào, gọi tổ công nghệ số ấp Tân Lập.",
                    },
                ),
                (
                    notice,
                    {"kind": "ok", "icon": "circle-check", "text": "Đã nạp 120 người, không dòng nào bị bỏ."},
                ),
                (
                    notice,
                    {"kind": "info", "icon": "info", "text": "Bài này có bản mới, phần đã học vẫn tính."},
                ),
                (
                    notice,
                    {
                        "kind": "warn",
                        "icon": "wifi-off",
                        "text": "Mất mạng. Bài làm được giữ trên máy, có mạng sẽ gửi.",
                    },
                ),
                (
                    notice,
                    {
                        "kind": "danger",
                        "icon": "circle-alert",
                        "text": "Tệp thiếu cột Họ và tên, chưa nạp dòng nào.",
                    },
                ),
                (toast, {"text": f"Đã xếp 4{NBSP}người vào lớp 27/11.", "undo_href": "/styleguide/"}),
            ],
        ),
        (
            "Khi chưa có gì",
            "stack-s",
            [
                (
                    COMPONENT + "empty",
                    {
                        "title": "Chưa có lớp nào",
                        "text": "Lớp mới sẽ hiện ở đây.",
                        "action_label": "Mở lớp",
                        "action_href": "/styleguide/",
                        "level": 4,
                    },
                )
            ],
        ),
        (
            "Hộp hỏi lại",
            "stack-s",
            [
                (
                    COMPONENT + "button",
                    {"label": "Hỏi lại trước khi nhắc", "kind": "secondary", "opens": "hoi"},
                ),
                (
                    COMPONENT + "dialog",
                    {
                        "id": "hoi",
                        "title": "Nhắc 4 người?",
                        "text": "Mỗi người nhận một tin.",
                        "confirm": "Nhắc",
                    },
                ),
                (
                    COMPONENT + "dialog",
                    {
                        "id": "nhac",
                        "open": True,
                        "title": f"Nhắc 4{NBSP}người?",
                        "text": "Mỗi người nhận một tin trước 17:00. Võ Thành Khôi mới được nhắc hôm qua.",
                        "confirm": f"Nhắc 4{NBSP}người",
                    },
                ),
            ],
        ),
    ]
