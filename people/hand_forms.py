"""Forms for one person: who they are, their posts, their roles; and the merge."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.vietnamese import clean, fold
from people.models import OrgUnit, Person, PostingCategory, RoleKind
from people.models.person import Gender
from people.models.posting import EndReason
from people.models.terms import Term
from people.phones import normalise_phone
from people.queries.terms import categories_on, roles_on
from people.rosters.cells import read_birth, read_identity, read_name
from people.services.persons import Said
from people.services.posts import NewPost
from people.services.roles import Membership

EARLIEST, LATEST = date(1960, 1, 1), date(2100, 1, 1)
UnitOptions = list[tuple[str, str]]


class DayField(forms.DateField):
    """A day as it is written here: 31/12/2026."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                format="%d/%m/%Y", attrs={"size": 12, "inputmode": "numeric", "autocomplete": "off"}
            ),
            error_messages={
                "invalid": _("Ghi ngày theo kiểu 31/12/2026."),
                "required": _("Hãy ghi ngày, theo kiểu 31/12/2026."),
            },
            **kwargs,
        )

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not EARLIEST <= day < LATEST:
            raise forms.ValidationError(_("Ngày này ngoài khoảng hợp lý: hãy xem lại năm."))
        return day


class UnitField(forms.ChoiceField):
    """A unit of the clerk's scope; the choices are set by the form, the value is the unit."""

    def __init__(self, **kwargs: Any) -> None:
        missing = _("Hãy chọn đơn vị trong danh sách.")
        super().__init__(error_messages={"required": missing, "invalid_choice": missing}, **kwargs)

    def clean(self, value: Any) -> Any:
        return OrgUnit.objects.get(uuid=super().clean(value))


class PersonForm(forms.Form):
    """The facts about a person. A number is written, never shown: empty leaves it as it is."""

    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=200,
        help_text=_("Đúng như trong giấy tờ; i hay y, vị trí dấu đều giữ nguyên."),
        error_messages={"required": _("Hãy ghi họ và tên.")},
    )
    birth = forms.CharField(
        label=_("Ngày sinh"),
        max_length=20,
        required=False,
        help_text=_("05/03/1988, hoặc chỉ năm: 1988."),
        widget=forms.TextInput(attrs={"size": 12, "inputmode": "numeric"}),
    )
    gender = forms.ChoiceField(
        label=_("Giới tính"), required=False, choices=[("", _("Chưa ghi")), *Gender.choices]
    )
    phone = forms.CharField(
        label=_("Điện thoại di động"),
        max_length=30,
        required=False,
        help_text=_("Dùng chung trong gia đình cũng được."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    number = forms.CharField(
        label=_("Số CCCD hoặc CMND"),
        max_length=20,
        required=False,
        help_text=_("Chỉ giữ dấu băm có khóa và ba số cuối; để trống thì giữ nguyên số đã có."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """What is known, as it would be typed."""
        birth = f"{person.birth_on:%d/%m/%Y}" if person.birth_on else str(person.birth_year or "")
        return {
            "full_name": person.full_name, "birth": birth, "gender": person.gender, "phone": person.phone,
            "email": person.email,
        }  # fmt: skip

    def clean_full_name(self) -> str:
        name = read_name(self.cleaned_data["full_name"])
        if not any(mark.isalpha() for mark in name):
            raise forms.ValidationError(_("Hãy ghi họ và tên."))
        return name

    def clean_birth(self) -> Any:
        """Read by the roster's rule: day first, a year alone stays a year."""
        warnings: list[str] = []
        birth = read_birth(self.cleaned_data["birth"], self.today, warnings)
        if "dob_invalid" in warnings:
            raise forms.ValidationError(_("Ngày sinh không có thật: ghi 05/03/1988 hoặc 1988."))
        return birth

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        phone = normalise_phone(text)
        if text and not phone:
            raise forms.ValidationError(_("Số di động có 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."))
        return phone

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_number(self) -> Any:
        identity = read_identity(self.cleaned_data["number"], [])
        if self.cleaned_data["number"] and not identity.number:
            raise forms.ValidationError(_("CCCD có 12 chữ số, CMND cũ có 9 chữ số."))
        return identity

    def said(self) -> Said:
        """The valid form as the service takes it."""
        data = self.cleaned_data
        return Said(
            full_name=data["full_name"], gender=data["gender"], birth_on=data["birth"].on,
            birth_year=data["birth"].year, phone=data["phone"], email=data["email"],
            number=data["number"].number, number_kind=data["number"].kind,
        )  # fmt: skip


class PostForm(forms.Form):
    """A post: where, what, since when."""

    unit = UnitField(label=_("Đơn vị"))
    position = forms.CharField(label=_("Chức vụ, chức danh"), max_length=300, required=False)
    category = forms.ChoiceField(label=_("Nhóm cán bộ"), required=False)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(
        label=_("Thôi giữ từ ngày"),
        required=False,
        help_text=_("Để trống nếu còn giữ; có thể là một ngày sắp tới."),
    )
    decision = forms.CharField(label=_("Quyết định số, ngày"), max_length=200, required=False)

    def __init__(
        self, *args: Any, units: UnitOptions | None, today: date, category: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if units is None:  # the unit of a post that is only corrected
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = [("", _("Chọn đơn vị")), *units]  # type: ignore[attr-defined]
        terms = {term.code: term.name for term in PostingCategory.objects.all()}
        choices = dict(categories_on(today)) | ({category: terms.get(category, category)} if category else {})
        past = {code: name for code, name in terms.items() if code not in choices}
        groups: list[Any] = [("", _("Chưa ghi")), *choices.items()]
        if past:  # a post of earlier days may need them; the service looks at the day
            groups.append((_("Chỉ dùng cho thời gian trước"), list(past.items())))
        self.fields["category"].choices = groups  # type: ignore[attr-defined]

    def post(self, unit: OrgUnit | None = None) -> NewPost:
        """The valid form as the service takes it."""
        data: dict[str, Any] = self.cleaned_data
        where: OrgUnit = data["unit"] if unit is None else unit
        return NewPost(
            unit=where, position=clean(data["position"]), category=data["category"],
            starts_on=data["starts_on"], ends_on=data.get("ends_on"), decision=clean(data["decision"]),
        )  # fmt: skip


class TransferForm(PostForm):
    """Ends here and begins there on one day."""

    field_order = ("starts_on", "unit", "position", "category", "decision")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ends_on"]
        self.fields["starts_on"].label = _("Chuyển từ ngày")
        self.fields["unit"].label = _("Đến đơn vị")


class EndForm(forms.Form):
    """The last post or one of several ends."""

    ends_on = DayField(label=_("Thôi giữ từ ngày"), help_text=_("Ngày đầu tiên không còn giữ vị trí này."))
    reason = forms.ChoiceField(
        label=_("Lý do"),
        choices=[choice for choice in EndReason.choices if choice[0] != EndReason.MISTAKE],
    )
    decision = forms.CharField(label=_("Quyết định số, ngày"), max_length=200, required=False)


class RoleForm(forms.Form):
    """A role in the programme."""

    role = forms.ChoiceField(label=_("Vai trò"), error_messages={"required": _("Hãy chọn vai trò.")})
    unit = UnitField(label=_("Ở đơn vị"))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Thôi từ ngày"), required=False, help_text=_("Để trống nếu còn giữ."))
    decision = forms.CharField(label=_("Quyết định số, ngày"), max_length=200, required=False)

    def __init__(self, *args: Any, units: UnitOptions, today: date, role: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = dict(roles_on(today))
        if role and role not in choices:
            choices[role] = RoleKind.objects.get(code=role).name
        self.fields["role"].choices = [("", _("Chọn vai trò")), *choices.items()]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Chọn đơn vị")), *units]  # type: ignore[attr-defined]

    def membership(self) -> Membership:
        """The valid form as the service takes it."""
        data = self.cleaned_data
        return Membership(
            unit=data["unit"], role=RoleKind.objects.get(code=data["role"]), starts_on=data["starts_on"],
            ends_on=data["ends_on"], decision=clean(data["decision"]),
        )  # fmt: skip


class MergeForm(forms.Form):
    """Confirmed by writing the name, so that no slip of the finger merges two people."""

    name = forms.CharField(
        label=_("Gõ họ tên của người này để xác nhận"),
        help_text=_("Không cần dấu."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Hãy gõ họ tên để xác nhận.")},
    )

    def __init__(self, *args: Any, names: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def clean_name(self) -> str:
        if fold(self.cleaned_data["name"]) not in self.names:
            raise forms.ValidationError(_("Họ tên chưa đúng: hãy gõ đúng như trên."))
        return str(self.cleaned_data["name"])


class OtherRecordForm(forms.Form):
    """The other record of a person, by its staff code."""

    code = forms.CharField(
        label=_("Mã cán bộ của hồ sơ kia"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"required": _("Hãy ghi mã cán bộ.")},
    )


class TermForm(forms.ModelForm):  # type: ignore[type-arg] # of either list
    """An entry of a list; the code is given once."""

    valid_from = DayField(label=_("Dùng từ ngày"), required=False)
    valid_to = DayField(
        label=_("Thôi dùng từ ngày"),
        required=False,
        help_text=_("Vị trí đã ghi trước ngày ấy vẫn giữ nguyên."),
    )

    class Meta:
        fields = ["code", "name", "legal_basis", "valid_from", "valid_to", "position"]
        labels = {
            "code": _("Mã"),
            "name": _("Tên"),
            "legal_basis": _("Căn cứ"),
            "position": _("Thứ tự"),
        }
        help_texts = {
            "code": _("Chữ không dấu, số, gạch nối; không đổi được sau khi lưu."),
            "position": _("Số nhỏ đứng trước."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", _("Ngày thôi dùng phải sau ngày bắt đầu."))
        return data


def term_form(model: type[Term], *args: Any, **kwargs: Any) -> TermForm:
    """The form for one of the lists."""
    made: Any = forms.modelform_factory(model, form=TermForm)
    form: TermForm = made(*args, **kwargs)
    return form
