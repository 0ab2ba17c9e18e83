"""What the register is asked for, and told."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate, Replacement, Validity
from courses.models import Course
from people.form_fields import DayField
from people.models import OrgUnit


class RegisterForm(forms.Form):
    """Search text, year and office; nonsense is treated as not asked."""

    q = forms.CharField(label=_("Tên, số hiệu, số vào sổ hoặc khóa học"), required=False, max_length=100)
    nam = forms.ChoiceField(label=_("Năm cấp"), required=False)
    noi_cap = forms.ChoiceField(label=_("Đơn vị cấp"), required=False)

    def __init__(self, data: QueryDict, *, years: Sequence[int], offices: Sequence[OrgUnit]) -> None:
        super().__init__(data)
        self.offices = {str(office.uuid): office for office in offices}
        self._offer("nam", [("", _("Mọi năm")), *((year, year) for year in years)])
        self._offer(
            "noi_cap",
            [("", _("Mọi đơn vị")), *((key, office.full_name) for key, office in self.offices.items())],
        )
        self.is_valid()

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def search(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip()

    @property
    def year(self) -> int | None:
        return int(self.cleaned_data["nam"]) if self.cleaned_data.get("nam") else None

    @property
    def office(self) -> OrgUnit | None:
        return self.offices.get(self.cleaned_data.get("noi_cap", ""))


class BookForm(forms.Form):
    """Which register to print: one office, one year."""

    noi_cap = forms.ModelChoiceField(
        label=_("Đơn vị cấp"), queryset=OrgUnit.objects.none(), to_field_name="uuid", empty_label=None
    )
    nam = forms.TypedChoiceField(label=_("Năm"), coerce=int)

    def __init__(self, *args: Any, years: Sequence[int], offices: Sequence[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [office.pk for office in offices]
        self.fields["noi_cap"].queryset = OrgUnit.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["nam"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]


class RevokeForm(forms.Form):
    """Taking a certificate back."""

    ly_do = forms.CharField(
        label=_("Lý do thu hồi"),
        max_length=300,
        help_text=_("Ví dụ: cấp nhầm người; ghi vào sổ, không hiện ở trang kiểm tra công khai."),
    )


class ReplaceForm(forms.Form):
    """A new document for an old one."""

    viec = forms.ChoiceField(label=_("Vì sao cấp lại"), widget=forms.RadioSelect)
    ly_do = forms.CharField(
        label=_("Lý do ghi vào sổ"),
        max_length=300,
        help_text=_("Ví dụ: in sai dấu ở tên; theo Quyết định cải chính hộ tịch số 12."),
    )

    def __init__(self, *args: Any, revoked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Replacement.Kind
        fitting = [kinds.RESTORED] if revoked else [kinds.CORRECTION, kinds.NAME_CHANGE]
        self.fields["viec"].choices = [(kind.value, kind.label) for kind in fitting]  # type: ignore[attr-defined]
        if revoked:
            self.initial["viec"] = kinds.RESTORED.value


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
