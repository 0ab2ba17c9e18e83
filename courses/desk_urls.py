"""Addresses of giving courses, below the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from courses.views import anomalies, assignments

urlpatterns = [
    path("giao-khoa-hoc/", assignments.assignment_list, name="assignment_list"),
    path("giao-khoa-hoc/moi/", assignments.assignment_new, name="assignment_new"),
    path("giao-khoa-hoc/<uuid:assignment>/", assignments.assignment_detail, name="assignment_detail"),
    path("giao-khoa-hoc/<uuid:assignment>/ket-thuc/", assignments.assignment_end, name="assignment_end"),
    path("bao-cao-xem/", anomalies.anomaly_list, name="anomaly_list"),
    path("bao-cao-xem/xuat/", anomalies.anomaly_export, name="anomaly_export"),
    path("bao-cao-xem/<uuid:anomaly>/", anomalies.anomaly_review, name="anomaly_review"),
]
