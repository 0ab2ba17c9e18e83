"""What the check page is asked with: a serial, a register number with what else the paper says, or a file."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.services.checking import LARGEST

NUMBER = re.compile(r"^\s*0*(\d{1,7})\s*[/\-. ]\s*(20\d\d)\s*$")
NO_BIRTH = _("Viết như trên giấy: 05/03/1988, hoặc chỉ năm sinh nếu giấy chỉ ghi năm.")


class FileForm(forms.Form):
    """A file to look at and forget."""

    tep = forms.FileField(
        label=_("Tệp PDF hoặc huy hiệu số"),
        help_text=_(
            "Tệp giấy chứng nhận .pdf, hoặc huy hiệu .json, .jwt, .png; tối đa 5 MB. Tệp không được lưu lại."
        ),
        error_messages={"required": _("Hãy chọn một tệp."), "empty": _("Tệp này rỗng.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.json,.jwt,.png,.txt"}),
    )

    def clean_tep(self) -> tuple[str, bytes]:
        """Name and bytes; no more bytes than are looked at."""
        given = self.cleaned_data["tep"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB nên không phải tệp giấy chứng nhận đã cấp."))
        return str(given.name)[:80], bytes(given.read())


class NumberForm(forms.Form):
    """The register number is no secret, so two more things of the paper must agree with it."""

    so = forms.CharField(
        label=_("Số vào sổ"), max_length=20, help_text=_("Ví dụ 0412/2026"),
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
    )  # fmt: skip
    ten = forms.CharField(label=_("Họ và tên trên giấy"), max_length=200)
    sinh = forms.CharField(
        label=_("Ngày sinh trên giấy"), max_length=20, help_text=NO_BIRTH,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def clean_so(self) -> tuple[int, int]:
        """Number and year."""
        found = NUMBER.match(self.cleaned_data["so"])
        if not found:
            raise forms.ValidationError(_("Số vào sổ gồm số và năm, ví dụ 0412/2026."))
        return int(found[1]), int(found[2])
