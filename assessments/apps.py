"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class AssessmentsConfig(AppConfig):
    """`assessments`, see docs/decisions/0001."""

    name = "assessments"
    verbose_name = pgettext_lazy("quizzes", "Kiểm tra")
