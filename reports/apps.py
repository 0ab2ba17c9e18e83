"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """`reports`, see docs/decisions/0001."""

    name = "reports"
    verbose_name = _("Báo cáo")

    def ready(self) -> None:
        """Say what a reorganisation of units touches here."""
        from people.unit_uses import name_use

        name_use(
            "reports.Target",
            _("chỉ tiêu chưa đến hạn"),
            standing=lambda rows, day: rows.filter(due_on__gte=day),
        )
