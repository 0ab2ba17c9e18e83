"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """`certificates`, see docs/decisions/0001 and 0012."""

    name = "certificates"
    verbose_name = _("Giấy chứng nhận")

    def ready(self) -> None:
        """Binary streams: base 85 would more than double the time a page takes, and make it a quarter larger."""
        from reportlab import rl_config

        rl_config.useA85 = 0
