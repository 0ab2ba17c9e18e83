"""Addresses of learning; see lms/urls.py for where they hang."""

from django.urls import path

from courses.views import lesson, my_learning, questions, reports

urlpatterns = [
    path("cua-toi/", my_learning.my_learning, name="my_learning"),
    path("cua-toi/hoc-tiep/<uuid:enrolment>/", my_learning.continue_course, name="continue_course"),
    path("hoc/<uuid:activity>/", lesson.activity, name="activity"),
    path("hoc/<uuid:activity>/da-xem/", reports.report_spans, name="report_spans"),
    path("hoc/<uuid:activity>/cau-hoi/<uuid:question>/", questions.answer, name="answer_question"),
    path("hoc/<uuid:activity>/xong/", reports.finish_activity_view, name="finish_activity"),
]
