"""The HR desk's pages about people, below /nhan-su/."""

from django.urls import path

from people.views.exports import people_export
from people.views.people import people_list, person_detail
from people.views.rosters import roster_apply, roster_detail, roster_upload
from people.views.slips import login_slips
from people.views.units import unit_detail, unit_list

urlpatterns = [
    path("nap-danh-sach/", roster_upload, name="roster_upload"),
    path("nap-danh-sach/<uuid:uuid>/", roster_detail, name="roster_detail"),
    path("nap-danh-sach/<uuid:uuid>/nap/", roster_apply, name="roster_apply"),
    path("can-bo/", people_list, name="people_list"),
    path("can-bo/xuat/", people_export, name="people_export"),
    path("can-bo/ma-dang-nhap/", login_slips, name="login_slips"),
    path("can-bo/<uuid:uuid>/", person_detail, name="person_detail"),
    path("don-vi/", unit_list, name="unit_list"),
    path("don-vi/<uuid:uuid>/", unit_detail, name="unit_detail"),
]
