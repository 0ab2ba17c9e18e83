"""allauth's forms of the second factor, in plain words and for numeric keyboards."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

DIGITS = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-box", "maxlength": 12}


class _Digits:
    """Mixed into the forms with a code: a wide box for digits, no words inside it."""

    fields: dict[str, Any]
    label: Any = _("Mã sáu chữ số trong ứng dụng")
    hint: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = self.label, self.hint
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(DIGITS)


class CodeForm(_Digits, AuthenticateForm):
    """At sign-in: the app's digits or a recovery code."""

    hint = _("Không có ứng dụng bên mình? Gõ một mã dự phòng tám chữ số.")


class CodeAgainForm(_Digits, ReauthenticateForm):
    """Before changing something that protects the account."""

    hint = CodeForm.hint


class AppForm(_Digits, ActivateTOTPForm):
    """The first digits of a newly linked app."""

    hint = _("Ứng dụng đổi mã mỗi 30 giây.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        kept = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if kept:  # allauth makes a new secret at every view; whoever scanned it and reloads would be shut out
            self.secret = session[SECRET_SESSION_KEY] = kept


class PasskeyForm(AddWebAuthnForm):
    """A passkey of a phone, a computer or a key on a ring."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên khóa, để sau này nhận ra")

    def clean(self) -> dict[str, Any]:
        """What no browser sends is a wrong code, not a fault of ours."""
        try:
            return dict(super().clean())
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Tên khóa")
