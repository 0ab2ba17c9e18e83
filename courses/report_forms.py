"""The trainer's short report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import ClassReport

ROWS = {"rows": 4}


class ReportForm(forms.ModelForm):
    """Three boxes; only the first must say something."""

    class Meta:
        model = ClassReport
        fields = ("went_well", "went_badly", "recommendation")
        labels = {
            "went_well": _("Việc gì làm được"), "went_badly": _("Việc gì chưa được, vì sao"),
            "recommendation": _("Đề nghị cho lớp sau"),
        }  # fmt: skip
        widgets = {name: forms.Textarea(attrs=ROWS) for name in fields}
