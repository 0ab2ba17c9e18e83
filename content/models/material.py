"""A document to take away: a handout, a form, a slide set."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from content.models.base import PublicPage


class MaterialPage(PublicPage):
    """`/tai-lieu/<slug>/`; not an activity: nobody is asked to complete it."""

    summary = models.TextField(_("tóm tắt"), help_text=_("Tài liệu này giúp ai làm việc gì."))
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp")
    )

    parent_page_types = ["content.MaterialIndexPage"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []
    page_description = _("Một tệp PDF, Word, Excel… để tải về.")
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("document")]
    promote_panels = [FieldPanel("slug")]

    class Meta:
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")
