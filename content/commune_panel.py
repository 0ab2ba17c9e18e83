"""In the studio, on a commune's page: what its villagers opened and pressed, for editors who have no desk."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class CommuneTalliesPanel(Panel):
    """Sums by tutorial, never persons; whoever may not edit the page does not come here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Bà con xem gì")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        """On the form of one page."""

        template_name = "content/studio/commune_tallies_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from content.tally_queries import of_commune  # it knows the models of which the page is one

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"lines": of_commune(self.instance.unit_id)}
