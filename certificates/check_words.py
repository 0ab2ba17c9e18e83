"""What the check page says of a file: a title, a sentence, a colour and an icon for each verdict."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Words(NamedTuple):
    """Colour and icon never speak alone: the title says the same."""

    title: object
    text: object
    kind: str
    icon: str


VERDICTS = {
    "valid": Words(
        _("Thật, còn hiệu lực"),
        _("Đúng như đã cấp, không bị sửa, và vẫn còn giá trị."),
        "ok", "circle-check",
    ),
    "altered": Words(
        _("Đã bị sửa"),
        _("Tệp này không còn như khi được cấp. Đừng tin nội dung trong tệp."),
        "danger", "ban",
    ),
    "revoked": Words(
        _("Đã thu hồi"),
        _("Đơn vị cấp đã thu hồi giấy chứng nhận này; giấy không còn giá trị."),
        "danger", "ban",
    ),
    "superseded": Words(
        _("Đã thay bằng bản cấp lại"),
        _("Người học đã được cấp bản khác; hãy hỏi bản mới."),
        "warn", "circle-alert",
    ),
    "unsigned": Words(
        _("Không có chữ ký hợp lệ"),
        _("Không biết tệp do ai làm ra. Chỉ tin những gì ghi trong sổ cấp."),
        "warn", "circle-alert",
    ),
    "untrusted": Words(
        _("Người ký không thuộc hệ thống này"),
        _("Chữ ký nguyên vẹn nhưng không phải của đơn vị cấp ở đây."),
        "warn", "circle-alert",
    ),
    "unverified": Words(
        _("Chưa kiểm tra được chữ ký"),
        _("Thiếu khóa của bên cấp, nên chưa thể tin."),
        "warn", "circle-alert",
    ),
    "expired": Words(
        _("Ngoài thời hạn hiệu lực"),
        _("Chữ ký đúng nhưng đã hết hạn hoặc chưa đến ngày có hiệu lực."),
        "danger", "ban",
    ),
    "invalid": Words(
        _("Không hợp lệ"),
        _("Tệp không đúng chuẩn hoặc không đủ căn cứ để công nhận."),
        "danger", "ban",
    ),
    "unknown": Words(
        _("Không xác định được"),
        _("Không thấy trong sổ cấp của hệ thống này."),
        "warn", "circle-alert",
    ),
}  # fmt: skip
