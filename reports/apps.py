"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """`reports`, see docs/decisions/0001."""

    name = "reports"
    verbose_name = _("Báo cáo")
