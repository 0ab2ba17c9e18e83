"""A Word document of the library, as an office would type it: who helps in which ấp, and the evening's order."""

from reports.documents.package import packed
from reports.documents.wordml import cell, paragraph, row, run, section, table

TITLE = "Sổ tay buổi hướng dẫn của tổ công nghệ số cộng đồng"
WIDTHS = (28.0, 82.0, 55.0)
BEFORE = (
    "Báo trưởng ấp giờ và nơi hướng dẫn trước ba ngày; nhờ phát loa một lần vào chiều hôm trước.",
    "Mang theo ổ cắm nối dài, hai điện thoại đã cài sẵn ứng dụng, và bản in chữ to của bài sẽ dạy.",
    "Nhắc bà con mang căn cước và điện thoại đang dùng; không ghi mật khẩu ra giấy.",
)
EVENING = (
    ("10 phút", "Hỏi bà con muốn làm việc gì, chọn một việc", "Tổ trưởng"),
    ("20 phút", "Mở bài trên máy chiếu hoặc xem chung từng bước", "Đoàn viên phụ trách"),
    ("40 phút", "Mỗi người tự làm trên máy của mình, hai người kèm một nhóm", "Cả tổ"),
    ("10 phút", "Hỏi lại hai câu, ghi số người đã làm được theo ấp", "Thư ký tổ"),
)
AFTER = (
    "Ghi buổi hướng dẫn vào hệ thống ngay tối đó, có mạng hay không đều ghi được.",
    "Ai chưa làm được thì hẹn buổi sau; không làm thay, không giữ điện thoại của bà con.",
)


def guide_in_word() -> bytes:
    """The file; the same bytes each time."""
    order = table(
        [_row(*("Thời gian", "Việc", "Ai làm"), head=True), *(_row(*line) for line in EVENING)],
        WIDTHS,
        lines=True,
    )
    parts = [paragraph(run(TITLE, size=16, bold=True), align="center", after=12)]
    parts += [_head("1. Trước buổi hướng dẫn"), *map(_line, BEFORE)]
    parts += [_head("2. Trong buổi hướng dẫn"), order]
    parts += [_head("3. Sau buổi hướng dẫn"), *map(_line, AFTER), section(wide=False, first=True)]
    return packed("".join(parts), title=TITLE)


def _head(words: str) -> str:
    return paragraph(run(words, bold=True), before=10, after=4, together=True)


def _line(words: str) -> str:
    return paragraph(run(words), align="both", after=4, indent=10)


def _row(*words: str, head: bool = False) -> str:
    cells = (
        cell(paragraph(run(one, size=13, bold=head)), width) for one, width in zip(words, WIDTHS, strict=True)
    )
    return row(cells, head=head)
