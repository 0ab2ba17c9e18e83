"""The confirmation of a release: notes for colleagues, and the course's code typed by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ReleaseForm(forms.Form):
    """A release cannot be taken back, so it is not one click away."""

    notes = forms.CharField(
        label=gettext_lazy("Ghi chú cho bản này"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Có gì mới, vì sao; đồng nghiệp sẽ đọc."),
    )
    code = forms.CharField(label=gettext_lazy("Gõ mã khóa học để xác nhận"), max_length=40)

    def __init__(self, *args: Any, course_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course_code = course_code
        self.fields["code"].help_text = _("Mã của khóa này là %(code)s.") % {"code": course_code}

    def clean_code(self) -> str:
        """Upper or lower case, but this course."""
        code = self.cleaned_data["code"].strip()
        if code.casefold() != self.course_code.casefold():
            raise forms.ValidationError(
                _("Mã chưa khớp. Mã của khóa này là %(code)s.") % {"code": self.course_code}
            )
        return code
