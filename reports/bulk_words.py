"""What the codes of a deed's lines mean, what is asked for each kind of deed, and what its buttons say."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.vietnamese import format_number

WHY: dict[str, Any] = {
    "outside": _("Ngoài phạm vi bạn được giao khóa học"),
    "enrolled": _("Đã được giao khóa học này"),
    "not_enrolled": _("Chưa được giao khóa học này"),
    "completed": _("Đã hoàn thành"),
    "excused": _("Đã được miễn"),
    "later_due": _("Hạn hiện nay bằng hoặc muộn hơn hạn mới"),
    "reminded": _("Đã được nhắc khóa này trong 24 giờ qua"),
    "taken_back": _("Đã được rút lại trước đó"),
    "started": _("Đã bắt đầu học"),
    "due_changed": _("Hạn đã được đổi lần nữa"),
}
ACTS = [
    {"value": "nhac", "label": _("Nhắc học"), "icon": "bell", "kind": "accent"},
    {"value": "giao", "label": _("Giao khóa học"), "icon": "list-checks", "kind": "secondary"},
    {"value": "gia-han", "label": _("Gia hạn"), "icon": "clock", "kind": "secondary"},
    {"value": "mien", "label": _("Miễn"), "icon": "ban", "kind": "secondary"},
]


def button(kind: str, people: int) -> str:
    """The button that does it names how many."""
    said = {
        "nhac": ngettext("Nhắc %(n)s người", "Nhắc %(n)s người", people),
        "giao": ngettext("Giao cho %(n)s người", "Giao cho %(n)s người", people),
        "gia-han": ngettext("Gia hạn cho %(n)s người", "Gia hạn cho %(n)s người", people),
        "mien": ngettext("Miễn cho %(n)s người", "Miễn cho %(n)s người", people),
    }[kind]
    return said % {"n": format_number(people)}
