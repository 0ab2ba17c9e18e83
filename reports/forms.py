"""The choices above a figure; they live in the address so that a view can be sent to a colleague."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import PostingCategory, RoleKind
from people.models.org_unit import Level
from reports.models import Target
from reports.queries.figures import Frame

EARLIEST = date(2000, 1, 1)


class FigureForm(forms.Form):
    """Day and map of a figure; both have sensible defaults."""

    den = forms.DateField(
        label=_("Số liệu đến hết"), required=False, widget=forms.DateInput(attrs={"size": 10})
    )
    khung = forms.ChoiceField(
        label=_("Tính theo đơn vị"),
        required=False,
        choices=[(Frame.NOW.value, _("Hiện nay")), (Frame.THEN.value, _("Lúc học"))],
    )
    cap = forms.ChoiceField(
        label=_("Cấp"),
        required=False,
        choices=[("", _("Tất cả")), *[choice for choice in Level.choices if choice[0] != Level.HAMLET]],
    )

    def as_of(self, today: date) -> date:
        """The chosen day, never after today nor before there was anything to count."""
        chosen = self.cleaned_data.get("den") if self.is_valid() else None
        return max(min(chosen or today, today), EARLIEST)

    def frame(self) -> Frame:
        """The chosen map."""
        chosen = self.cleaned_data.get("khung") if self.is_valid() else None
        return Frame(chosen) if chosen else Frame.NOW


class TargetForm(forms.ModelForm):
    """Who counts, what counts, how much, by when, and who answers for it."""

    levels = forms.MultipleChoiceField(
        label=_("Cấp được tính"),
        choices=[choice for choice in Level.choices if choice[0] != Level.HAMLET],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Cấp của đơn vị nơi người đó công tác vào ngày chốt số liệu."),
    )

    categories = forms.MultipleChoiceField(
        label=_("Chỉ tính nhóm cán bộ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn nhóm nào là tính mọi nhóm."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Chỉ tính người có vai trò trong Chương trình"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Giữ một trong các vai trò này vào ngày chốt số liệu. Không chọn là không xét vai trò."),
    )

    class Meta:
        model = Target
        fields = [
            "title", "code", "levels", "categories", "roles", "courses", "percent", "starts_on", "due_on",
            "legal_basis", "responsible_unit", "responsible_person",
        ]  # fmt: skip
        labels = {
            "title": _("Tên chỉ tiêu"),
            "code": _("Mã"),
            "courses": _("Khóa học được tính"),
            "percent": _("Cần đạt (%)"),
            "starts_on": _("Bắt đầu"),
            "due_on": _("Hạn"),
            "legal_basis": _("Căn cứ"),
            "responsible_unit": _("Đơn vị chịu trách nhiệm"),
            "responsible_person": _("Người chịu trách nhiệm, điện thoại"),
        }
        help_texts = {
            "code": _("Chữ không dấu, số và gạch nối; dùng trong lệnh và địa chỉ."),
            "courses": _("Hoàn thành một trong các khóa này là được tính."),
        }
        widgets = {"courses": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.instance.population or {}
        self.initial.setdefault("levels", rule.get("levels", ["tinh", "xa"]))
        for name, terms in (("categories", PostingCategory), ("roles", RoleKind)):
            self.initial.setdefault(name, rule.get(name, []))
            self.fields[name].choices = list(terms.objects.values_list("code", "name"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("due_on") and data["due_on"] <= data["starts_on"]:
            self.add_error("due_on", _("Hạn phải sau ngày bắt đầu."))
        return data
