"""Entries of the lists that posts and roles choose from."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.hand_forms.fields import DayField
from people.models.terms import Term


class TermForm(forms.ModelForm):  # type: ignore[type-arg] # of either list
    """An entry of a list; the code is given once."""

    valid_from = DayField(label=_("Dùng từ ngày"), required=False)
    valid_to = DayField(
        label=_("Thôi dùng từ ngày"),
        required=False,
        help_text=_("Vị trí đã ghi trước ngày ấy vẫn giữ nguyên."),
    )

    class Meta:
        fields = ["code", "name", "legal_basis", "valid_from", "valid_to", "position"]
        labels = {
            "code": _("Mã"),
            "name": _("Tên"),
            "legal_basis": _("Căn cứ"),
            "position": _("Thứ tự"),
        }
        help_texts = {
            "code": _("Chữ không dấu, số, gạch nối; không đổi được sau khi lưu."),
            "position": _("Số nhỏ đứng trước."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", _("Ngày thôi dùng phải sau ngày bắt đầu."))
        return data


def term_form(model: type[Term], *args: Any, **kwargs: Any) -> TermForm:
    """The form for one of the lists."""
    made: Any = forms.modelform_factory(model, form=TermForm)
    form: TermForm = made(*args, **kwargs)
    return form
