"""allauth's forms of the second factor, in plain words and for numeric keyboards."""

from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from people.models import Account
from people.queries.rights import has_app

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


class _AppOrPaper(_Digits):
    """The app's digits or a recovery code; who has only a passkey has only the paper."""

    user: Account
    hint = _("Không có ứng dụng bên mình? Gõ một mã dự phòng tám chữ số.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_app = has_app(kwargs["user"])
        if not self.has_app:
            self.fields["code"].label = _("Mã dự phòng tám chữ số")
            self.fields["code"].help_text = _("Chỉ cần khi không có khóa truy cập bên mình.")

    def clean_code(self) -> str:
        """allauth forgets after half a minute that digits were used; with its tolerance they live three times that."""
        code: str = super().clean_code()  # type: ignore[misc]
        lives = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        used = f"second-factor-used:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(used, True, timeout=lives):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_AppOrPaper, AuthenticateForm):
    """At sign-in."""


class CodeAgainForm(_AppOrPaper, ReauthenticateForm):
    """Before changing something that protects the account."""


class AppForm(_Digits, ActivateTOTPForm):
    """The first digits of a newly linked app."""

    hint = _("Ứng dụng đổi mã mỗi 30 giây.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        kept = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if kept:  # allauth makes a new secret at every view; whoever scanned it and reloads would be shut out
            self.secret = session[SECRET_SESSION_KEY] = kept


class _OfAnyMaker:
    """Mixed into the forms that carry a passkey's answer: what no browser sends is a wrong code, not a fault."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyAnswerForm(_OfAnyMaker, AuthenticateWebAuthnForm):
    """At sign-in."""


class PasskeyAgainForm(_OfAnyMaker, ReauthenticateWebAuthnForm):
    """Before changing something that protects the account."""


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
