"""What the outcomes of a past class's rows mean, in words for the clerk who sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models.past import PastRow, PastState
from people.roster_words import REASONS as ROSTER_REASONS
from people.roster_words import WARNINGS as ROSTER_WARNINGS

Status = PastRow.Status
REASONS: dict[str, Promise] = ROSTER_REASONS | {
    "unit_not_found": _("Không có đơn vị nào tên như vậy, vào ngày của lớp hay hiện nay."),
    "person_outside_scope": _(
        "Người này thuộc đơn vị ngoài phạm vi anh/chị phụ trách: hãy nhờ cấp trên nạp."
    ),
}
WARNINGS: dict[str, Promise] = ROSTER_WARNINGS | {
    "unit_of_today": _("Ghi tên đơn vị hiện nay, không phải tên vào ngày của lớp."),
}
LOOKS = {
    Status.NEW: ("ok", "check"), Status.COUNTED: ("info", "check"), Status.KNOWN: ("", "list-checks"),
    Status.DUPLICATE: ("", "copy"), Status.UNKNOWN: ("warn", "circle-alert"), Status.REJECTED: ("danger", "x"),
}  # fmt: skip
CHIPS = {
    PastState.READING: ("info", "hourglass"), PastState.CHECKED: ("", "eye"),
    PastState.WAITING_APPROVAL: ("warn", "hourglass"), PastState.QUEUED: ("info", "hourglass"),
    PastState.APPLYING: ("info", "hourglass"), PastState.APPLIED: ("ok", "check"),
    PastState.FAILED: ("danger", "circle-alert"), PastState.CANCELLED: ("dashed", "ban"),
    PastState.UNDOING: ("info", "hourglass"), PastState.UNDONE: ("dashed", "refresh-cw"),
}  # fmt: skip
