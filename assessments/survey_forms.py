"""Forms of those who write surveys and of those who type in paper."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.kinds import plain
from assessments.models import Survey
from assessments.models.survey import SMALLEST_GROUP
from assessments.services.surveys import Facts
from assessments.surveys.items import MOST_LINES, Item, made
from assessments.surveys.ready import ready, scales
from common.vietnamese import clean
from courses.models import Course
from people.form_fields import DayField
from people.models import OrgUnit

FIXED_ONCE_PUBLISHED = ("kind", "course", "anonymous")


class SurveyForm(forms.Form):
    """What stands around the questions; once published, what it is about is not asked again."""

    title = forms.CharField(label=_("Tên phiếu"), max_length=200)
    intro = forms.CharField(
        label=_("Lời mời"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vì sao hỏi, mất mấy phút, ý kiến sẽ được dùng làm gì."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Hỏi về việc gì"), choices=Survey.Kind.choices)
    course = forms.ModelChoiceField(
        Course.objects.order_by("title"), label=_("Khóa học"), required=False, empty_label=_("Mọi khóa học"),
        help_text=_("Chỉ dùng cho phiếu sau khóa học. Ai học xong sẽ được mời trả lời một lần."),
    )  # fmt: skip
    owner = forms.ChoiceField(label=_("Đơn vị chủ trì lấy ý kiến"))
    opens_on = DayField(label=_("Ngày mở"))
    closes_on = DayField(
        label=_("Ngày cuối"), required=False, help_text=_("Để trống nếu lấy ý kiến thường xuyên.")
    )
    anonymous = forms.BooleanField(
        label=_("Ẩn danh"), required=False, initial=True,
        help_text=_("Bỏ chọn thì cuối phiếu có ô để lại tên, số điện thoại nếu muốn được trả lời."),
    )  # fmt: skip
    threshold = forms.IntegerField(
        label=_("Số phiếu ít nhất để công bố một nhóm"), min_value=SMALLEST_GROUP, max_value=100,
        initial=SMALLEST_GROUP, help_text=_("Nhóm ít phiếu hơn không hiện kết quả, để không ai đoán được người trả lời."),
    )  # fmt: skip
    goal_percent = forms.IntegerField(
        label=_("Tỷ lệ hài lòng cần đạt (%)"), min_value=1, max_value=100, initial=80,
        help_text=_("Theo bộ tiêu chí đang áp dụng; được phép thay đổi theo từng giai đoạn."),
    )  # fmt: skip
    results_public = forms.BooleanField(
        label=_("Công khai kết quả theo xã, phường"), required=False,
        help_text=_("Ai cũng xem được tỷ lệ hài lòng; không bao giờ có câu viết tự do."),
    )  # fmt: skip

    def __init__(self, *args: Any, owners: list[Any], survey: Survey | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = owners
        self.survey = survey
        for name in FIXED_ONCE_PUBLISHED if survey and survey.published else ():
            self.fields.pop(name)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        start, end = said.get("opens_on"), said.get("closes_on")
        if start and end and end < start:
            self.add_error("closes_on", _("Ngày đóng không thể trước ngày mở."))
        return said

    def facts(self) -> Facts:
        """What was typed, and what stays."""
        said = dict(self.cleaned_data)
        if self.survey and self.survey.published:
            said |= {name: getattr(self.survey, name) for name in FIXED_ONCE_PUBLISHED}
        said["owner"] = OrgUnit.objects.get(uuid=said["owner"])
        return Facts(**said)


def initial_of(survey: Survey) -> dict[str, Any]:
    """The survey as its form shows it."""
    told = {name: getattr(survey, name) for name in Facts.__dataclass_fields__}
    return told | {"owner": str(survey.owner.uuid), "course": survey.course_id}


def initial_from(code: str, today: date) -> dict[str, Any]:
    """A ready form's words, or an empty form that opens today."""
    chosen = ready().get(code)
    told = {"title": chosen.title, "intro": chosen.intro, "kind": chosen.kind} if chosen else {}
    return {"opens_on": today, **told}


class ItemForm(forms.Form):
    """One question in plain words: a line is a statement or an option."""

    text = forms.CharField(label=_("Câu hỏi"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    lines = forms.CharField(label=_("Các ý"), max_length=6000, widget=forms.Textarea(attrs={"rows": 7}))
    scale = forms.ChoiceField(label=_("Thang đo"))
    required = forms.BooleanField(label=_("Bắt buộc trả lời"), required=False)

    def __init__(self, *args: Any, kind: str, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _told(item) if item else {}
        self.kind, self.item = kind, item
        if kind != "likert":
            del self.fields["scale"]
        if kind not in ("likert", "single", "multiple"):
            del self.fields["lines"]
            return
        self.fields["lines"].label = _("Các ý cần cho ý kiến") if kind == "likert" else _("Các phương án")
        self.fields["lines"].help_text = _("Mỗi dòng một ý.")
        if kind == "likert":
            self._offer_scales()

    def _offer_scales(self) -> None:
        scale = self.fields["scale"]
        assert isinstance(scale, forms.ChoiceField)
        scale.choices = [(code, f"{steps[0]} → {steps[-1]}") for code, steps in scales().items()]

    def clean_lines(self) -> list[str]:
        found = [clean(line) for line in self.cleaned_data["lines"].splitlines() if clean(line)]
        if len(found) > MOST_LINES:
            raise forms.ValidationError(_("Nhiều nhất %(most)s dòng.") % {"most": MOST_LINES})
        return found

    def made(self) -> Item:
        """The body to keep."""
        said, lines = self.cleaned_data, self.cleaned_data.get("lines", [])
        told = {"kind": self.kind, "text": said["text"], "required": said["required"]}
        if self.kind == "likert":
            told |= {"rows": lines, "scale": scales()[said["scale"]]}
        return made(told | {"options": lines}, self.item)


def _told(item: Item) -> dict[str, Any]:
    lines = item.get("rows") or [option["text"] for option in item.get("options", [])]
    steps = [step["text"] for step in item.get("scale", [])]
    scale = next((code for code, known in scales().items() if known == steps), "")
    return {
        "text": plain(item["text"]), "lines": "\n".join(map(plain, lines)), "scale": scale,
        "required": item.get("required", False),
    }  # fmt: skip


class BatchForm(forms.Form):
    """A pile of paper: of which commune, which number, how many."""

    unit = forms.ChoiceField(label=_("Của xã, phường, ấp, khu phố"))
    label = forms.CharField(
        label=_("Số tập phiếu"), max_length=60, help_text=_("Ghi đúng số trên bìa tập, ví dụ Ấp 3 - tập 1.")
    )
    expected = forms.IntegerField(label=_("Số phiếu trong tập"), min_value=1, max_value=2000)

    def __init__(self, *args: Any, units: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ChoiceField)
        unit.choices = units

    def clean_unit(self) -> OrgUnit:
        return OrgUnit.objects.get(uuid=self.cleaned_data["unit"])
