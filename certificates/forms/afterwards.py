"""How long certificates stand, and what is done when they end."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate, Validity
from courses.models import Course
from people.form_fields import DayField


class ValidityForm(forms.Form):
    """How long certificates of a course stand."""

    months = forms.IntegerField(
        label=_("Giấy có giá trị trong (tháng)"),
        min_value=1,
        max_value=600,
        help_text=_(
            "Tính từ ngày cấp, hết vào cuối ngày tương ứng: cấp ngày 15/3/2026, 24 tháng là hết ngày 15/3/2028."
        ),
    )
    renewal_months = forms.IntegerField(
        label=_("Được học lại trước khi hết hạn (tháng)"),
        min_value=0,
        max_value=600,
        initial=3,
        help_text=_("Từ ngày ấy người học được nhắc; giấy cũ vẫn còn giá trị đến ngày cuối."),
    )
    renewed_by = forms.ModelMultipleChoiceField(
        label=_("Học xong một trong các khóa này thì được giấy mới"),
        queryset=Course.objects.none(),
        to_field_name="uuid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, course: Course, validity: Validity | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Course.objects.filter(releases__isnull=False).exclude(pk=course.pk).distinct()
        self.fields["renewed_by"].queryset = others.order_by("title")  # type: ignore[attr-defined]
        if validity:
            chosen = [one.uuid for one in validity.renewed_by.all()]
            self.initial = {
                "months": validity.months,
                "renewal_months": validity.renewal_months,
                "renewed_by": chosen,
            }

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if (found.get("renewal_months") or 0) > (found.get("months") or 600):
            self.add_error("renewal_months", _("Không dài hơn thời hạn của giấy."))
        return found


class EndingForm(forms.Form):
    """Which certificates near their end to show."""

    TERMS = (
        (0, _("Đã hết hạn")),
        (90, _("Trong 3 tháng tới")),
        (183, _("Trong 6 tháng tới")),
        (366, _("Trong một năm tới")),
    )
    trong = forms.TypedChoiceField(label=_("Hết hạn"), choices=TERMS, coerce=int, required=False, initial=183)
    khoa = forms.ModelChoiceField(
        label=_("Khóa học"),
        queryset=Course.objects.filter(certificate_validity__isnull=False).order_by("title"),
        to_field_name="uuid",
        required=False,
        empty_label=_("Mọi khóa có thời hạn"),
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__({"trong": "183", **data.dict()})
        self.is_valid()

    @property
    def within(self) -> int:
        return int(self.cleaned_data.get("trong") or 0) if "trong" in self.cleaned_data else 183

    @property
    def course(self) -> Course | None:
        return self.cleaned_data.get("khoa")


class RenewalForm(forms.Form):
    """The renewing course, for those ticked, by a day."""

    khoa_hoc = forms.ModelChoiceField(
        label=_("Khóa học để gia hạn"),
        queryset=Course.objects.filter(renews__isnull=False, releases__isnull=False)
        .distinct()
        .order_by("title"),
        to_field_name="uuid",
        empty_label=_("Chọn khóa học"),
    )
    han = DayField(label=_("Hạn hoàn thành"))

    giay = forms.ModelMultipleChoiceField(
        queryset=Certificate.objects.none(),
        to_field_name="uuid",
        required=False,
        widget=forms.MultipleHiddenInput,
    )

    def __init__(self, *args: Any, today: date, ending: QuerySet[Certificate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["giay"].queryset = ending  # type: ignore[attr-defined]

    def clean_giay(self) -> list[Certificate]:
        return list(self.cleaned_data["giay"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("giay"):
            raise forms.ValidationError(_("Hãy chọn ít nhất một người."))
        return found

    def clean_han(self) -> date:
        day: date = self.cleaned_data["han"]
        if day < self.today:
            raise forms.ValidationError(_("Hạn hoàn thành phải từ hôm nay trở đi."))
        return day
