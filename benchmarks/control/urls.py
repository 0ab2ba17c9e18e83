"""Addresses of the controls."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from benchmarks.control import views

urlpatterns = [
    path("healthz", views.fixed, {"size": 2}),
    path("fixed/<int:size>/", views.fixed),
    path("aggregate/<int:course>/", views.aggregate),
    path("beat/", views.beat),
    path("row/<int:pk>/", views.update_row),
    path("", include(wagtail_urls)),
]
