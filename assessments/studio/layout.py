"""What the form of each kind asks: fields, and rows of columns; the form itself is drawn from this."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Column:
    """One thing to fill in; `widget` is line, area, tick or one of `choices`."""

    name: str
    label: Words
    widget: str = "line"
    help: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True)
class Layout:
    """The form of a kind."""

    rows: str = ""
    heading: Words = ""
    columns: tuple[Column, ...] = ()
    fields: tuple[Column, ...] = ()
    help: Words = ""
    least: int = field(default=4)


SHARE = Column("share", _("Phần điểm (%)"), help=_("Bỏ trống là trọn điểm hoặc không điểm."))
NOTE = Column("feedback", _("Nhận xét khi chọn"))
SHUFFLE = Column("shuffle", _("Đảo thứ tự phương án"), "tick")
OPTIONS = (Column("text", _("Phương án")), Column("is_correct", _("Đúng"), "tick"), SHARE, NOTE)
ANSWERS = (SHARE, Column("feedback", _("Nhận xét")))
CRITERIA = (
    Column("text", _("Tiêu chí")),
    Column("points", _("Điểm"), help=_("Bỏ trống là điểm của mức cao nhất.")),
    Column("levels", _("Các mức"), help=_("Ví dụ: Tốt = 3 | Khá = 2 | Chưa đạt = 0.")),
)
LAYOUTS = {
    "single": Layout("options", _("Phương án trả lời"), OPTIONS, (SHUFFLE,)),
    "multiple": Layout(
        "options",
        _("Phương án trả lời"),
        OPTIONS,
        (
            Column(
                "scoring", _("Cách tính điểm"), "choice",
                choices=(("all", _("Đúng và đủ mới có điểm")), ("partial", _("Cộng từng phần, sai thì trừ"))),
            ),
            SHUFFLE,
        ),
        _("Cộng từng phần: ghi phần điểm cho mỗi phương án, phương án sai ghi số âm."),
    ),
    "true_false": Layout(
        fields=(
            Column("right", _("Câu này"), "choice", choices=(("true", _("Đúng")), ("false", _("Sai")))),
            Column("feedback_true", _("Nhận xét khi chọn Đúng")),
            Column("feedback_false", _("Nhận xét khi chọn Sai")),
        )
    ),
    "matching": Layout(
        "pairs",
        _("Các cặp"),
        (Column("left", _("Vế trái")), Column("right", _("Vế phải đúng"))),
        (Column("extra", _("Vế phải thừa để gây nhiễu"), "area", _("Mỗi dòng một vế.")),),
    ),
    "ordering": Layout(
        "items",
        _("Các mục, theo thứ tự đúng"),
        (Column("text", _("Mục")),),
        (
            Column(
                "scoring", _("Cách tính điểm"), "choice",
                choices=(("all", _("Đúng cả thứ tự mới có điểm")), ("relative", _("Tính từng cặp liền nhau"))),
            ),
        ),
    ),
    "short": Layout(
        "answers",
        _("Đáp án được nhận"),
        (Column("text", _("Đáp án")), *ANSWERS),
        (
            Column(
                "accents", _("Dấu tiếng Việt"), "choice",
                choices=(("exact", _("Phải đúng dấu")), ("folded", _("Không dấu cũng được"))),
            ),
            Column("case", _("Phân biệt chữ hoa, chữ thường"), "tick"),
        ),
        _("Dấu * thay cho bất cứ chữ nào, ví dụ *mật khẩu*."),
        2,
    ),
    "numerical": Layout(
        "answers",
        _("Đáp án được nhận"),
        (Column("value", _("Số")), Column("tolerance", _("Sai số cho phép")), *ANSWERS),
        (
            Column("units", _("Đơn vị"), "area", _("Mỗi dòng một đơn vị và hệ số, ví dụ: cm = 0,01.")),
            Column("unit_required", _("Bắt buộc ghi đơn vị"), "tick"),
        ),
        least=2,
    ),
    "cloze": Layout(
        "gaps",
        _("Các chỗ trống"),
        (
            Column("name", _("Số")),
            Column(
                "kind", _("Loại"), "choice",
                choices=(("short", _("Chữ")), ("numerical", _("Số")), ("single", _("Chọn"))),
            ),
            Column("answers", _("Đáp án"), help=_("Cách nhau bằng dấu |. Chọn: đáp án đúng có dấu * ở đầu.")),
            Column("points", _("Trọng số")),
        ),
        help=_("Trong câu hỏi viết [[1]], [[2]]… ở chỗ trống. Số có thể kèm sai số: 12 ± 0,5."),
    ),
    "hotspot": Layout(
        "areas",
        _("Các vùng đúng"),
        (
            Column(
                "shape", _("Hình"), "choice",
                choices=(("rect", _("Chữ nhật")), ("circle", _("Tròn")), ("poly", _("Đa giác"))),
            ),
            Column("coords", _("Tọa độ (% chiều rộng, % chiều cao)")),
            SHARE,
        ),
        (Column("alt", _("Mô tả hình cho người không nhìn thấy")),),
        _("Chữ nhật: trái trên phải dưới. Tròn: tâm ngang, tâm dọc, bán kính. Ví dụ: 10 10 40 30."),
        2,
    ),
    "likert": Layout(
        "scale",
        _("Thang đo"),
        (Column("value", _("Giá trị")), Column("text", _("Lời"))),
        (Column("rows", _("Các ý để hỏi"), "area", _("Mỗi dòng một ý.")),),
        least=5,
    ),
    "essay": Layout(
        "rubric",
        _("Thang chấm"),
        CRITERIA,
        (
            Column("words_least", _("Ít nhất bao nhiêu chữ")),
            Column("words_most", _("Nhiều nhất bao nhiêu chữ")),
            Column("template", _("Khung bài cho sẵn"), "area"),
            Column("grader_info", _("Dặn người chấm"), "area"),
        ),
        least=3,
    ),
    "file": Layout(
        "rubric",
        _("Thang chấm"),
        CRITERIA,
        (
            Column("types", _("Loại tệp được nộp"), help=_("Ví dụ: .pdf .docx. Bỏ trống là mọi loại nhận được.")),
            Column("most_files", _("Nhiều nhất bao nhiêu tệp")),
        ),
        least=3,
    ),
}  # fmt: skip
