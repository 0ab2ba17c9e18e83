"""Addresses of the marking desk; see lms/urls.py for where they hang: in front of the studio's own."""

from django.urls import path

from assessments.views.marking import appeals, desk, files, progress, setup, task

urlpatterns = [
    path("", desk.desk, name="marking_desk"),
    path("tien-do/", progress.progress, name="marking_progress"),
    path("phuc-khao/", appeals.appeals, name="marking_appeals"),
    path("phuc-khao/<uuid:appeal>/", appeals.appeal, name="marking_appeal"),
    path(
        "phuc-khao/<uuid:appeal>/hinh/<uuid:question>/<str:name>/",
        appeals.picture,
        name="marking_appeal_picture",
    ),
    path("bai/<uuid:task>/", task.task, name="marking_task"),
    path("bai/<uuid:task>/tep/<uuid:file>/", files.handed_in, name="marking_file"),
    path("bai/<uuid:task>/hinh/<str:name>/", files.picture, name="marking_picture"),
    path("<uuid:activity>/", desk.papers, name="marking_papers"),
    path("<uuid:activity>/nguoi-cham/", setup.setup, name="marking_setup"),
    path("<uuid:activity>/<uuid:question>/", desk.take_one, name="marking_take"),
]
