"""Addresses of learning; see lms/urls.py for where they hang."""

from django.urls import path

from courses.views import lesson, my_learning, questions, reports, saving
from courses.views.help import mine as help_mine
from courses.views.training import arrivals, feeds, mine

urlpatterns = [
    path("cua-toi/", my_learning.my_learning, name="my_learning"),
    path("cua-toi/hoc-tiep/<uuid:enrolment>/", my_learning.continue_course, name="continue_course"),
    path("hoc/<uuid:activity>/", lesson.activity, name="activity"),
    path("hoc/<uuid:activity>/da-xem/", reports.report_spans, name="report_spans"),
    path("hoc/<uuid:activity>/cau-hoi/<uuid:question>/", questions.answer, name="answer_question"),
    path("hoc/<uuid:activity>/luu.json", saving.lesson_parcel, name="lesson_parcel"),
    path("hoc/<uuid:activity>/xong/", reports.finish_activity_view, name="finish_activity"),
    path("cua-toi/lich/", mine.my_calendar, name="my_calendar"),
    path("cua-toi/lich/dia-chi/", mine.my_feed_new, name="my_feed_new"),
    path("cua-toi/lich/<uuid:uuid>/", mine.my_class, name="my_class"),
    path("cua-toi/lich/<uuid:uuid>/tra-loi/", mine.my_class_answer, name="my_class_answer"),
    path("cua-toi/lich/<uuid:uuid>/lop.ics", feeds.my_class_ics, name="my_class_ics"),
    path("cua-toi/co-mat/<str:token>/", arrivals.my_arrival, name="my_arrival"),
    path("cua-toi/huong-dan/", help_mine.my_help, name="my_help"),
    path("cua-toi/huong-dan/<uuid:uuid>/huy/", help_mine.my_help_void, name="my_help_void"),
    path("lich/<str:key>.ics", feeds.calendar_feed, name="calendar_feed"),
]
