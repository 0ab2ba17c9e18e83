"""Addresses below /tai-khoan/ that come before allauth's own."""

from django.urls import path
from django.views.generic import RedirectView

from people import account_views
from people.first_password import ADDRESS, FirstPasswordView

urlpatterns = [
    path("", account_views.my_account, name="my_account"),
    path("login/", account_views.SignInView.as_view(), name="account_login"),
    path("mat-khau-dau-tien/", FirstPasswordView.as_view(), name=ADDRESS),
    # Addresses of e-mail come from the roster; allauth's own page for them is not offered.
    path("email/", RedirectView.as_view(pattern_name="my_account"), name="account_email"),
]
