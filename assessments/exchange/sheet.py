"""The sheet that most teachers use: its columns, its words for kinds, how the parts of a question stand in cells."""

import string
from collections.abc import Sequence
from typing import Final

KIND, TEXT, KEY, POINTS, SAID, TOPIC, DIFFICULTY, LEVEL = (
    "loại",
    "câu hỏi",
    "đáp án đúng",
    "điểm",
    "giải thích",
    "chủ đề",
    "độ khó",
    "khung năng lực",
)
OPTIONS = [f"phương án {letter}" for letter in "ABCDEFGH"]  # of the template
READ_OPTIONS = [f"phương án {letter}" for letter in string.ascii_uppercase]  # of any sheet
COLUMNS: Final = [KIND, TEXT, *OPTIONS, KEY, POINTS, SAID, TOPIC, DIFFICULTY, LEVEL]
SHEET, EXAMPLES, HELP = "Câu hỏi", "Ví dụ", "Hướng dẫn"
KINDS: Final = {
    "single": "Chọn một",
    "multiple": "Chọn nhiều",
    "true_false": "Đúng/Sai",
    "short": "Trả lời ngắn",
    "numerical": "Số",
    "matching": "Ghép đôi",
    "ordering": "Sắp xếp",
    "cloze": "Điền chỗ trống",
    "essay": "Tự luận",
    "file": "Nộp tệp",
    "likert": "Thang đo",
}
DIFFICULTIES = ["Nhận biết", "Thông hiểu", "Vận dụng", "Vận dụng cao"]
HARD = "độ khó:"  # the tag under which the difficulty travels
ARROW = "→"
BAR = "\\|"  # a | that is part of an answer; an arrow that is part of a side has the same stroke before it
TRUE, FALSE = "Đúng", "Sai"
HELP_LINES = [
    "Mỗi dòng của trang “Câu hỏi” là một câu. Trang “Ví dụ” có mẫu của từng loại; trang đó không được nạp.",
    "Loại: chọn trong danh sách. Để trống thì hệ thống đoán theo đáp án.",
    "Chọn một: đáp án đúng là một chữ, ví dụ B. Chọn nhiều: các chữ cách nhau bằng dấu phẩy, ví dụ A, C.",
    "Đúng/Sai: đáp án đúng ghi Đúng hoặc Sai, không cần phương án.",
    "Trả lời ngắn: các đáp án được nhận cách nhau bằng dấu |, dấu * thay cho chữ bất kỳ.",
    "Số: ghi 3,14 hoặc 3,14 ± 0,01 hoặc 10..12; nhiều đáp án cách nhau bằng dấu |.",
    "Ghép đôi: mỗi phương án ghi vế trái → vế phải; vế phải thừa ghi → vế phải.",
    "Sắp xếp: ghi các phương án theo đúng thứ tự; khi làm bài hệ thống sẽ xáo trộn.",
    "Điền chỗ trống: trong câu hỏi ghi {1:SHORTANSWER:=Hà Nội} hoặc {1:MULTICHOICE:=đúng~sai~sai}.",
    "Thang đo (phiếu khảo sát): các mức là phương án; câu hỏi có nhiều dòng thì mỗi dòng sau là một ý hỏi.",
    "Điểm để trống là 1. Chủ đề nhiều cấp ghi cách nhau bằng dấu /, ví dụ An toàn thông tin / Mật khẩu.",
]


def filled(
    kind: str,
    text: str,
    options: Sequence[str] = (),
    key: str = "",
    points: float = 1,
    said: str = "",
    topic: str = "",
    difficulty: str = "",
    level: str = "",
) -> list[str | float]:
    """A row in the order of the columns."""
    cells = [*options, *[""] * (len(OPTIONS) - len(options))]
    return [KINDS[kind], text, *cells, key, points, said, topic, difficulty, level]


_SAFETY, _SERVICES = "An toàn thông tin", "Dịch vụ công"
SAMPLES: Final = [
    filled(
        "single",
        "Mật khẩu nào khó đoán nhất?",
        ["123456", "Ngày sinh", "Một câu dài của riêng mình"],
        "C",
        said="Mật khẩu dài khó đoán hơn.",
        topic=f"{_SAFETY} / Mật khẩu",
        difficulty="Nhận biết",
        level="4.1",
    ),
    filled(
        "multiple",
        "Việc nào an toàn?",
        ["Khóa màn hình", "Cho mượn mã OTP", "Cập nhật phần mềm"],
        "A, C",
        topic=_SAFETY,
        difficulty="Thông hiểu",
    ),
    filled(
        "true_false",
        "Mã OTP có thể đọc cho cán bộ ngân hàng.",
        key=FALSE,
        said="Không đọc mã OTP cho bất kỳ ai.",
    ),
    filled(
        "short", "Ứng dụng định danh điện tử của Bộ Công an tên là gì?", key="VNeID | VN eID", topic=_SERVICES
    ),
    filled("numerical", "Một ki-lô-bai có bao nhiêu bai?", key="1024 | 1000"),
    filled(
        "matching", "Ghép tên với việc.", ["Zalo → nhắn tin", "VNeID → định danh", "→ soạn văn bản"], points=2
    ),
    filled(
        "ordering",
        "Thứ tự nộp hồ sơ?",
        ["Đăng nhập", "Chọn thủ tục", "Điền tờ khai", "Nộp"],
        topic=_SERVICES,
    ),
    filled("cloze", "Thủ đô là {1:SHORTANSWER:=Hà Nội}, một năm có {1:NUMERICAL:=12:0} tháng.", points=2),
    filled(
        "essay",
        "Anh, chị sẽ hướng dẫn bà con cài VNeID thế nào?",
        points=5,
        topic=_SERVICES,
        difficulty="Vận dụng",
    ),
    filled("file", "Nộp ảnh chụp màn hình đã cài VNeID.", points=2, topic=_SERVICES),
    filled(
        "likert",
        "Ý kiến của anh, chị về lớp học\nGiảng viên dễ hiểu\nThời lượng phù hợp",
        ["Không đồng ý", "Bình thường", "Đồng ý"],
        topic="Khảo sát",
    ),
]
