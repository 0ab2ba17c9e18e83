"""Forms of the desk: the roster upload and the filters of the list."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from people.rosters.limits import refuse_large

EARLIEST = date(2000, 1, 1)  # before it the year is a slip of the finger


class RosterForm(forms.Form):
    """A file and the day it speaks of."""

    file = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_("Excel (.xlsx, .xls) hoặc CSV, đúng như xã gửi lên; kéo thả vào khung cũng được."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.csv,.txt"}),
        error_messages={"required": _("Hãy chọn tệp danh sách."), "empty": _("Tệp rỗng, chưa có gì để nạp.")},
    )
    as_of = forms.DateField(
        label=_("Danh sách tính đến ngày"),
        help_text=_("Người trong danh sách thuộc đơn vị nào vào ngày này, ví dụ 31/12/2023."),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Ghi ngày theo kiểu 31/12/2023."),
            "required": _("Hãy ghi ngày của danh sách."),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_file(self) -> UploadedFile:
        """Size is known before a byte is read."""
        file: UploadedFile = self.cleaned_data["file"]
        try:
            refuse_large(file.size or 0)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file

    def clean_as_of(self) -> date:
        """A roster speaks of a day that has come, and of units that a computer remembers."""
        as_of: date = self.cleaned_data["as_of"]
        if as_of < EARLIEST:
            raise forms.ValidationError(_("Ghi ngày theo kiểu 31/12/2023."))
        if as_of > self.today:
            raise forms.ValidationError(_("Ngày của danh sách không thể sau hôm nay."))
        return as_of
