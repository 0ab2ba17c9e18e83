"""What an author tells the helpers who teach with a page; empty fields are filled from the page itself."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class GuideFields(models.Model):
    """One line each; printed on the helper's sheet of ten minutes."""

    guide_ask = models.TextField(
        _("hỏi lại những câu nào"),
        blank=True,
        help_text=_("Mỗi dòng một câu. Để trống thì lấy câu hỏi của bài."),
    )
    guide_practise = models.TextField(
        _("cho bà con tự làm gì"),
        blank=True,
        help_text=_("Mỗi dòng một việc. Để trống thì làm theo các bước của bài."),
    )
    guide_difficulties = models.TextField(
        _("hay gặp khó ở đâu"), blank=True, help_text=_("Mỗi dòng một chỗ khó và cách gỡ.")
    )

    class Meta:
        abstract = True

    @property
    def written_guide(self) -> dict[str, list[str]]:
        """What was written, by part; nothing for a page that leaves all to be made."""
        found = {name: getattr(self, f"guide_{name}") for name in ("ask", "practise", "difficulties")}
        lines = {
            name: [line.strip() for line in text.splitlines() if line.strip()] for name, text in found.items()
        }
        return {name: said for name, said in lines.items() if said}


def guide_panel() -> Any:
    """Folded: most pages need nothing here."""
    names = ("guide_ask", "guide_practise", "guide_difficulties")
    return MultiFieldPanel(
        [FieldPanel(name) for name in names], heading=_("Tờ cho người hướng dẫn"), classname="collapsed"
    )
