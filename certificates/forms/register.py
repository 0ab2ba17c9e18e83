"""What the register is asked for, and told of one certificate."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from certificates.models import Replacement
from people.models import OrgUnit


class RegisterForm(forms.Form):
    """Search text, year and office; nonsense is treated as not asked."""

    q = forms.CharField(label=_("Tên, số hiệu, số vào sổ hoặc khóa học"), required=False, max_length=100)
    nam = forms.ChoiceField(label=_("Năm cấp"), required=False)
    noi_cap = forms.ChoiceField(label=_("Đơn vị cấp"), required=False)

    def __init__(self, data: QueryDict, *, years: Sequence[int], offices: Sequence[OrgUnit]) -> None:
        super().__init__(data)
        self.offices = {str(office.uuid): office for office in offices}
        self._offer("nam", [("", _("Mọi năm")), *((year, year) for year in years)])
        self._offer(
            "noi_cap",
            [("", _("Mọi đơn vị")), *((key, office.full_name) for key, office in self.offices.items())],
        )
        self.is_valid()

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip()

    @property
    def year(self) -> int | None:
        return int(self.cleaned_data["nam"]) if self.cleaned_data.get("nam") else None

    @property
    def office(self) -> OrgUnit | None:
        return self.offices.get(self.cleaned_data.get("noi_cap", ""))


class BookForm(forms.Form):
    """Which register to print: one office, one year."""

    noi_cap = forms.ModelChoiceField(
        label=_("Đơn vị cấp"), queryset=OrgUnit.objects.none(), to_field_name="uuid", empty_label=None
    )
    nam = forms.TypedChoiceField(label=_("Năm"), coerce=int)

    def __init__(self, *args: Any, years: Sequence[int], offices: Sequence[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [office.pk for office in offices]
        self.fields["noi_cap"].queryset = OrgUnit.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["nam"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    """Taking a certificate back."""

    ly_do = forms.CharField(
        label=_("Lý do thu hồi"),
        max_length=300,
        help_text=_("Ví dụ: cấp nhầm người; ghi vào sổ, không hiện ở trang kiểm tra công khai."),
    )


class ReplaceForm(forms.Form):
    """A new document for an old one."""

    viec = forms.ChoiceField(label=_("Vì sao cấp lại"), widget=forms.RadioSelect)
    ly_do = forms.CharField(
        label=_("Lý do ghi vào sổ"),
        max_length=300,
        help_text=_("Ví dụ: in sai dấu ở tên; theo Quyết định cải chính hộ tịch số 12."),
    )

    def __init__(self, *args: Any, revoked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Replacement.Kind
        fitting = [kinds.RESTORED] if revoked else [kinds.CORRECTION, kinds.NAME_CHANGE]
        self.fields["viec"].choices = [(kind.value, kind.label) for kind in fitting]  # type: ignore[attr-defined]
        if revoked:
            self.initial["viec"] = kinds.RESTORED.value
