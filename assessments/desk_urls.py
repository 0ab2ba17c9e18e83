"""Addresses of a person's time at tests, below the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from assessments.views import accommodations

urlpatterns = [
    path("can-bo/<uuid:uuid>/gio-lam-bai/", accommodations.person_time, name="person_time"),
    path(
        "can-bo/<uuid:uuid>/gio-lam-bai/<uuid:given>/thoi/",
        accommodations.person_time_end,
        name="person_time_end",
    ),
]
