"""The forms of a past class and of what proves a class."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from courses.models import EvidenceFile
from courses.services.class_evidence import type_of
from people.rosters.limits import refuse_large


class PastClassForm(forms.Form):
    """One workbook, one class."""

    file = forms.FileField(
        label=_("Tệp của một lớp"),
        help_text=_("Tệp Excel theo mẫu: thông tin lớp và danh sách người dự."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng, chưa có gì để nạp.")},
    )

    def clean_file(self) -> UploadedFile:
        """Size is known before a byte is read."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            refuse_large(file.size or 0)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file


class EvidenceForm(forms.Form):
    """A scan and what it is."""

    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=EvidenceFile.Kind.choices)
    scan = forms.FileField(
        label=_("Bản quét hoặc ảnh chụp"),
        help_text=_("Tệp PDF, hoặc ảnh JPEG, PNG, nhiều nhất 20 MB. Chỉ người phụ trách lớp xem được."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng.")},
    )

    data_bytes = b""

    def clean_scan(self) -> Any:
        """By its bytes, not by its name."""
        file: UploadedFile = self.cleaned_data["scan"]
        self.data_bytes = file.read()
        try:
            type_of(self.data_bytes)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file
