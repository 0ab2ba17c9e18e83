"""What the log's codes mean, in words; a test fails for a code that is written but not said here."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.vietnamese import format_day
from people.models import Scope

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

ACTIONS: dict[str, Any] = {
    "person_viewed": _("Xem hồ sơ cá nhân"),
    "people_listed": _("Xem danh sách cán bộ"),
    "people_searched": _("Tìm người"),
    "unit_people_listed": _("Xem người của đơn vị"),
    "target_people_listed": _("Xem danh sách của chỉ tiêu"),
    "target_exported": _("Xuất tệp chỉ tiêu"),
    "register_listed": _("Xem sổ cấp giấy chứng nhận"),
    "register_exported": _("Xuất tệp sổ cấp"),
    "certificates_batch": _("Cấp giấy chứng nhận theo lớp"),
    "certificates_printed": _("Tải tệp in giấy chứng nhận của lớp"),
    "certificates_packed": _("Tải giấy chứng nhận của lớp (zip)"),
    "certificates_taken_to_sign": _("Tải giấy chứng nhận để ký"),
    "certificates_signed_in": _("Nhận giấy chứng nhận đã ký"),
    "class_listed": _("Xem lớp để cấp giấy chứng nhận"),
    "certificate_revoked": _("Thu hồi giấy chứng nhận"),
    "certificate_replaced": _("Cấp lại giấy chứng nhận"),
    "register_printed": _("In sổ cấp giấy chứng nhận"),
    "validity_set": _("Đặt thời hạn giấy chứng nhận"),
    "validity_ended": _("Bỏ thời hạn giấy chứng nhận"),
    "renewal_assigned": _("Giao học lại để gia hạn giấy chứng nhận"),
    "equivalence_set": _("Đặt quy định công nhận giấy nơi khác"),
    "external_accepted": _("Công nhận giấy nơi khác"),
    "external_returned": _("Trả lại giấy nơi khác"),
    "external_taken_back": _("Rút lại việc công nhận giấy nơi khác"),
    "external_listed": _("Xem danh sách giấy nơi khác"),
    "external_viewed": _("Xem giấy nơi khác của một người"),
    "external_scan_viewed": _("Xem bản quét giấy nơi khác"),
    "record_viewed": _("Xem hồ sơ học tập"),
    "transcript_printed": _("In bảng kê kết quả học tập"),
    "person_data_exported": _("Xuất toàn bộ dữ liệu của một người"),
    "own_data_exported": _("Tải dữ liệu của chính mình"),
    "certificate_template_used": _("Dùng một bản của mẫu giấy chứng nhận"),
    "certificate_template_archived": _("Cất mẫu giấy chứng nhận"),
    "certificate_template_restored": _("Lấy lại mẫu giấy chứng nhận"),
    "certificate_template_chosen": _("Chọn mẫu giấy mặc định"),
    "certificate_template_unchosen": _("Bỏ mẫu giấy mặc định"),
    "certificate_picture_added": _("Thêm hình của mẫu giấy chứng nhận"),
    "certificate_viewed": _("Xem giấy chứng nhận của một người"),
    "badge_shared": _("Chia sẻ công khai huy hiệu của mình"),
    "badge_unshared": _("Thôi chia sẻ huy hiệu của mình"),
    "slip_printed": _("In mã đăng nhập"),
    "scope_granted": _("Giao quyền"),
    "scope_ended": _("Kết thúc quyền"),
    "account_created": _("Tạo tài khoản"),
    "account_rights_changed": _("Đổi quyền của tài khoản"),
    "person_added": _("Thêm người"),
    "person_corrected": _("Sửa thông tin cá nhân"),
    "person_merged": _("Gộp hai hồ sơ"),
    "person_merge_undone": _("Tách hồ sơ đã gộp"),
    "people_told_apart": _("Ghi là hai người khác nhau"),
    "people_told_apart_undone": _("Bỏ ghi là hai người khác nhau"),
    "people_exported": _("Xuất danh sách cán bộ"),
    "posting_added": _("Thêm vị trí công tác"),
    "posting_corrected": _("Sửa vị trí công tác"),
    "posting_ended": _("Kết thúc vị trí công tác"),
    "posting_voided": _("Bỏ vị trí ghi nhầm"),
    "person_transferred": _("Chuyển công tác"),
    "role_given": _("Thêm vai trò trong Chương trình"),
    "role_corrected": _("Sửa vai trò trong Chương trình"),
    "role_voided": _("Bỏ vai trò ghi nhầm"),
    "term_saved": _("Sửa danh mục"),
    "roster_uploaded": _("Tải danh sách lên"),
    "roster_approval_asked": _("Gửi duyệt danh sách"),
    "roster_approved": _("Duyệt danh sách"),
    "roster_refused": _("Trả lại danh sách"),
    "roster_withdrawn": _("Rút danh sách chờ duyệt"),
    "roster_cancelled": _("Hủy danh sách"),
    "roster_applied": _("Nạp danh sách"),
    "roster_undone": _("Hoàn tác danh sách"),
    "roster_exported": _("Tải kết quả nạp danh sách"),
    "unit_created": _("Thêm đơn vị"),
    "units_loaded": _("Nạp bảng đơn vị"),
    "reorganisation_applied": _("Áp dụng sắp xếp đơn vị"),
    "reorganisation_reverted": _("Hoàn tác sắp xếp đơn vị"),
    "reorganisation_discarded": _("Xóa bản nháp sắp xếp đơn vị"),
    "designation_added": _("Ghi danh hiệu của đơn vị"),
    "designation_ended": _("Kết thúc danh hiệu của đơn vị"),
    "target_set": _("Đặt chỉ tiêu"),
    "target_changed": _("Sửa chỉ tiêu"),
    "unit_achievement_recorded": _("Ghi đơn vị đạt chỉ tiêu"),
    "unit_achievement_withdrawn": _("Rút lại việc đơn vị đạt chỉ tiêu"),
    "course_assigned": _("Giao khóa học"),
    "assignment_ended": _("Kết thúc lần giao khóa học"),
    "assignment_partners_changed": _("Đổi đơn vị chủ trì, phối hợp"),
    "watch_anomalies_listed": _("Xem báo cáo xem không được tính"),
    "watch_anomalies_exported": _("Xuất báo cáo xem không được tính"),
    "watch_anomaly_reviewed": _("Ghi đã xem xét báo cáo xem"),
    "answer_read": _("Đọc bài để chấm"),
    "answer_file_taken": _("Tải tệp người học nộp để chấm"),
    "answer_marked": _("Chấm điểm bài làm"),
    "appeal_read": _("Đọc bài có đơn phúc khảo"),
    "appeal_decided": _("Trả lời đơn phúc khảo"),
    "marker_named": _("Giao chấm bài kiểm tra"),
    "marker_ended": _("Thôi giao chấm bài kiểm tra"),
    "marking_rule_set": _("Đặt cách chấm bài kiểm tra"),
    "signed_in_by_phone": _("Đăng nhập bằng mã gửi qua điện thoại"),
    "signed_in_by_oidc": _("Đăng nhập bằng tài khoản liên kết"),
    "phone_changed": _("Đổi số điện thoại"),
    "account_locked": _("Khóa tài khoản"),
    "account_unlocked": _("Mở khóa tài khoản"),
    "sessions_ended": _("Đăng xuất mọi máy của một người"),
    "second_factor_added": _("Bật lớp bảo vệ thứ hai"),
    "second_factor_removed": _("Tắt lớp bảo vệ thứ hai"),
    "second_factor_reset": _("Đặt lại lớp bảo vệ thứ hai"),
    "audit_searched": _("Tra nhật ký"),
    "audit_exported": _("Xuất nhật ký"),
}
DETAILS: dict[str, Any] = {
    "account": _("Tên đăng nhập"),
    "role": _("Vai trò"),
    "active": _("Hoạt động"),
    "superuser": _("Quản trị hệ thống"),
    "groups": _("Nhóm quyền"),
    "until": _("đến trước ngày"),
    "search": _("Từ tìm"),
    "target": _("Chỉ tiêu"),
    "as_of": _("Đến hết ngày"),
    "standing": _("Tình trạng"),
    "group": _("Nhóm"),
    "waiting": _("Chưa có đơn vị"),
    "year": _("Năm"),
    "number": _("Số vào sổ"),
    "new_number": _("Số mới"),
    "months": _("Số tháng"),
    "renewed_by": _("Gia hạn bằng khóa"),
    "file": _("Tệp"),
    "who": _("Người làm"),
    "about": _("Về người"),
    "action": _("Việc"),
    "kind": _("Loại"),
    "since": _("Từ ngày"),
    "to": _("Đến ngày"),
    "names": _("Có tên người"),
    "reason": _("Lý do"),
    "before": _("Trước"),
    "after": _("Sau"),
    "from": _("Từ"),
    "name": _("Tên"),
    "code": _("Mã"),
    "unit": _("Đơn vị"),
    "parent": _("Đơn vị cấp trên"),
    "position": _("Chức vụ"),
    "category": _("Nhóm cán bộ"),
    "decision": _("Quyết định"),
    "starts_on": _("Bắt đầu"),
    "ends_on": _("Kết thúc"),
    "due_on": _("Hạn"),
    "effective_on": _("Có hiệu lực từ"),
    "valid_from": _("Có hiệu lực từ"),
    "valid_to": _("Hết hiệu lực từ"),
    "legal_basis": _("Căn cứ"),
    "title": _("Tên gọi"),
    "list": _("Danh mục"),
    "field": _("Lĩnh vực"),
    "course": _("Khóa học"),
    "paper": _("Cả hồ sơ giấy"),
    "changed": _("Đã đổi"),
    "gone": _("Hồ sơ đã gộp"),
    "gone_name": _("Họ tên trong hồ sơ đã gộp"),
    "other": _("Người kia"),
    "other_name": _("Họ tên người kia"),
    "taken": _("Lấy theo hồ sơ đã gộp"),
    "merge": _("Lần gộp"),
    "back": _("Đưa về"),
    "roster": _("Danh sách"),
    "why": _("Lý do"),
    "factors": _("Cách bảo vệ"),
    "phone_last3": _("Ba số cuối điện thoại"),
    "full_name": _("Họ và tên"),
    "birth_on": _("Ngày sinh"),
    "birth_year": _("Năm sinh"),
    "gender": _("Giới tính"),
    "phone": _("Điện thoại"),
    "email": _("Thư điện tử"),
    "frame": _("Bản đồ đơn vị"),
    "day": _("Ngày"),
    "restored": _("Trả về như trước"),
    "deleted": _("Đã xóa"),
    "kept": _("Giữ lại"),
    "number_kind": _("Loại giấy tờ"),
    "quiz": _("Bài kiểm tra"),
    "paper_code": _("Mã bài"),
    "outcome": _("Kết quả"),
    "part": _("Vai chấm"),
    "anonymous": _("Chấm không biết tên"),
    "second_marker": _("Hai người chấm"),
    "tolerance": _("Chênh lệch cho phép, phần trăm"),
    "old_last3": _("Ba số cuối cũ"),
    "new_last3": _("Ba số cuối mới"),
}
ABOUT_THE_LOG = ("audit_searched", "audit_exported")


def action_word(code: str) -> str:
    """The deed in words; a code of a version to come is shown as it is."""
    return str(ACTIONS.get(code, code))


def detail_words(detail: dict[str, Any]) -> list[str]:
    """Each part as "label: value"; a pair is what it was and what it became."""
    return [f"{DETAILS.get(name, name)}: {_said(name, value)}" for name, value in detail.items()]


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(value, dict):
        return "; ".join(detail_words(value))
    if isinstance(value, list):
        return _change(name, *value) if len(value) == 2 else ", ".join(_said(name, one) for one in value)
    if name == "role" and value in Scope.Role.values:
        return str(Scope.Role(value).label)
    if name == "action":
        return action_word(str(value))
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return format_day(date.fromisoformat(value))
    return str(value) if value not in ("", None) else "–"


def _change(name: str, old: Any, new: Any) -> str:
    return f"{_said(name, old)} → {_said(name, new)}"
