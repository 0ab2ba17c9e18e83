"""The editor's form: the sheet, and one row of numbers for each box; it works without a script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.models import CertificatePicture, CertificateTemplate, TemplateKind
from certificates.rules.design import (
    ALIGNS,
    ORNAMENT,
    PAPERS,
    PICTURE,
    PLAIN,
    QR,
    SIGNATURE,
    TEXT,
    UPLOADED,
    Design,
    Field,
)  # fmt: skip
from common.vietnamese import clean
from courses.models import Course
from people.models import OrgUnit

KINDS = [
    ("", "–"),
    (TEXT, _("Chữ")),
    (QR, _("Mã QR")),
    (PICTURE, _("Con dấu, chữ ký (hình)")),
    (SIGNATURE, _("Ô chữ ký số")),
]
STYLES = [
    ("tinos:regular", _("Tinos thường")), ("tinos:bold", _("Tinos đậm")), ("tinos:italic", _("Tinos nghiêng")),
    ("tinos:bold-italic", _("Tinos đậm nghiêng")), ("be-vietnam-pro:regular", _("Be Vietnam Pro thường")),
    ("be-vietnam-pro:bold", _("Be Vietnam Pro đậm")),
]  # fmt: skip
ALIGNED = list(zip(ALIGNS, (_("Trái"), _("Giữa"), _("Phải")), strict=True))
VALIGNED = [("top", _("Trên")), ("middle", _("Giữa")), ("bottom", _("Dưới"))]


def _number(
    label: Any, least: float, most: float, initial: float = 0, step: float = 0.01
) -> forms.FloatField:
    return forms.FloatField(
        label=label, min_value=least, max_value=most, initial=initial, required=False,
        widget=forms.NumberInput(attrs={"step": step}),
    )  # fmt: skip


class SheetForm(forms.Form):
    """Paper, background, languages."""

    name = forms.CharField(label=_("Tên mẫu"), max_length=120)
    kind = forms.ChoiceField(label=_("Loại giấy"), choices=TemplateKind.choices)
    paper = forms.ChoiceField(label=_("Khổ giấy"), choices=[(paper, paper) for paper in PAPERS], initial="A4")
    landscape = forms.BooleanField(label=_("Khổ ngang"), required=False)
    background = forms.ChoiceField(
        label=_("Nền"),
        choices=[(ORNAMENT, _("Viền luống cày")), (PLAIN, _("Giấy trắng")), (UPLOADED, _("Hình đã tải lên"))],
    )
    picture = forms.ChoiceField(label=_("Hình nền"), required=False)
    bilingual = forms.BooleanField(label=_("Có tiếng Anh"), required=False)
    large_print = forms.BooleanField(label=_("Bản chữ to (từ 16 pt)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].choices = _pictures([CertificatePicture.Use.BACKGROUND])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("background") == UPLOADED and not cleaned.get("picture"):
            self.add_error("picture", _("Hãy chọn hình nền."))
        return cleaned


class BoxForm(forms.Form):
    """One box; without a kind it is no box."""

    kind = forms.ChoiceField(label=_("Loại"), choices=KINDS, required=False)
    text = forms.CharField(
        label=_("Chữ"), required=False, max_length=600, strip=False, widget=forms.Textarea(attrs={"rows": 1})
    )
    x = _number(_("Trái"), 0, 420)
    y = _number(_("Trên"), 0, 420)
    w = _number(_("Rộng"), 1, 420, 60)
    h = _number(_("Cao"), 1, 420, 10)
    align = forms.ChoiceField(label=_("Căn"), choices=ALIGNED, initial="center", required=False)
    valign = forms.ChoiceField(label=_("Căn dọc"), choices=VALIGNED, initial="middle", required=False)
    style = forms.ChoiceField(label=_("Kiểu chữ"), choices=STYLES, required=False)
    size = _number(_("Cỡ"), 6, 72, 14, 0.5)
    smallest = _number(_("Nhỏ nhất"), 6, 72, 10, 0.5)
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$", label=_("Màu"), initial="#16201b", required=False,
        widget=forms.TextInput(attrs={"type": "color"}),
    )  # fmt: skip
    tracking = _number(_("Giãn chữ"), 0, 10, 0, 0.1)
    rule = _number(_("Gạch dưới (0–1)"), 0, 1, 0, 0.01)
    picture = forms.ChoiceField(label=_("Hình"), required=False)
    remove = forms.BooleanField(label=_("Bỏ"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = kwargs.pop("pictures")
        super().__init__(*args, **kwargs)
        self.fields["picture"].choices = choices  # type: ignore[attr-defined]

    def box(self) -> Field | None:
        """The box as typed, or nothing."""
        told = self.cleaned_data
        if told.get("remove") or not told.get("kind"):
            return None
        family, _colon, style = (told["style"] or "tinos:regular").partition(":")
        numbers = {
            name: told[name] if told[name] is not None else self.fields[name].initial
            for name in ("x", "y", "w", "h", "size", "smallest", "tracking", "rule")
        }
        return Field(
            kind=told["kind"], text="\n".join(clean(line) for line in told["text"].splitlines()),
            align=told["align"] or "center", valign=told["valign"] or "middle", family=family, style=style,
            colour=told["colour"] or "#16201b", picture=told["picture"] if told["kind"] == PICTURE else "", **numbers,
        )  # fmt: skip


BoxFormSet = forms.formset_factory(BoxForm, extra=3, max_num=60, absolute_max=60)


def ink_pictures(*, may_seal: bool) -> list[tuple[str, str]]:
    """Seals and signatures, for those who may use them."""
    return _pictures([CertificatePicture.Use.SEAL, CertificatePicture.Use.SIGNATURE] if may_seal else [])


def _pictures(uses: list[str]) -> list[tuple[str, str]]:
    found = CertificatePicture.objects.filter(use__in=uses)
    return [("", "–"), *((picture.sha256, str(picture)) for picture in found)]


def initial_of(design: Design, name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the editor shows first."""
    sheet = design.as_json() | {"name": name}
    boxes = [{**vars(one), "style": f"{one.family}:{one.style}"} for one in design.fields]
    return sheet, boxes


def design_from(sheet: SheetForm, boxes: Any) -> Design:
    """The design of a valid form."""
    told = {key: value for key, value in sheet.cleaned_data.items() if key != "name"}
    if told["background"] != UPLOADED:
        told["picture"] = ""
    return Design(**told, fields=tuple(box for form in boxes if (box := form.box())))


class PictureForm(forms.Form):
    """A picture to upload."""

    use = forms.ChoiceField(label=_("Dùng làm"), choices=CertificatePicture.Use.choices)
    title = forms.CharField(label=_("Tên hình"), max_length=80)
    file = forms.FileField(
        label=_("Tệp hình"), help_text=_("JPG, PNG hoặc WebP, tối đa 12 MB; được thu nhỏ khi tải lên.")
    )


class DefaultForm(forms.Form):
    """Who uses which template."""

    template = forms.ModelChoiceField(
        CertificateTemplate.objects.filter(archived_at=None, active__isnull=False), label=_("Mẫu")
    )
    course = forms.ModelChoiceField(Course.objects.order_by("title"), label=_("Khóa học"), required=False)
    office = forms.ModelChoiceField(
        OrgUnit.objects.none(), label=_("hoặc đơn vị cấp và các đơn vị bên dưới"), required=False
    )

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("course")) == bool(cleaned.get("office")):
            raise forms.ValidationError(_("Hãy chọn một khóa học hoặc một đơn vị."))
        return cleaned
