"""Addresses below /tai-khoan/ that come before allauth's own."""

from allauth.socialaccount.views import login_cancelled, login_error
from django.urls import include, path
from django.views.generic import RedirectView

from people import account_views, oidc_views, phone_sign_in
from people.factor_views import (
    CODES,
    AddAppView,
    AddPasskeyView,
    CodesView,
    RemoveAppView,
    RemovePasskeyView,
    SetUpView,
)
from people.first_password import ADDRESS, FirstPasswordView
from people.second_factor import SET_UP

# One provider at most, called “sso”; allauth's pages for sign-up and for linking accounts are not offered.
OIDC_URLS = [
    path("dang-nhap/", oidc_views.login, {"provider_id": "sso"}, name="oidc_login"),
    path("<slug:provider_id>/login/callback/", oidc_views.callback, name="openid_connect_callback"),
    path("<slug:provider_id>/login/", oidc_views.login, name="openid_connect_login"),
    path("da-thoi/", login_cancelled, name="socialaccount_login_cancelled"),
    path("loi/", login_error, name="socialaccount_login_error"),
    path("dang-ky/", RedirectView.as_view(pattern_name="account_login"), name="socialaccount_signup"),
    path("lien-ket/", RedirectView.as_view(pattern_name="my_account"), name="socialaccount_connections"),
]

urlpatterns = [
    path("", account_views.my_account, name="my_account"),
    path("login/", account_views.SignInView.as_view(), name="account_login"),
    path("mat-khau-dau-tien/", FirstPasswordView.as_view(), name=ADDRESS),
    path("ma-dien-thoai/", phone_sign_in.AskView.as_view(), name="phone_code_ask"),
    path("ma-dien-thoai/nhap/", phone_sign_in.EnterView.as_view(), name="phone_code_enter"),
    path("ma-dien-thoai/chon/", phone_sign_in.ChooseView.as_view(), name="phone_code_choose"),
    path("lop-thu-hai/dat/", SetUpView.as_view(), name=SET_UP),
    path("lop-thu-hai/ma-du-phong/", CodesView.as_view(), name=CODES),
    path("may-dang-dung/", account_views.end_my_sessions, name="end_my_sessions"),
    path("may-dang-dung/<int:number>/", account_views.end_my_session, name="end_my_session"),
    # Before allauth's own: each change is noted, and who must have a factor is not signed in without.
    path("hai-lop/totp/activate/", AddAppView.as_view(), name="factor_app_add"),
    path("hai-lop/webauthn/add/", AddPasskeyView.as_view(), name="factor_passkey_add"),
    path("hai-lop/totp/deactivate/", RemoveAppView.as_view(), name="factor_app_remove"),
    path("hai-lop/webauthn/keys/<int:pk>/remove/", RemovePasskeyView.as_view(), name="factor_passkey_remove"),
    path("hai-lop/", include("allauth.mfa.urls")),
    path("sso/", include(OIDC_URLS)),
    # Addresses of e-mail come from the roster; allauth's own page for them is not offered.
    path("email/", RedirectView.as_view(pattern_name="my_account"), name="account_email"),
]
