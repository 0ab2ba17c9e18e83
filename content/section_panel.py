"""Below the sections of a test in the studio: how many questions each finds, brought up to date while one writes."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class SectionCountsPanel(Panel):
    """Asks the server with the form as it stands; without a script the counts are those of what is saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Câu dùng được")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        """On the form of one page."""

        template_name = "content/studio/section_counts_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from content.quiz_sections import composition_of_page  # it knows the page that shows this panel

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"composition": composition_of_page(self.instance)}
