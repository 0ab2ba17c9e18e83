"""Addresses of the tests; see lms/urls.py for where they hang."""

from django.urls import path

from assessments.views import appeal, attempt, files, hints, intro
from assessments.views.classes import tests

urlpatterns = [
    path("kiem-tra/luot/<uuid:attempt>/", attempt.attempt, name="quiz_attempt"),
    path("kiem-tra/luot/<uuid:attempt>/tra-loi/", attempt.answer, name="quiz_answer"),
    path("kiem-tra/luot/<uuid:attempt>/con-lai/", attempt.time_left, name="quiz_time_left"),
    path("kiem-tra/luot/<uuid:attempt>/goi-y/", hints.hint, name="quiz_hint"),
    path("kiem-tra/luot/<uuid:attempt>/phuc-khao/", appeal.appeal, name="quiz_appeal"),
    path("kiem-tra/luot/<uuid:attempt>/tep/", files.files, name="quiz_files"),
    path("kiem-tra/luot/<uuid:attempt>/tep/<uuid:file>/", files.answer_file, name="quiz_answer_file"),
    path(
        "kiem-tra/luot/<uuid:attempt>/hinh/<uuid:question>/<str:name>/",
        files.question_file,
        name="quiz_question_file",
    ),
    path("kiem-tra/<uuid:activity>/", intro.intro, name="quiz_intro"),
    path("cua-toi/lich/<uuid:uuid>/kiem-tra/<slug:which>/", tests.my_class_test, name="my_class_test"),
    path("kiem-tra/<uuid:activity>/bat-dau/", intro.start, name="quiz_start"),
]
