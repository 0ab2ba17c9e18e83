"""The HR desk's pages about people, below /nhan-su/."""

from django.urls import path

from people.views.draft_changes import reorganisation_add, reorganisation_decide, reorganisation_remove
from people.views.people import people_list, person_detail
from people.views.reorganisations import (
    reorganisation_apply,
    reorganisation_copy,
    reorganisation_detail,
    reorganisation_discard,
    reorganisation_edit,
    reorganisation_list,
    reorganisation_new,
    reorganisation_revert,
)
from people.views.rosters import roster_apply, roster_detail, roster_upload
from people.views.slips import login_slips
from people.views.units import unit_add, unit_detail, unit_list

urlpatterns = [
    path("nap-danh-sach/", roster_upload, name="roster_upload"),
    path("nap-danh-sach/<uuid:uuid>/", roster_detail, name="roster_detail"),
    path("nap-danh-sach/<uuid:uuid>/nap/", roster_apply, name="roster_apply"),
    path("can-bo/", people_list, name="people_list"),
    path("can-bo/ma-dang-nhap/", login_slips, name="login_slips"),
    path("can-bo/<uuid:uuid>/", person_detail, name="person_detail"),
    path("don-vi/", unit_list, name="unit_list"),
    path("don-vi/<uuid:uuid>/", unit_detail, name="unit_detail"),
    path("don-vi/<uuid:uuid>/them/", unit_add, name="unit_add"),
    path("sap-xep/", reorganisation_list, name="reorganisation_list"),
    path("sap-xep/moi/", reorganisation_new, name="reorganisation_new"),
    path("sap-xep/<uuid:uuid>/", reorganisation_detail, name="reorganisation_detail"),
    path("sap-xep/<uuid:uuid>/sua/", reorganisation_edit, name="reorganisation_edit"),
    path("sap-xep/<uuid:uuid>/them/<slug:kind>/", reorganisation_add, name="reorganisation_add"),
    path("sap-xep/<uuid:uuid>/bo/<uuid:unit>/", reorganisation_remove, name="reorganisation_remove"),
    path("sap-xep/<uuid:uuid>/chia/<uuid:unit>/", reorganisation_decide, name="reorganisation_decide"),
    path("sap-xep/<uuid:uuid>/ap-dung/", reorganisation_apply, name="reorganisation_apply"),
    path("sap-xep/<uuid:uuid>/hoan-tac/", reorganisation_revert, name="reorganisation_revert"),
    path("sap-xep/<uuid:uuid>/xoa/", reorganisation_discard, name="reorganisation_discard"),
    path("sap-xep/<uuid:uuid>/chep/", reorganisation_copy, name="reorganisation_copy"),
]
