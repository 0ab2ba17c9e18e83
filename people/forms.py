"""Sign-in (one field for staff code, phone or e-mail) and choosing a password, in plain words."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as BaseChangePasswordForm
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import ResetPasswordForm as BaseResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as BaseResetPasswordKeyForm
from allauth.account.forms import SetPasswordForm as BaseSetPasswordForm
from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.backends import merged_into
from people.models import Account

PASSWORD_HINT = _(
    "Ít nhất 8 ký tự. Đừng dùng tên, ngày sinh, số điện thoại hay mật khẩu dễ đoán như 12345678."
)


class PlainPasswords:
    """Mixed into allauth's password forms: one short sentence of advice, no words inside the boxes."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = PASSWORD_HINT if name == "password1" else ""


class SetPasswordForm(PlainPasswords, BaseSetPasswordForm):
    """The first password."""


class ChangePasswordForm(PlainPasswords, BaseChangePasswordForm):
    """A new password, with the old one."""


class ResetPasswordKeyForm(PlainPasswords, BaseResetPasswordKeyForm):
    """A new password, with a letter's link."""


class LoginForm(BaseLoginForm):
    """Says what may be typed, and what a first-login code is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Mã cán bộ, số điện thoại hoặc thư điện tử")
        self.fields["login"].widget.attrs["autocapitalize"] = "none"
        self.fields["password"].label = _("Mật khẩu hoặc mã đăng nhập lần đầu")
        self.fields["password"].help_text = ""  # the link to a new password stands below the card
        self.fields["remember"].label = _("Nhớ tôi trên máy này (đừng chọn trên máy dùng chung)")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> Any:
        """Whoever signs in by a record that was merged into another is told which code is theirs now."""
        try:
            return super().clean()
        except forms.ValidationError as refusal:
            if refusal.code == "too_many_login_attempts":  # nobody tries out passwords by this sentence
                raise
            typed = self.cleaned_data
            survivor = merged_into(typed.get("login", ""), typed.get("password", ""))
            if survivor is None:
                raise
            told = {"code": survivor.staff_code}
            raise forms.ValidationError(
                _("Hồ sơ này đã gộp làm một: hãy đăng nhập bằng mã cán bộ %(code)s.") % told
            ) from None


class ResetPasswordForm(BaseResetPasswordForm):
    """Finds accounts by the address in the roster too, and writes only to addresses that are known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        email: str = get_adapter().clean_email(self.cleaned_data["email"].lower())
        known = Q(email__iexact=email) | Q(person__email__iexact=email)
        self.users = list(Account.objects.filter(known, is_active=True).order_by("pk")[:5])
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """The answer on the screen is the same for an unknown address, but nothing is sent there."""
        return super().save(request, **kwargs) if self.users else str(self.cleaned_data["email"])
