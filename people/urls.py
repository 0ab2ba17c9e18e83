"""The HR desk's pages about people, below /nhan-su/."""

from django.urls import path

from people.views.exports import people_export
from people.views.people import people_list, person_detail
from people.views.rosters import deeds, mend
from people.views.rosters.columns import roster_columns
from people.views.rosters.show import roster_detail
from people.views.rosters.upload import roster_upload
from people.views.slips import login_slips
from people.views.units import unit_detail, unit_list

urlpatterns = [
    path("nap-danh-sach/", roster_upload, name="roster_upload"),
    path("nap-danh-sach/<uuid:uuid>/", roster_detail, name="roster_detail"),
    path("nap-danh-sach/<uuid:uuid>/cot/", roster_columns, name="roster_columns"),
    path("nap-danh-sach/<uuid:uuid>/dong/<int:number>/", mend.roster_row, name="roster_row"),
    path("nap-danh-sach/<uuid:uuid>/dong/<int:number>/bo/", mend.roster_row_skip, name="roster_row_skip"),
    path("nap-danh-sach/<uuid:uuid>/don-vi/", mend.roster_units, name="roster_units"),
    path("nap-danh-sach/<uuid:uuid>/nap/", deeds.roster_apply, name="roster_apply"),
    path("nap-danh-sach/<uuid:uuid>/duyet/", deeds.roster_decide, name="roster_decide"),
    path("nap-danh-sach/<uuid:uuid>/rut-lai/", deeds.roster_withdraw, name="roster_withdraw"),
    path("nap-danh-sach/<uuid:uuid>/bo/", deeds.roster_cancel, name="roster_cancel"),
    path("nap-danh-sach/<uuid:uuid>/lam-tiep/", deeds.roster_retry, name="roster_retry"),
    path("nap-danh-sach/<uuid:uuid>/hoan-tac/", deeds.roster_undo, name="roster_undo"),
    path("nap-danh-sach/<uuid:uuid>/ket-qua/", deeds.roster_result, name="roster_result"),
    path("can-bo/", people_list, name="people_list"),
    path("can-bo/xuat/", people_export, name="people_export"),
    path("can-bo/ma-dang-nhap/", login_slips, name="login_slips"),
    path("can-bo/<uuid:uuid>/", person_detail, name="person_detail"),
    path("don-vi/", unit_list, name="unit_list"),
    path("don-vi/<uuid:uuid>/", unit_detail, name="unit_detail"),
]
