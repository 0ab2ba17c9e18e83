"""Addresses of the register at the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from certificates.views import (
    batches,
    classes,
    ending,
    entry,
    in_person,
    paper_desk,
    printed,
    register,
    validity,
    waiting,
)

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
    path("so-cap/cap-theo-lop/", classes.class_page, name="certificate_class"),
    path("so-cap/cap-theo-lop/bat-dau/", classes.class_start, name="certificate_class_start"),
    path("so-cap/viec/<uuid:uuid>/", batches.batch_page, name="certificate_batch"),
    path("so-cap/viec/<uuid:uuid>/dung/", batches.batch_stop, name="certificate_batch_stop"),
    path("so-cap/viec/<uuid:uuid>/lam-lai/", batches.batch_again, name="certificate_batch_again"),
    path("so-cap/viec/<uuid:uuid>/in.pdf", batches.batch_print, name="certificate_batch_print"),
    path("so-cap/viec/<uuid:uuid>/tep.zip", batches.batch_zip, name="certificate_batch_zip"),
    path("so-cap/cho-ky/", in_person.sign_page, name="certificates_to_sign"),
    path("so-cap/cho-ky/tai-ve/", in_person.sign_out, name="certificates_sign_out"),
    path("so-cap/cho-ky/nhan/", in_person.sign_in, name="certificates_sign_in"),
    path("so-cap/dang-cho/", waiting.waiting_page, name="certificates_waiting"),
    path("so-cap/dang-cho/thu-lai/", waiting.waiting_again, name="certificates_waiting_again"),
    path("so-cap/<uuid:uuid>/", entry.register_entry, name="register_entry"),
    path("so-cap/<uuid:uuid>/giu-ket-qua/", entry.keep_result, name="keep_result"),
    path("so-cap/<uuid:uuid>/thu-hoi/", entry.revoke_entry, name="revoke_entry"),
    path("so-cap/<uuid:uuid>/cap-lai/", entry.replace_entry, name="replace_entry"),
]
