"""Addresses of the certificates outside the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from certificates.views import check, own

urlpatterns = [
    path("xac-minh/", check.ask, name="certificate_ask"),
    path("xac-minh/<str:serial>/", check.check, name="certificate_check"),
    path("cua-toi/giay-chung-nhan/", own.my_certificates, name="my_certificates"),
    path("giay-chung-nhan/<uuid:uuid>.pdf", own.certificate_pdf, name="certificate_pdf"),
]
