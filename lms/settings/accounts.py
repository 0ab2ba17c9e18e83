"""Who signs in and how: passwords, limits, second factor, codes by phone, OpenID Connect, sessions."""

from lms.settings.env import (
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_ISSUER,
    OIDC_MATCH,
    OIDC_NAME,
    SECOND_FACTOR,
    SMS_SENDER,
)
from lms.settings.sign_in import match_of, oidc_providers, refuse_unknown

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["people.backends.IdentifierBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/vao/"
ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {
    "login": "people.forms.LoginForm",
    "set_password": "people.forms.SetPasswordForm",
    "change_password": "people.forms.ChangePasswordForm",
    "reset_password": "people.forms.ResetPasswordForm",
    "reset_password_from_key": "people.forms.ResetPasswordKeyForm",
}
# Per-address limits must let a hall of sixty behind one address in; the per-account part stays strict.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "change_password": "10/m/user",
    "reset_password": "120/m/ip,5/m/key",
    "reset_password_from_key": "120/m/ip",
    "reauthenticate": "10/m/user",
    "signup": False,
    "phone_code": "600/m/ip",  # per phone: people.services.phone_codes
}
# Time to install an authenticator app over a slow line before the password is asked again.
ACCOUNT_LOGIN_TIMEOUT = 1800

# A second factor for HR and administrators (decision 0019): SECOND_FACTOR=optional leaves it to them.
MFA_ADAPTER = "people.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "people.factor_forms.CodeForm",
    "reauthenticate": "people.factor_forms.CodeAgainForm",
    "activate_totp": "people.factor_forms.AppForm",
    "authenticate_webauthn": "people.factor_forms.PasskeyAnswerForm",
    "reauthenticate_webauthn": "people.factor_forms.PasskeyAgainForm",
    "add_webauthn": "people.factor_forms.PasskeyForm",
    "edit_webauthn": "people.factor_forms.PasskeyNameForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Lớp Số"
MFA_TOTP_TOLERANCE = 1  # cheap phones' clocks are half a minute off
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = 30 * 24 * 3600

# Codes by SMS; without a sender the sign-in page does not offer them.
SMS_SENDERS = {
    "console": "people.sms.console.send",
    "file": "people.sms.file.send",
    "http": "people.sms.http.send",
}

# Ways by which reminders leave the house (docs/channels.md); texts go by the sender above.
CHASE_CHANNELS = {"email": "reports.channels.mail.send", "sms": "reports.channels.text.send"}

# Sign-in by OpenID Connect: nobody signs up by it, and nothing of it is stored but what the roster knows.
SOCIALACCOUNT_ADAPTER = "people.oidc.OidcAdapter"
SOCIALACCOUNT_PROVIDERS = oidc_providers(
    name=OIDC_NAME, issuer=OIDC_ISSUER, client_id=OIDC_CLIENT_ID, secret=OIDC_CLIENT_SECRET
)
# A link, not a form: browsers hold our policy's form-action against the provider that a form is redirected to.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
OIDC_CLAIM = match_of(OIDC_MATCH)
refuse_unknown(
    second_factor=SECOND_FACTOR, sms_sender=SMS_SENDER, senders=set(SMS_SENDERS), oidc_match=OIDC_MATCH
)

# Written by allauth's own page only at sign-in, so a page view never writes a session.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
