"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """`certificates`, see docs/decisions/0001."""

    name = "certificates"
    verbose_name = _("Giấy chứng nhận")
