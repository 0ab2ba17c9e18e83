"""Addresses of the register at the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from certificates.views import ending, entry, paper_desk, printed, register, validity

urlpatterns = [
    path("so-cap/", register.register, name="register"),
    path("so-cap/in/", printed.printed_register, name="register_printed"),
    path("so-cap/het-han/", ending.ending_certificates, name="ending_certificates"),
    path("so-cap/het-han/giao/", ending.renew, name="renew_certificates"),
    path("so-cap/thoi-han/", validity.validity_list, name="validity_list"),
    path("so-cap/thoi-han/<slug:slug>/", validity.validity_edit, name="validity_edit"),
    path("so-cap/cong-nhan/", paper_desk.equivalence_list, name="equivalence_list"),
    path("so-cap/cong-nhan/<slug:slug>/", paper_desk.equivalence_edit, name="equivalence_edit"),
    path("giay-noi-khac/", paper_desk.paper_queue, name="paper_queue"),
    path("giay-noi-khac/<uuid:uuid>/", paper_desk.paper_decide, name="paper_decide"),
    path("so-cap/<uuid:uuid>/", entry.register_entry, name="register_entry"),
    path("so-cap/<uuid:uuid>/thu-hoi/", entry.revoke_entry, name="revoke_entry"),
    path("so-cap/<uuid:uuid>/cap-lai/", entry.replace_entry, name="replace_entry"),
]
