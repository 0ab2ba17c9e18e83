"""The HR desk's pages about people, below /nhan-su/."""

from django.urls import path

from people.views.account_care import account_lock, account_sign_out, account_unlock, phone_change
from people.views.people import people_list, person_detail
from people.views.rosters import roster_apply, roster_detail, roster_upload
from people.views.second_factors import second_factor_list, second_factor_reset
from people.views.slips import login_slips
from people.views.units import unit_detail, unit_list

urlpatterns = [
    path("nap-danh-sach/", roster_upload, name="roster_upload"),
    path("nap-danh-sach/<uuid:uuid>/", roster_detail, name="roster_detail"),
    path("nap-danh-sach/<uuid:uuid>/nap/", roster_apply, name="roster_apply"),
    path("can-bo/", people_list, name="people_list"),
    path("can-bo/ma-dang-nhap/", login_slips, name="login_slips"),
    path("can-bo/<uuid:uuid>/", person_detail, name="person_detail"),
    path("can-bo/<uuid:uuid>/so-dien-thoai/", phone_change, name="phone_change"),
    path("can-bo/<uuid:uuid>/khoa/", account_lock, name="account_lock"),
    path("can-bo/<uuid:uuid>/mo-khoa/", account_unlock, name="account_unlock"),
    path("can-bo/<uuid:uuid>/dang-xuat/", account_sign_out, name="account_sign_out"),
    path("hai-lop/", second_factor_list, name="second_factor_list"),
    path("hai-lop/<str:username>/dat-lai/", second_factor_reset, name="second_factor_reset"),
    path("don-vi/", unit_list, name="unit_list"),
    path("don-vi/<uuid:uuid>/", unit_detail, name="unit_detail"),
]
