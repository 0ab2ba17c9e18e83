"""The sign-in form (one field for staff code, phone or e-mail) and the request for a new password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import ResetPasswordForm as BaseResetPasswordForm
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import Account


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
