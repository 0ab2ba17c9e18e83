"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LmsConfig(AppConfig):
    """`lms`, see docs/decisions/0001."""

    name = "lms"
    verbose_name = _("Lớp Số")
