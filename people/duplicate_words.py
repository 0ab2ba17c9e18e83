"""The duplicate finder's reasons in words, and what the fields of a merge are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.rules import Reason

REASONS: dict[Reason, Promise] = {
    Reason.SAME_NAME: _("cùng họ tên"),
    Reason.NAME_BUT_ACCENTS: _("họ tên chỉ khác dấu"),
    Reason.SIMILAR_NAME: _("họ tên gần giống"),
    Reason.SAME_BIRTHDAY: _("cùng ngày sinh"),
    Reason.DAY_AND_MONTH_SWAPPED: _("ngày và tháng sinh đảo nhau"),
    Reason.SAME_YEAR_ONE_WITHOUT_DAY: _("cùng năm sinh, một bên chỉ ghi năm"),
    Reason.ONE_WITHOUT_BIRTH: _("một bên chưa ghi ngày sinh"),
    Reason.OTHER_BIRTH: _("khác ngày sinh"),
    Reason.SAME_PHONE: _("cùng số điện thoại"),
    Reason.SAME_UNIT: _("cùng đơn vị"),
    Reason.OTHER_UNIT: _("khác đơn vị"),
    Reason.OTHER_GENDER: _("khác giới tính"),
    Reason.CCCD_AND_CMND: _("một bên ghi CCCD, một bên ghi CMND"),
}
FIELDS: dict[str, Promise] = {
    "full_name": _("Họ và tên"),
    "birth": _("Ngày sinh"),
    "gender": _("Giới tính"),
    "phone": _("Điện thoại"),
    "email": _("Thư điện tử"),
    "number": _("Số giấy tờ chính"),
}


def sentence(reasons: tuple[Reason, ...]) -> str:
    """The reasons as one sentence: "Cùng họ tên, cùng ngày sinh, khác đơn vị"."""
    said = ", ".join(str(REASONS[reason]) for reason in reasons)
    return said[:1].upper() + said[1:]
