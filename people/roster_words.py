"""What the codes of an import mean, in words for the clerk who sent the roster."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "missing_name": _("Thiếu họ và tên."),
    "missing_identifier": _("Thiếu số CCCD, số điện thoại và ngày sinh đầy đủ: không nhận ra được là ai."),
    "identity_conflict": _("Số CCCD này đã thuộc về người có tên khác."),
    "unit_ambiguous": _("Có nhiều đơn vị cùng tên này: ghi thêm huyện, hoặc xã hay phường."),
    "unit_not_found": _("Không có đơn vị nào tên như vậy vào ngày của danh sách."),
    "unit_split_needs_choice": _("Đơn vị này đã chia cho nhiều nơi: hãy ghi rõ đơn vị hiện nay."),
    "unit_level_abolished": _("Cấp huyện không còn vào ngày của danh sách: hãy ghi xã, phường hoặc sở."),
    "unit_not_yet_valid": _("Đơn vị này chỉ có sau ngày của danh sách."),
    "unit_code_name_mismatch": _("Mã đơn vị và tên đơn vị chỉ hai nơi khác nhau."),
    "left_out": _("Bạn đã chọn bỏ dòng này."),
    "unit_outside_scope": _("Đơn vị này ngoài phạm vi bạn phụ trách."),
    "person_outside_scope": _(
        "Người này đang thuộc đơn vị ngoài phạm vi bạn phụ trách: hãy nhờ cấp trên nạp."
    ),
}
WARNINGS: dict[str, Promise] = {
    "phone_leading_zero_restored": _("Đã thêm số 0 đầu số điện thoại."),
    "phone_prefix_updated": _("Đầu số cũ 11 số: đã đổi sang 10 số."),
    "phone_multiple": _("Ô có nhiều số điện thoại: lấy số đầu."),
    "phone_invalid": _("Số điện thoại không đúng: để trống."),
    "cccd_leading_zero_restored": _("Đã thêm số 0 đầu số CCCD."),
    "cccd_precision_lost": _("Số CCCD đã bị Excel làm tròn, không khôi phục được: để trống."),
    "cmnd_9_digits": _("Số CMND cũ 9 chữ số."),
    "cccd_invalid": _("Số CCCD không đủ 12 chữ số: để trống."),
    "email_invalid": _("Thư điện tử không đúng: để trống."),
    "dob_year_only": _("Chỉ có năm sinh."),
    "dob_invalid": _("Ngày sinh không có thật: để trống."),
    "hamlet_text_kept": _("Có ghi ấp, khu phố: xếp vào xã, phường."),
    "unit_type_mismatch": _("Loại đơn vị ghi khác (xã, phường, thị trấn)."),
    "unit_matched_without_accents": _("Tên đơn vị ghi thiếu dấu."),
    "unit_mapped_to_successor": _("Đơn vị cũ: đã chuyển sang đơn vị kế thừa."),
    "unit_code_superseded": _("Mã đơn vị đã cũ: lấy theo tên."),
    "unit_name_superseded": _("Tên đơn vị đã cũ: lấy theo mã."),
    "unit_code_unknown": _("Không có mã đơn vị này: lấy theo tên."),
    "unit_conflict_in_file": _("Cùng một người ở hai đơn vị trong tệp: lấy dòng sau."),
    "ditto_expanded": _("Dấu “như trên” đã được thay bằng nội dung dòng trên."),
}
FIELDS: dict[str, Promise] = {
    "full_name": _("Họ và tên"),
    "family_name": _("Họ và tên đệm"),
    "given_name": _("Tên"),
    "birth": _("Ngày sinh"),
    "birth_male": _("Ngày sinh – cột Nam"),
    "birth_female": _("Ngày sinh – cột Nữ"),
    "gender": _("Giới tính"),
    "identity": _("Số CCCD hoặc CMND"),
    "phone": _("Số điện thoại"),
    "email": _("Thư điện tử"),
    "position": _("Chức vụ"),
    "unit": _("Đơn vị"),
    "district": _("Huyện (đơn vị cũ)"),
    "unit_code": _("Mã đơn vị"),
}
ENCODINGS: dict[str, Promise] = {
    "unicode": _("Unicode"),
    "utf-8": _("Unicode (UTF-8)"),
    "utf-16": _("Unicode (UTF-16)"),
    "windows-1258": _("Windows-1258"),
    "tcvn3": _("TCVN3 (ABC, phông .VnTime)"),
    "vni": _("VNI-Windows (phông VNI-Times)"),
}
CHANGES: dict[str, Promise] = {
    "full_name": _("họ tên"),
    "gender": _("giới tính"),
    "phone": _("số điện thoại"),
    "email": _("thư điện tử"),
    "cccd": _("số CCCD"),
    "cmnd": _("số CMND"),
    "dob": _("ngày sinh"),
    "position": _("chức vụ"),
    "unit_code": _("đơn vị"),
}
STAGES: dict[str, Promise] = {
    "read": _("Đang đọc tệp"),
    "judge": _("Đang đối chiếu từng dòng"),
    "write": _("Đang ghi"),
    "undo": _("Đang hoàn tác"),
}
APPROVAL_REASONS: dict[str, Promise] = {
    "unit_share": _("Số người của một đơn vị thay đổi nhiều."),
    "file_share": _("Tổng số người của các đơn vị trong tệp thay đổi nhiều."),
    "many_new": _("Rất nhiều người mới vào các đơn vị chưa có ai."),
}
ENDINGS: dict[str, Promise] = {
    "retired": _("Nghỉ hưu"),
    "transferred": _("Chuyển công tác"),
    "other": _("Lý do khác"),
}
KEPT: dict[str, Promise] = {
    "later_roster": _("Có trong một danh sách nạp sau: giữ nguyên."),
    "signed_in": _("Đã đăng nhập: giữ nguyên."),
    "has_rights": _("Tài khoản đã được giao quyền: giữ nguyên."),
    "edited": _("Đã được sửa sau khi nạp: giữ nguyên."),
    "learning": _("Đã có kết quả học tập: giữ nguyên."),
    "named": _("Đã được ghi danh hoặc nhắc tới: giữ hồ sơ, bỏ khỏi đơn vị."),
}
