"""The forms of the report cycle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.documents.wording import Part
from reports.models import Consolidated, LegalBasis, ReportCycle, UnitReport
from reports.overtaken import MarkedForm

EXTRA = {
    "Số lớp tập huấn tự tổ chức": "lop",
    "Số lượt người dân được hướng dẫn": "luot",
    "Kinh phí đã dùng (triệu đồng)": "kinh_phi",
}


def _text(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


class OpenForm(forms.Form):
    """Which period to open by hand."""

    year = forms.IntegerField(label=_("Năm"), min_value=2023, max_value=2100)
    half = forms.ChoiceField(label=_("Kỳ"), choices=ReportCycle.Half.choices)


class UnitReportForm(MarkedForm):
    """What a unit may say; its figures are not fields."""

    done = _text(_("Kết quả nổi bật, cách làm hay"), max_length=4000)
    hindrances = _text(_("Khó khăn, vướng mắc, giải trình"), max_length=4000)
    proposals = _text(_("Đề xuất, kiến nghị"), max_length=4000)
    late_note = forms.CharField(label=_("Lý do nộp muộn"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, report: UnitReport, is_late: bool) -> None:
        """Filled from the report; the note is asked for only when it is late."""
        kept = {name: getattr(report, name) for name in ("done", "hindrances", "proposals", "late_note")}
        kept |= {key: report.extra.get(name) for name, key in EXTRA.items()}
        super().__init__(data, initial=kept)
        for name, key in EXTRA.items():
            self.fields[key] = forms.IntegerField(label=_(name), required=False, min_value=0, max_value=10**9)
        if not is_late:
            del self.fields["late_note"]
        self.show(kept)

    @property
    def said(self) -> dict[str, Any]:
        """For the service."""
        data, shown = self.cleaned_data, self.shown
        told = {name: data[name] for name in ("done", "hindrances", "proposals", "late_note") if name in data}
        marks = {name: shown[key] for name, key in EXTRA.items() if key in shown}
        return told | {"extra": {name: data.get(key) for name, key in EXTRA.items()}, "shown": shown | marks}


class DraftForm(MarkedForm):
    """Every part of the text, the bases and the recipients."""

    bases = forms.ModelMultipleChoiceField(
        LegalBasis.objects.all(), label=_("Căn cứ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    recipients = _text(_("Nơi nhận, mỗi dòng một nơi"), rows=7, max_length=4000)
    keep_list_as = forms.CharField(
        label=_("Lưu thành danh sách nơi nhận tên"), required=False, max_length=120
    )

    def __init__(self, data: Any = None, *, parts: list[Part], report: Consolidated) -> None:
        """One field a part, above the rest."""
        start = {"bases": report.bases.all(), "recipients": report.recipients}
        start |= {f"phan-{part.key}": part.text for part in parts}
        super().__init__(data, initial=start)
        for part in parts:
            rows = min(12, 2 + len(part.text) // 90)
            self.fields[f"phan-{part.key}"] = _text(
                part.heading or _("Lời văn"), rows=rows, max_length=20_000
            )
        self.order_fields([f"phan-{part.key}" for part in parts])
        self.show({part.key: part.text for part in parts} | {"recipients": report.recipients})

    @property
    def texts(self) -> dict[str, str]:
        """By the key of the part."""
        return {
            name.removeprefix("phan-"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("phan-")
        }


class IssueForm(forms.Form):
    """Number, day and signer."""

    number = forms.CharField(label=_("Số"), max_length=10)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=40, initial="BC-UBND")
    issued_on = forms.DateField(label=_("Ngày ban hành"))
    signing_for = _text(_("Quyền hạn, chức vụ (TM., KT. …)"), rows=3, max_length=300)
    signer = forms.CharField(label=_("Người ký"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signing_for"].initial = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"


class BasisForm(forms.ModelForm):  # type: ignore[type-arg]
    """One document of the list of bases."""

    link = forms.URLField(label=_("Đường dẫn"), required=False, assume_scheme="https")

    class Meta:
        model = LegalBasis
        fields = ("kind", "symbol", "issued_on", "issuer", "about", "link", "valid_from", "valid_to")
