"""Addresses of the certificates outside the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from certificates.views import check, own, papers

urlpatterns = [
    path("xac-minh/", check.ask, name="certificate_ask"),
    path("xac-minh/<str:serial>/", check.check, name="certificate_check"),
    path("cua-toi/giay-chung-nhan/", own.my_certificates, name="my_certificates"),
    path("cua-toi/giay-noi-khac/", papers.my_papers, name="my_papers"),
    path("cua-toi/giay-noi-khac/nop/", papers.paper_new, name="paper_new"),
    path("cua-toi/giay-noi-khac/<uuid:uuid>/", papers.paper_edit, name="paper_edit"),
    path("cua-toi/giay-noi-khac/<uuid:uuid>/rut/", papers.paper_withdraw, name="paper_withdraw"),
    path("giay-noi-khac/<uuid:uuid>/ban-quet", papers.paper_scan, name="paper_scan"),
    path("giay-chung-nhan/<uuid:uuid>.pdf", own.certificate_pdf, name="certificate_pdf"),
]
