"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """`assessments`, see docs/decisions/0001."""

    name = "assessments"
    verbose_name = _("Kiểm tra")
