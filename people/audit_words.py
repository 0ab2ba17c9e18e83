"""What the log's codes mean, in words; a test fails for a code that is written but not said here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from people.models import Scope

ACTIONS: dict[str, Any] = {
    "person_viewed": _("Xem hồ sơ cá nhân"),
    "people_listed": _("Xem danh sách cán bộ"),
    "people_searched": _("Tìm người"),
    "unit_people_listed": _("Xem người của đơn vị"),
    "target_people_listed": _("Xem danh sách của chỉ tiêu"),
    "target_exported": _("Xuất tệp chỉ tiêu"),
    "register_listed": _("Xem sổ cấp giấy chứng nhận"),
    "register_exported": _("Xuất tệp sổ cấp"),
    "certificate_viewed": _("Xem giấy chứng nhận của một người"),
    "slip_printed": _("In mã đăng nhập"),
    "scope_granted": _("Giao quyền"),
    "scope_ended": _("Kết thúc quyền"),
    "account_created": _("Tạo tài khoản"),
    "account_rights_changed": _("Đổi quyền của tài khoản"),
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
    "file": _("Tệp"),
    "who": _("Người làm"),
    "about": _("Về người"),
    "action": _("Việc"),
    "kind": _("Loại"),
    "since": _("Từ ngày"),
    "to": _("Đến ngày"),
    "names": _("Có tên người"),
    "reason": _("Lý do"),
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
    return str(value) if value not in ("", None) else "–"


def _change(name: str, old: Any, new: Any) -> str:
    return f"{_said(name, old)} → {_said(name, new)}"
