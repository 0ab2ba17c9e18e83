"""What each role may do: the one table behind every `require` of `people.scope`."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.models import Scope

Role = Scope.Role


class Right(StrEnum):
    """One thing that a role may do, over its unit and all below."""

    SEE_PEOPLE = "see_people"  # lists, persons, and the figures made of them
    CHANGE_PEOPLE = "change_people"  # rosters, persons, units
    PRINT_SLIPS = "print_slips"
    REORGANISE = "reorganise"  # units themselves; asked for over the whole province only
    GIVE_COURSES = "give_courses"
    RUN_CLASSES = "run_classes"  # plan classes in halls and put people on their rolls
    KEEP_REGISTER = "keep_register"
    SET_TARGETS = "set_targets"
    EXPORT = "export"  # files with names leave the house
    SEE_AUDIT = "see_audit"
    GRANT_RIGHTS = "grant_rights"
    HELP_VILLAGERS = "help_villagers"
    SEE_BROADCASTS = "see_broadcasts"  # the loudspeakers' programme and what sounded
    BROADCAST = "broadcast"
    INVITE = "invite"  # links by which a hội invites villagers
    SEE_SURVEYS = "see_surveys"  # forms and results, never who answered
    OWN_SURVEYS = "own_surveys"
    ENTER_SURVEYS = "enter_surveys"  # what came on paper
    SEND_GUIDANCE = "send_guidance"  # official letters to units, with a receipt
    KEEP_BANKS = (
        "keep_banks"  # banks of questions that belong to the unit; the studio asks for its permission too
    )
    EDIT_COMMUNE_PAGE = "edit_commune_page"  # the commune's public page, with its news and case studies


LOOKING = {Right.SEE_PEOPLE, Right.SEE_AUDIT, Right.SEE_SURVEYS, Right.SEE_BROADCASTS}
ASKING = {Right.SEE_SURVEYS, Right.OWN_SURVEYS, Right.ENTER_SURVEYS}
DOING = {
    Right.CHANGE_PEOPLE, Right.PRINT_SLIPS, Right.REORGANISE, Right.GIVE_COURSES, Right.RUN_CLASSES,
    Right.KEEP_REGISTER, Right.SET_TARGETS, Right.EXPORT, Right.GRANT_RIGHTS, Right.KEEP_BANKS,
    Right.SEND_GUIDANCE, Right.BROADCAST, Right.INVITE,
}  # fmt: skip
RIGHTS: dict[str, set[Right]] = {
    Role.HR: LOOKING | DOING | ASKING,
    Role.LEADER: LOOKING,
    # Neighbours, not superiors: no list of cadres, no figure of persons.
    Role.HELPER: {Right.HELP_VILLAGERS, Right.ENTER_SURVEYS, Right.SEE_BROADCASTS, Right.BROADCAST},
    Role.FRONT: ASKING
    | {Right.INVITE},  # asks the people, independent of those who teach and of those who keep the lists
    Role.AUTHOR: {Right.KEEP_BANKS},  # a trainer of an office: questions, and nobody's record
    Role.EDITOR: {Right.EDIT_COMMUNE_PAGE},
}
SAID: dict[str, Any] = {
    Role.HR: _(
        "Xem và cập nhật cán bộ, nạp danh sách, in mã, giao khóa học, tổ chức lớp, xuất tệp, giao quyền trong đơn vị."
    ),
    Role.LEADER: _("Chỉ xem: số liệu, danh sách cán bộ và nhật ký của đơn vị. Không sửa, không xuất tệp."),
    Role.HELPER: _(
        "Giúp bà con trong xã, phường, ấp, khu phố; xếp và ghi bài phát loa. Không thấy danh sách hay số liệu cán bộ."
    ),
    Role.FRONT: _(
        "Lập phiếu lấy ý kiến và lời mời của hội, nhập phiếu giấy, xem kết quả. Không thấy danh sách hay số liệu cán bộ."
    ),
    Role.AUTHOR: _(
        "Soạn câu hỏi trong ngân hàng của đơn vị (cần thêm quyền vào phòng soạn bài). Không thấy danh sách cán bộ."
    ),
    Role.EDITOR: _(
        "Sửa trang công khai của xã, phường và viết tin, mô hình hay của xã. Không thấy danh sách cán bộ."
    ),
}
REFUSALS = {
    Right.SEE_PEOPLE: _("Bàn nhân sự chỉ dành cho người được giao phụ trách đơn vị."),
    Right.EXPORT: _("Bạn được xem trên màn hình; tệp có tên người do cán bộ nhân sự xuất."),
}
NOT_YOURS = _("Phiếu lấy ý kiến do đơn vị, Mặt trận, hội, đoàn thể được giao phụ trách.")
REFUSALS |= {Right.SEE_SURVEYS: NOT_YOURS, Right.OWN_SURVEYS: NOT_YOURS, Right.ENTER_SURVEYS: NOT_YOURS}
REFUSAL = _("Bạn được xem số liệu, nhưng việc này do cán bộ nhân sự làm.")


def roles_with(right: Right) -> list[str]:
    """The roles that bring a right."""
    return [role for role, rights in RIGHTS.items() if right in rights]
