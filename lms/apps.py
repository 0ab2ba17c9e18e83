"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from lms.celery import app as celery_app

# Every process that sets Django up sends its tasks through this application.
__all__ = ["LmsConfig", "celery_app"]


class LmsConfig(AppConfig):
    """`lms`, see docs/decisions/0001."""

    name = "lms"
    verbose_name = _("Lớp Số")
