"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """`courses`, see docs/decisions/0001."""

    name = "courses"
    verbose_name = _("Khóa học và sổ ghi nhận")
