"""The forms of campaigns: the campaign with its first round, a proposal, a decision."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from common.vietnamese import fold
from people.form_fields import DayField, unit_choices
from people.models import OrgUnit
from people.models.org_unit import Level
from people.queries.tree import UnitTree
from reports.models import Campaign, Counts, Scoring, Target
from reports.overtaken import GuardedForm
from reports.services.campaigns import state_of

LEVELS = [choice for choice in Level.choices if choice[0] in (Level.COMMUNE, Level.HAMLET)]
LARGEST = 100_000
HEAVIEST = 100


class NumbersField(forms.CharField):
    """Whole numbers with commas or spaces between: 50, 150."""

    def clean(self, value: Any) -> list[int]:
        words = super().clean(value).replace(",", " ").replace(";", " ").split()
        if not all(word.isascii() and word.isdigit() and 0 < int(word) <= LARGEST for word in words):
            raise forms.ValidationError(_("Ghi các số nguyên cách nhau bằng dấu phẩy, ví dụ 50, 150."))
        return [int(word) for word in words]


class CampaignForm(GuardedForm, forms.ModelForm):
    """Who competes by what and when."""

    organiser = forms.ChoiceField(label=_("Đơn vị phát động"))
    area = forms.ChoiceField(
        label=_("Phạm vi thi đua"), help_text=_("Các đơn vị bên trong đơn vị này dự thi.")
    )
    level = forms.ChoiceField(label=_("Đội thi là"), choices=LEVELS, initial=Level.COMMUNE)
    measure = forms.ChoiceField(
        label=_("Điểm thi đua"), choices=Scoring.choices, initial=Scoring.STATE, widget=forms.RadioSelect
    )
    bounds = NumbersField(
        label=_("Ngưỡng chia nhóm quy mô"),
        required=False,
        help_text=_(
            "Số người phải học, ví dụ 50, 150 chia thành ba nhóm: dưới 50, từ 50 đến 149, từ 150. Để trống là một nhóm."
        ),
    )
    targets = forms.ModelMultipleChoiceField(
        label=_("Chỉ tiêu được tính"),
        queryset=Target.objects.filter(counts=Counts.PEOPLE),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một chỉ tiêu để tính điểm thi đua.")},
    )
    weights = NumbersField(
        label=_("Trọng số"),
        required=False,
        help_text=_("Theo thứ tự các chỉ tiêu đã chọn ở trên, ví dụ 2, 1. Để trống là bằng nhau."),
    )
    starts_on = DayField(label=_("Ngày đầu của đợt"))
    ends_on = DayField(label=_("Ngày cuối của đợt"))

    class Meta:
        model = Campaign
        fields = [
            "title", "organiser", "organiser_text", "legal_basis", "area", "level", "targets", "weights",
            "measure", "bounds",
            "starts_on", "ends_on", "is_public",
        ]  # fmt: skip
        labels = {
            "title": _("Tên phong trào"),
            "organiser_text": _("Hội, đoàn thể đứng tên"),
            "legal_basis": _("Căn cứ"),
            "is_public": _("Công khai bảng xếp hạng"),
        }
        help_texts = {
            "organiser_text": _("Nếu phong trào do hội, đoàn thể phát động, ghi tên ở đây."),
            "is_public": _(
                "Ai có đường dẫn cũng xem được: chỉ tỷ lệ, không có số người, không có đơn vị dưới 5 người."
            ),
        }

    def __init__(
        self, *args: Any, tree: UnitTree, today: date, units: set[int] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kept = {one for one in (self.instance.organiser_id, self.instance.area_id) if one}
        choices = unit_choices(tree, today, visible=units, keep=kept)
        for name in ("organiser", "area"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if self.instance.pk:
            self.guard(state_of(self.instance))

    def clean_organiser(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["organiser"])

    def clean_area(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["area"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        weights, targets = data.get("weights"), data.get("targets")
        if weights and targets and (len(weights) != len(targets) or max(weights) > HEAVIEST):
            self.add_error(
                "weights", _("Ghi một trọng số từ 1 đến 100 cho mỗi chỉ tiêu đã chọn, hoặc để trống.")
            )
        return data

    @property
    def by_target(self) -> dict[Target, int]:
        """Each chosen target with its weight."""
        targets = list(self.cleaned_data["targets"])
        return dict(zip(targets, self.cleaned_data["weights"] or [1] * len(targets), strict=True))

    def fresh_slug(self) -> str:
        """An address that nobody has yet."""
        stem = slugify(fold(self.cleaned_data["title"]))[:50] or "thi-dua"
        taken = set(Campaign.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
        return next(
            slug
            for number in range(len(taken) + 1)
            if (slug := f"{stem}-{number}" if number else stem) not in taken
        )


class DecisionForm(forms.Form):
    """What the decision says."""

    honour = forms.CharField(label=_("Hình thức khen thưởng"), max_length=120, initial="Giấy khen")
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60)
    decided_on = DayField(label=_("Ngày quyết định"))
    decided_by = forms.CharField(label=_("Nơi ký quyết định"), max_length=200)
