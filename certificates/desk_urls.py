"""Addresses of this part; see lms/urls.py for where they hang."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
