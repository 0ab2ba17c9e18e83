"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """`certificates`, see docs/decisions/0001 and 0012."""

    name = "certificates"
    verbose_name = _("Giấy chứng nhận")

    def ready(self) -> None:
        """Binary streams: base 85 would more than double the time a page takes, and make it a quarter larger.

        And the words for what a reorganisation of units touches here.
        """
        from reportlab import rl_config

        from people.unit_uses import name_use

        rl_config.useA85 = 0
        name_use("certificates.RegisterCounter", _("sổ cấp giấy chứng nhận"))
        name_use("certificates.Certificate", _("giấy chứng nhận đã cấp"))
        name_use("certificates.CertificateBatch", _("lần cấp giấy chứng nhận theo lớp"))
        name_use("certificates.LegalBasis", _("căn cứ cấp giấy chứng nhận"))
        name_use("certificates.TemplateDefault", _("mẫu giấy mặc định của đơn vị"))
