"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """`people`, see docs/decisions/0001."""

    name = "people"
    verbose_name = _("Con người và đơn vị")
