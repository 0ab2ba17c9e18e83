"""Which class to certify, and the files that come back signed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.form_fields import DayField


class ReleaseField(forms.ModelChoiceField):
    """Courses with the number of their release: people of one class may have learnt an older one."""

    def label_from_instance(self, release: Any) -> str:
        return _("%(title)s (bản %(n)s)") % {"title": release.title, "n": release.number}


class ClassForm(forms.Form):
    """Which class: a release of a course, a unit, completed between two days."""

    lop = ReleaseField(label=_("Khóa học"), queryset=None, empty_label=_("Chọn khóa học"))
    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    since = DayField(label=_("Hoàn thành từ ngày"), required=False)
    until = DayField(label=_("đến hết ngày"), required=False)

    def __init__(
        self, data: Any, *, releases: Any, units: Sequence[tuple[str, str]], everybody: bool
    ) -> None:
        super().__init__(data)
        self.fields["lop"].queryset = releases  # type: ignore[attr-defined]
        blank = [("", _("Toàn bộ"))] if everybody else [("", _("Chọn đơn vị"))]
        self.fields["unit"].choices = [*blank, *units]  # type: ignore[attr-defined]
        self.fields["unit"].required = not everybody

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("Ngày sau phải không sớm hơn ngày trước."))
        return data


class ManyFiles(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; empty ones are refused by name."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given or [None]]


class SignedFilesForm(forms.Form):
    """The signed PDFs, or one zip of them."""

    signed_files = FilesField(
        label=_("Tệp đã ký"),
        help_text=_("Tệp zip, hoặc chọn nhiều tệp PDF cùng lúc. Tên tệp không quan trọng."),
        widget=ManyFiles(attrs={"multiple": True, "accept": ".pdf,.zip"}),
        error_messages={"required": _("Hãy chọn tệp đã ký."), "empty": _("Tệp rỗng.")},
    )
