"""The facts about a person as a clerk writes them."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.models.person import Gender
from people.phones import normalise_phone
from people.rosters.cells import read_birth, read_identity, read_name
from people.services.persons import Said


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
