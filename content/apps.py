"""Registers the app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """`content`, see docs/decisions/0001."""

    name = "content"
    verbose_name = _("Nội dung")

    def ready(self) -> None:
        """Listen to Wagtail, and let drafts be shown with their readers' templates."""
        from content import previews, signals  # noqa: F401 - the second registers
        from content.models.base import PublicPage
        from people.unit_uses import name_use

        PublicPage.show_draft = previews.preview
        name_use(
            "content.WifiPoint",
            _("điểm wifi đang mở"),
            standing=lambda rows, day: rows.filter(is_open=True),
        )
