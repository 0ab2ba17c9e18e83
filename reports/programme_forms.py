"""The forms of plans, programmes and a programme's next period."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from people.form_fields import DayField
from reports.models import Area, LegalBasis, Plan, Programme, Target


class _Dated(forms.ModelForm):
    """A period that ends after it begins, said before anything is stored."""

    starts_on = DayField(label=_("Bắt đầu"))
    ends_on = DayField(label=_("Kết thúc"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        return data


def _bases() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=_("Căn cứ pháp lý"), required=False, queryset=LegalBasis.objects.all(),
        widget=forms.CheckboxSelectMultiple, help_text=_("Ghi thêm văn bản ở trang Căn cứ pháp lý."),
    )  # fmt: skip


class PlanForm(_Dated):
    """A plan of an office: number, day, period, what it stands on, the targets that answer to it."""

    issued_on = DayField(label=_("Ngày ban hành"))
    targets = forms.ModelMultipleChoiceField(
        label=_("Chỉ tiêu thuộc kế hoạch"), required=False, queryset=Target.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Một chỉ tiêu có thể thuộc nhiều kế hoạch; người học vẫn chỉ tính một lần."),
    )  # fmt: skip
    bases = _bases()

    class Meta:
        model = Plan
        fields = ["number", "title", "issued_on", "starts_on", "ends_on", "programme", "targets", "bases"]
        labels = {
            "number": _("Số, ký hiệu"),
            "title": _("Trích yếu"),
            "programme": _("Thực hiện chương trình"),
        }
        help_texts = {"number": _("Ví dụ 202/KH-UBND.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].empty_label = _("Không thuộc chương trình nào")  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["targets"] = self.instance.targets.all()


class ProgrammeForm(_Dated):
    """A set of courses with where and when it is carried out."""

    area = forms.ChoiceField(
        label=_("Phạm vi"), required=False, choices=Area.choices, widget=forms.RadioSelect
    )
    area_on = DayField(
        label=_("Xác định nông thôn vào ngày"), required=False,
        help_text=_(
            "Nơi nào là xã vào ngày ấy thì thuộc phạm vi, sau này thành phường vẫn thuộc. Để trống là ngày bắt đầu."
        ),
    )  # fmt: skip
    courses = forms.ModelMultipleChoiceField(
        label=_("Khóa học"), required=False, queryset=Course.objects.order_by("title"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Học đủ các khóa này là hoàn thành chương trình. Đổi khóa thì chỉ tiêu nào tính chương trình cũng tính lại."
        ),
    )  # fmt: skip
    bases = _bases()

    class Meta:
        model = Programme
        fields = ["title", "starts_on", "ends_on", "area", "area_on", "courses", "bases"]
        labels = {"title": _("Tên chương trình")}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("area") and not data.get("area_on"):
            data["area_on"] = data.get("starts_on")
        if not data.get("area"):
            data["area_on"] = None
        return data


class NextPeriodForm(forms.Form):
    """When the next period runs, and which targets go on in it."""

    title = forms.CharField(label=_("Tên chương trình"), max_length=255)
    starts_on = DayField(label=_("Bắt đầu"))
    ends_on = DayField(label=_("Kết thúc"))
    targets = forms.ModelMultipleChoiceField(
        label=_("Đặt lại các chỉ tiêu"), required=False, queryset=Target.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Quy tắc như cũ, ngày của giai đoạn mới; chỉ tiêu và số liệu cũ giữ nguyên."),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["targets"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = targets_of(programme)
        if programme.ends_on:
            first = programme.ends_on.year + 1
            self.initial.update(starts_on=f"1/1/{first}", ends_on=f"31/12/{first + 4}")
            self.initial["title"] = _next_title(programme, first)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        return data


def targets_of(programme: Programme) -> Any:
    """Those that count the programme, and those of the plans that carry it out."""
    return (
        Target.objects.filter(programmes=programme) | Target.objects.filter(plans__programme=programme)
    ).distinct()


def _next_title(programme: Programme, first: int) -> str:
    years = programme.years
    return programme.title.replace(years, f"{first}-{first + 4}") if years else programme.title
