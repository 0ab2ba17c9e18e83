"""Figures of the HR desk, below /nhan-su/."""

from django.urls import path

from reports.views import record
from reports.views.desk import desk
from reports.views.edit import target_edit, target_new
from reports.views.target import target_detail, target_export, target_list, target_people
from reports.views.unit_targets import target_unit, target_unit_withdraw

urlpatterns = [
    path("", desk, name="desk"),
    path("can-bo/<uuid:uuid>/hoc-tap/", record.person_record, name="person_record"),
    path("can-bo/<uuid:uuid>/hoc-tap/bang-ke.pdf", record.person_transcript, name="person_transcript"),
    path("can-bo/<uuid:uuid>/hoc-tap/du-lieu.json", record.person_data, name="person_data"),
    path("chi-tieu/", target_list, name="target_list"),
    path("chi-tieu/moi/", target_new, name="target_new"),
    path("chi-tieu/<slug:code>/sua/", target_edit, name="target_edit"),
    path("chi-tieu/<slug:code>/", target_detail, name="target_detail"),
    path("chi-tieu/<slug:code>/danh-sach/", target_people, name="target_people"),
    path("chi-tieu/<slug:code>/xuat/", target_export, name="target_export"),
    path("chi-tieu/<slug:code>/don-vi/<uuid:uuid>/", target_unit, name="target_unit"),
    path(
        "chi-tieu/<slug:code>/don-vi/<uuid:uuid>/rut-lai/<uuid:row>/",
        target_unit_withdraw,
        name="target_unit_withdraw",
    ),
]
