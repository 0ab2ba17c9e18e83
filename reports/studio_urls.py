"""How the courses of a trainer go; see lms/urls.py for where they hang: in front of the studio's own."""

from django.urls import path

from reports.views import funnel

urlpatterns = [
    path("", funnel.funnel_list, name="course_results"),
    path("<uuid:uuid>/", funnel.funnel, name="course_funnel"),
    path("<uuid:uuid>/danh-sach/", funnel.funnel_people, name="course_funnel_people"),
]
