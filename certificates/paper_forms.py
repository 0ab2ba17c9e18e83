"""What a person says of a certificate earned elsewhere, and what a course accepts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import Equivalence, ExternalCertificate
from certificates.queries.papers import courses_accepting
from certificates.services.external import Paper
from people.form_fields import DayField

FIELDS = ["course", "title", "issuer", "number", "issued_on", "hours"]


class PaperForm(forms.ModelForm):
    """The paper's facts and its scan; when handed in again the scan may stay."""

    issued_on = DayField(label=_("Ngày cấp"))
    tep = forms.FileField(
        label=_("Bản chụp hoặc bản quét"),
        help_text=_(
            "Ảnh JPEG, PNG hoặc tệp PDF, nhiều nhất 10 MB. Chỉ bạn và cán bộ nhân sự của bạn xem được."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )

    class Meta:
        model = ExternalCertificate
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        course = self.fields["course"]
        assert isinstance(course, forms.ModelChoiceField)
        course.queryset = courses_accepting()
        course.to_field_name = "uuid"
        course.empty_label = _("Chọn khóa học")
        if self.instance.pk:
            self.initial["course"] = self.instance.course.uuid
            self.fields["tep"].required = False

    @property
    def paper(self) -> Paper:
        return Paper(**{name: self.cleaned_data[name] for name in FIELDS})


class ReasonForm(forms.Form):
    """Why a paper goes back to its person."""

    ly_do = forms.CharField(
        label=_("Cần bổ sung gì, hoặc vì sao"), max_length=300, help_text=_("Người nộp đọc được câu này.")
    )


class EquivalenceForm(forms.ModelForm):
    """What a course accepts instead of itself."""

    issued_from = DayField(label=_("Cấp từ ngày"), required=False)

    class Meta:
        model = Equivalence
        fields = ["issuers", "least_hours", "issued_from", "basis"]
        widgets = {"issuers": forms.Textarea(attrs={"rows": 4})}
