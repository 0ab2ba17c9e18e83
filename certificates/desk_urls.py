"""Addresses of the register at the HR desk; see lms/urls.py for where they hang."""

from django.urls import path

from certificates.views import entry, register

urlpatterns = [
    path("so-cap/", register.register, name="register"),
    path("so-cap/<uuid:uuid>/", entry.register_entry, name="register_entry"),
]
