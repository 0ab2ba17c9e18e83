"""The sheet that most teachers use: its columns, its words for kinds, how the parts of a question stand in cells."""

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
OPTIONS = [f"phương án {letter}" for letter in "ABCDEFGH"]
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
SAMPLES: Final = [
    ["Chọn một", "Mật khẩu nào khó đoán nhất?", "123456", "Ngày sinh", "Một câu dài của riêng mình", "", "", "", "", "", "C", 1, "Mật khẩu dài khó đoán hơn.", "An toàn thông tin / Mật khẩu", "Nhận biết", "4.1"],
    ["Chọn nhiều", "Việc nào an toàn?", "Khóa màn hình", "Cho mượn mã OTP", "Cập nhật phần mềm", "", "", "", "", "", "A, C", 1, "", "An toàn thông tin", "Thông hiểu", ""],
    ["Đúng/Sai", "Mã OTP có thể đọc cho cán bộ ngân hàng.", "", "", "", "", "", "", "", "", "Sai", 1, "Không đọc mã OTP cho bất kỳ ai.", "An toàn thông tin", "", ""],
    ["Trả lời ngắn", "Cổng dịch vụ công quốc gia viết tắt là gì?", "", "", "", "", "", "", "", "", "DVCQG | Cổng DVC quốc gia", 1, "", "Dịch vụ công", "", ""],
    ["Số", "Một ki-lô-bai có bao nhiêu bai (hệ nhị phân)?", "", "", "", "", "", "", "", "", "1024 ± 24", 1, "", "Kiến thức chung", "", ""],
    ["Ghép đôi", "Ghép tên với việc.", "Zalo → nhắn tin", "VNeID → định danh", "→ soạn văn bản", "", "", "", "", "", "", 2, "", "Kiến thức chung", "", ""],
    ["Sắp xếp", "Thứ tự nộp hồ sơ trực tuyến?", "Đăng nhập", "Chọn thủ tục", "Điền tờ khai", "Nộp", "", "", "", "", "", 1, "", "Dịch vụ công", "", ""],
    ["Điền chỗ trống", "Thủ đô là {1:SHORTANSWER:=Hà Nội}, có {1:NUMERICAL:=2:0} mùa mưa nắng.", "", "", "", "", "", "", "", "", "", 2, "", "Kiến thức chung", "", ""],
    ["Tự luận", "Anh, chị sẽ hướng dẫn bà con cài VNeID thế nào?", "", "", "", "", "", "", "", "", "", 5, "", "Dịch vụ công", "Vận dụng", ""],
    ["Thang đo", "Ý kiến của anh, chị về lớp học\nGiảng viên dễ hiểu\nThời lượng phù hợp", "Không đồng ý", "Bình thường", "Đồng ý", "", "", "", "", "", "", 1, "", "Khảo sát", "", ""],
]
