"""What a reorganisation is called, from when and by which resolution; perhaps with the published tables."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from people.form_fields import DayField
from people.rosters.limits import refuse_large


class DraftHeadForm(forms.Form):
    """What a reorganisation is called, from when, and by which resolution."""

    title = forms.CharField(
        label=_("Tên"), max_length=200, help_text=_("Ví dụ: Sắp xếp xã, phường năm 2025.")
    )
    effective_on = DayField(label=_("Có hiệu lực từ ngày"))
    legal_basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        help_text=_("Số của nghị quyết, quyết định, ví dụ 1662/NQ-UBTVQH15."),
    )


class NewDraftForm(DraftHeadForm):
    """By hand, or from the tables that the statistics office publishes."""

    mapping = forms.FileField(
        label=_("Bảng chuyển đổi đơn vị"),
        required=False,
        help_text=_(
            "CSV hoặc Excel, các cột như old_code, new_code, extent, effective_date. Bỏ trống để tự ghi."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    table = forms.FileField(
        label=_("Bảng đơn vị của ngày mới"),
        required=False,
        help_text=_(
            "Cần khi cấp tỉnh, cấp huyện cũng thay đổi: cột mã, tên, loại, mã cấp trên, từ ngày, đến ngày."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].required = False
        self.fields["effective_on"].help_text = _("Có bảng chuyển đổi thì ngày lấy từ bảng.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("mapping") and not data.get("effective_on") and "effective_on" not in self.errors:
            self.add_error("effective_on", _("Hãy ghi ngày."))
        if data.get("table") and not data.get("mapping"):
            self.add_error("mapping", _("Bảng đơn vị chỉ dùng cùng bảng chuyển đổi."))
        for name in ("mapping", "table"):
            self._refuse_large(name, data.get(name))
        return data

    def _refuse_large(self, name: str, file: UploadedFile | None) -> None:
        try:
            refuse_large(file.size or 0 if file else 0)
        except DomainError as refusal:
            self.add_error(name, str(refusal))

    def tables(self) -> list[tuple[str, bytes]]:
        """The chosen files with their names."""
        chosen = (self.cleaned_data.get(name) for name in ("mapping", "table"))
        return [(file.name or "", file.read()) for file in chosen if file]
