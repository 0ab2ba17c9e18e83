"""Forms of attendance: a guest, and the typed sheet with the picture of the signed one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean
from people.phones import normalise_phone
from people.rosters.cells import read_birth
from people.services.persons import Said

MOST_BYTES = 20 * 1024 * 1024


class GuestForm(forms.Form):
    """Name and one sure sign."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    code = forms.CharField(label=_("Mã cán bộ"), max_length=20, required=False)
    number = forms.CharField(label=_("Hoặc số CCCD"), max_length=20, required=False)
    phone = forms.CharField(label=_("Hoặc điện thoại"), max_length=20, required=False)
    birth = forms.CharField(label=_("Hoặc ngày sinh"), max_length=20, required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_full_name(self) -> str:
        return clean(self.cleaned_data["full_name"])

    def clean_number(self) -> str:
        return "".join(self.cleaned_data["number"].split())

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        found = normalise_phone(typed)
        if typed and not found:
            raise forms.ValidationError(_("Số điện thoại chưa đúng."))
        return found or ""

    def clean_birth(self) -> date | None:
        typed = self.cleaned_data["birth"].strip()
        found = read_birth(typed, self.today, []).on if typed else None
        if typed and found is None:
            raise forms.ValidationError(_("Ghi ngày theo kiểu 31/12/1985."))
        return found

    @property
    def said(self) -> Said:
        told = self.cleaned_data
        return Said(told["full_name"], phone=told["phone"], number=told["number"], birth_on=told["birth"])


class SheetForm(forms.Form):
    """The table is read; the picture is kept."""

    table = forms.FileField(label=_("Bảng điểm danh (.xlsx, .xls, .csv)"))
    scan = forms.FileField(
        label=_("Bản chụp bảng có chữ ký (PDF, JPG, PNG)"), required=False,
        help_text=_("Lưu kín làm chứng cứ; chỉ đơn vị chủ trì và giảng viên của lớp mở được."),
    )  # fmt: skip

    def clean_table(self) -> Any:
        return _small(self.cleaned_data["table"])

    def clean_scan(self) -> Any:
        return _small(self.cleaned_data["scan"])


def _small(file: Any) -> Any:
    if file and file.size > MOST_BYTES:
        raise forms.ValidationError(_("Tệp quá lớn: tối đa 20 MB."))
    return file
