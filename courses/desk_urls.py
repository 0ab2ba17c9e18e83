"""Addresses of giving courses, below the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from courses.views import anomalies, assignments
from courses.views.afterwards import costs, folder, report
from courses.views.help import desk as help_desk
from courses.views.past import evidence, past
from courses.views.training import lists, meetings, prints, roll, session

urlpatterns = [
    path("giao-khoa-hoc/", assignments.assignment_list, name="assignment_list"),
    path("giao-khoa-hoc/moi/", assignments.assignment_new, name="assignment_new"),
    path("giao-khoa-hoc/<uuid:assignment>/", assignments.assignment_detail, name="assignment_detail"),
    path("giao-khoa-hoc/<uuid:assignment>/ket-thuc/", assignments.assignment_end, name="assignment_end"),
    path("bao-cao-xem/", anomalies.anomaly_list, name="anomaly_list"),
    path("bao-cao-xem/xuat/", anomalies.anomaly_export, name="anomaly_export"),
    path("bao-cao-xem/<uuid:anomaly>/", anomalies.anomaly_review, name="anomaly_review"),
    path("huong-dan/", help_desk.help_list, name="help_list"),
    path("huong-dan/<uuid:uuid>/", help_desk.help_detail, name="help_detail"),
    path("huong-dan/<uuid:uuid>/huy/", help_desk.help_void, name="help_void"),
    path("lop/", lists.training_list, name="training_list"),
    path("lop/lich/", lists.training_month, name="training_month"),
    path("lop/moi/", session.training_new, name="training_new"),
    path("lop/truoc-day/", past.past_list, name="past_list"),
    path("lop/truoc-day/mau/", past.past_template, name="past_template"),
    path("lop/truoc-day/<uuid:uuid>/", past.past_detail, name="past_detail"),
    path("lop/truoc-day/<uuid:uuid>/viec/", past.past_deed, name="past_deed"),
    path("lop/truoc-day/<uuid:uuid>/giay-to/", evidence.past_evidence, name="past_evidence"),
    path("lop/kinh-phi/", costs.training_costs, name="training_costs"),
    path("lop/<uuid:uuid>/sau-lop/", report.training_afterwards, name="training_afterwards"),
    path("lop/<uuid:uuid>/bao-cao/", report.training_report, name="training_report"),
    path("lop/<uuid:uuid>/ho-so/", folder.folder_ask, name="folder_ask"),
    path("lop/ho-so/<uuid:folder>/", folder.folder_file, name="folder_file"),
    path("lop/<uuid:uuid>/giay-to/", evidence.training_evidence, name="training_evidence"),
    path("lop/giay-to/<uuid:uuid>/", evidence.evidence_file, name="evidence_file"),
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
    path("lop/<uuid:uuid>/in/<slug:kind>/", prints.training_print, name="training_print"),
]
