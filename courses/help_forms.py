"""The short form of a round of help in an ấp."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean
from courses.services.help.recording import Help
from people.form_fields import DayField
from people.models import OrgUnit
from people.models.org_unit import Level
from people.queries.tree import UnitTree

MOST = 500


class HelpForm(forms.Form):
    """`units`: where the helper helps; None means everywhere."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    hamlet = forms.ChoiceField(label=_("Ấp, khu phố"))
    held_on = DayField(label=_("Ngày"))
    topic = forms.CharField(
        label=_("Đã hướng dẫn việc gì"),
        max_length=200,
        help_text=_("Ví dụ: cài VNeID, nộp hồ sơ trực tuyến."),
    )
    villagers = forms.IntegerField(
        label=_("Số bà con"),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    minutes = forms.IntegerField(
        label=_("Số phút"),
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    names = forms.CharField(
        label=_("Tên những người đồng ý ghi tên"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Không bắt buộc. Mỗi dòng một tên; không ghi số CCCD, số điện thoại."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=_("Tôi đã hỏi: từng người có tên ở trên đồng ý cho ghi họ tên để báo cáo buổi hướng dẫn"),
        required=False,
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(
        self, *args: Any, units: set[int] | None, tree: UnitTree, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hamlet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _places(units, tree, today)

    def clean_names(self) -> list[str]:
        """Names and nothing that a register could be made of."""
        names = [clean(line) for line in self.cleaned_data["names"].splitlines() if clean(line)]
        if any(re.search(r"\d{3}", name) for name in names):
            raise forms.ValidationError(_("Chỉ ghi tên: không ghi số CCCD, số điện thoại."))
        if len(names) > MOST or any(len(name) > 200 for name in names):
            raise forms.ValidationError(_("Danh sách quá dài."))
        return names

    def clean(self) -> dict[str, Any]:
        """Nobody is named who has not agreed."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("names") and not said.get("consent"):
            self.add_error("consent", _("Chỉ ghi tên người đã đồng ý: hãy đánh dấu, hoặc xóa các tên."))
        return said

    @property
    def said(self) -> Help:
        """For the service."""
        data = self.cleaned_data
        return Help(
            hamlet=OrgUnit.objects.get(uuid=data["hamlet"]), held_on=data["held_on"], topic=clean(data["topic"]),
            villagers=data["villagers"], minutes=data["minutes"], names=data["names"], note=clean(data["note"]),
        )  # fmt: skip


def _places(units: set[int] | None, tree: UnitTree, today: date) -> list[tuple[str, str]]:
    """The ấp first, then the communes for what was held in no single one."""
    found = [
        unit
        for unit in tree.on(today)
        if not unit.is_office
        and unit.level in (Level.COMMUNE, Level.HAMLET)
        and (units is None or unit.id in units)
    ]
    found.sort(key=lambda unit: (unit.level != Level.HAMLET, unit.sort_key))
    return [(str(unit.uuid), unit.full_name) for unit in found]
