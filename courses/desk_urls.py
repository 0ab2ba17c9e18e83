"""Addresses of giving courses, below the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from courses.views import anomalies, assignments
from courses.views.training import (
    attendance,
    hall,
    lists,
    meetings,
    prints,
    roll,
    scans,
    session,
    sheets,
    ticks,
)

urlpatterns = [
    path("giao-khoa-hoc/", assignments.assignment_list, name="assignment_list"),
    path("giao-khoa-hoc/moi/", assignments.assignment_new, name="assignment_new"),
    path("giao-khoa-hoc/<uuid:assignment>/", assignments.assignment_detail, name="assignment_detail"),
    path("giao-khoa-hoc/<uuid:assignment>/ket-thuc/", assignments.assignment_end, name="assignment_end"),
    path("bao-cao-xem/", anomalies.anomaly_list, name="anomaly_list"),
    path("bao-cao-xem/xuat/", anomalies.anomaly_export, name="anomaly_export"),
    path("bao-cao-xem/<uuid:anomaly>/", anomalies.anomaly_review, name="anomaly_review"),
    path("lop/", lists.training_list, name="training_list"),
    path("lop/lich/", lists.training_month, name="training_month"),
    path("lop/moi/", session.training_new, name="training_new"),
    path("lop/<uuid:uuid>/", session.training_detail, name="training_detail"),
    path("lop/<uuid:uuid>/sua/", session.training_edit, name="training_edit"),
    path("lop/<uuid:uuid>/mo/", session.training_open, name="training_open"),
    path("lop/<uuid:uuid>/huy/", session.training_cancel, name="training_cancel"),
    path("lop/<uuid:uuid>/buoi/", meetings.meeting_new, name="meeting_new"),
    path("lop/buoi/<uuid:meeting>/", meetings.meeting_edit, name="meeting_edit"),
    path("lop/buoi/<uuid:meeting>/bo/", meetings.meeting_call_off, name="meeting_call_off"),
    path("lop/<uuid:uuid>/hoc-vien/", roll.training_roll, name="training_roll"),
    path("lop/<uuid:uuid>/hoc-vien/ghi/", roll.training_step, name="training_step"),
    path("lop/<uuid:uuid>/hoc-vien/moi/", roll.training_invite, name="training_invite"),
    path("lop/<uuid:uuid>/diem-danh/", attendance.attendance, name="attendance"),
    path("lop/<uuid:uuid>/ket-thuc/", attendance.attendance_close, name="attendance_close"),
    path("lop/<uuid:uuid>/mo-lai/", attendance.attendance_reopen, name="attendance_reopen"),
    path("lop/<uuid:uuid>/quyet-dinh/", attendance.attendance_decide, name="attendance_decide"),
    path("lop/<uuid:uuid>/quet/", scans.attendance_scan, name="attendance_scan"),
    path("lop/<uuid:uuid>/quet/gui/", scans.attendance_scans, name="attendance_scans"),
    path("lop/<uuid:uuid>/bang/", sheets.attendance_sheet, name="attendance_sheet"),
    path("lop/<uuid:uuid>/bang/mau.xlsx", sheets.attendance_blank, name="attendance_blank"),
    path("lop/<uuid:uuid>/bang/<uuid:sheet>/", sheets.attendance_sheet_look, name="attendance_sheet_look"),
    path(
        "lop/<uuid:uuid>/bang/<uuid:sheet>/ban-ky/",
        sheets.attendance_sheet_scan,
        name="attendance_sheet_scan",
    ),
    path("lop/buoi/<uuid:meeting>/diem-danh/", ticks.attendance_list, name="attendance_list"),
    path("lop/buoi/<uuid:meeting>/du-mat/", ticks.attendance_all, name="attendance_all"),
    path("lop/buoi/<uuid:meeting>/den-them/", ticks.attendance_guest, name="attendance_guest"),
    path("lop/buoi/<uuid:meeting>/man-hinh/", hall.attendance_hall, name="attendance_hall"),
    path("lop/<uuid:uuid>/in/<slug:kind>/", prints.training_print, name="training_print"),
]
