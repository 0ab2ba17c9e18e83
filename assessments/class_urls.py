"""Addresses of what a class asks, below the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from assessments.views.classes import survey, tests

urlpatterns = [
    path("lop/<uuid:uuid>/hai-long/", survey.class_survey_results, name="class_survey_results"),
    path("lop/<uuid:uuid>/hai-long/mo/", survey.class_survey_ask, name="class_survey_ask"),
    path("lop/<uuid:uuid>/hai-long/ap-phich.pdf", survey.class_survey_poster, name="class_survey_poster"),
    path("lop/<uuid:uuid>/kiem-tra/", tests.class_tests, name="class_tests"),
    path("lop/<uuid:uuid>/kiem-tra/diem/", tests.class_scores, name="class_scores"),
]
