"""The sign-in form: one field for staff code, phone or e-mail."""

from allauth.account.forms import LoginForm as BaseLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(BaseLoginForm):
    """Says what may be typed, and what a first-login code is."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Mã cán bộ, số điện thoại hoặc thư điện tử")
        self.fields["password"].label = _("Mật khẩu hoặc mã đăng nhập lần đầu")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
