"""One unit added by hand, and the kinds of units there are to choose from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.form_fields import DayField
from people.models.org_unit import Branch
from people.services.change_kinds import COMMUNES, DISTRICTS, HAMLETS

OFFICES = (
    "sở",
    "ban",
    "phòng",
    "văn phòng",
    "trung tâm",
    "đảng ủy",
    "ủy ban Mặt trận",
    "hội",
    "đoàn thanh niên",
)
KINDS = [
    (_("Địa bàn"), [(kind, kind) for kind in (*COMMUNES, *HAMLETS, "tỉnh", *DISTRICTS)]),
    (_("Cơ quan"), [(kind, kind) for kind in OFFICES]),
]
KEEP_KIND: list[Any] = [("", _("Giữ loại cũ")), *KINDS]


class NewUnitForm(forms.Form):
    """A hamlet or a body below the unit whose page it stands on."""

    kind = forms.ChoiceField(
        label=_("Loại"), choices=[("", _("Chọn loại")), *[(kind, kind) for kind in (*HAMLETS, *OFFICES)]]
    )
    name = forms.CharField(
        label=_("Tên"),
        max_length=200,
        help_text=_(
            "Ấp, khu phố: chỉ tên riêng, ví dụ Bàu Cối. Cơ quan: tên đầy đủ, ví dụ Hội Nông dân xã Xuân Định."
        ),
    )
    code = forms.CharField(label=_("Mã"), max_length=32, help_text=_("Mã riêng của đơn vị, ví dụ 26461-A01."))
    branch = forms.ChoiceField(
        label=_("Thuộc khối"), choices=[("", _("Theo loại")), *Branch.choices], required=False,
        help_text=_("Chỉ với cơ quan."),
    )  # fmt: skip
    valid_from = DayField(label=_("Có từ ngày"))
    legal_basis = forms.CharField(label=_("Căn cứ"), max_length=200, required=False)
